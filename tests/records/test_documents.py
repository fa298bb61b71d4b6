"""The clinic's documents are kept version by version on either engine, held by their chains."""

import pytest

from sdm_app.records import ClinicDocument, Conflict, Records, UnreadableRecords
from sdm_app.records.checking import check
from tests.records.builders import goal, started, summary
from tests.records.keeping import Clinic
from tests.records.places import Place

COLUMNS = ("id", "time", "staff", "workstation", "text", "chain")


def test_the_newest_version_is_what_is_read(records: Records) -> None:
    assert records.document("services") is None

    assert records.keep_document("services", '["one"]') == 1
    assert records.keep_document("services", '["two"]', staff="Ana") == 2

    found = records.document("services")
    assert found == ClinicDocument("services", 2, found.time if found else "", "Ana", '["two"]')
    assert found.time.endswith("+00:00")


def test_who_keeps_a_document_is_who_uses_the_records(records: Records) -> None:
    records.keep_document("prompts", "{}")

    found = records.document("prompts")
    assert found is not None
    assert found.staff == "front desk"


def test_documents_are_found_by_the_beginning_of_their_names(records: Records) -> None:
    for name in ("schedule.2026-11-25", "schedule.2026-11-24", "schedule-mapping", "services"):
        records.keep_document(name, f"first of {name}")
    records.keep_document("schedule.2026-11-24", "second")

    found = records.documents("schedule.")

    assert [(one.name, one.number, one.text) for one in found] == [
        ("schedule.2026-11-24", 2, "second"),
        ("schedule.2026-11-25", 1, "first of schedule.2026-11-25"),
    ]
    assert len(records.documents("")) == 4
    assert records.documents("z") == ()


@pytest.mark.parametrize("name", ["", "Services", "a b", "a/b", "a:b", "%", "_", "é", "x" * 81])
def test_what_cannot_be_a_name_is_refused(records: Records, name: str) -> None:
    with pytest.raises(ValueError, match="a document is named"):
        records.keep_document(name, "{}")
    with pytest.raises(ValueError, match="a document is named"):
        records.document(name)
    if name:
        with pytest.raises(ValueError, match="a document is named"):
            records.documents(name)


def test_a_version_that_others_overtook_is_not_kept(records: Records) -> None:
    records.keep_document("services", "first", expected=0)
    records.keep_document("services", "second", expected=1)

    with pytest.raises(Conflict) as refused:
        records.keep_document("services", "late", expected=1)

    assert refused.value.events == ()
    assert "visit" not in str(refused.value)
    found = records.document("services")
    assert found is not None
    assert (found.number, found.text) == (2, "second")


def test_documents_and_visits_share_the_journal(place: Place, records: Records) -> None:
    records.append("e1", started(), summary())
    records.keep_document("services", "first")
    records.append("e1", goal("walk"), summary())
    records.keep_document("services", "second")

    assert records.verify_chain() is None
    records.close()
    rows = place.rows(
        "SELECT journal.kind, number_in_name FROM journal JOIN (SELECT noted, number AS"
        " number_in_name FROM clinic_document) AS document ON document.noted = journal.number"
        " WHERE object LIKE 'document:services/%' ORDER BY journal.number"
    )
    assert rows == [("append", 1), ("append", 2)]


def broken(place: Place, records: Records, *statements: str) -> str:
    """What the check says after a change behind our code's back."""
    for number in range(1, 4):
        records.keep_document("services", f"version {number}")
    records.keep_document("prompts", "{}")
    records.close()
    place.alter(*place.unlock("clinic_document"), *place.unlock("journal"), *statements)
    again = place.open()
    found = again.verify_chain()
    again.close()
    return str(found)


@pytest.mark.parametrize("column", COLUMNS)
def test_an_altered_document_is_named(place: Place, records: Records, column: str) -> None:
    other = "b" * (64 if column == "chain" else 32)

    said = broken(
        place,
        records,
        f"UPDATE clinic_document SET {column} = '{other}' WHERE name = 'services' AND number = 2",
    )

    assert said.startswith("document services, row 2: ")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_removed_version_is_named(place: Place, records: Records, number: int) -> None:
    said = broken(
        place,
        records,
        f"DELETE FROM clinic_document WHERE name = 'services' AND number = {number}",
    )

    assert said.startswith(f"document services, row {number}: missing")


def test_a_document_that_is_gone_with_all_its_versions_is_named(
    place: Place, records: Records
) -> None:
    said = broken(place, records, "DELETE FROM clinic_document WHERE name = 'services'")

    assert said.startswith("document services, row 1: missing")


def test_a_document_with_another_name_is_found(place: Place, records: Records) -> None:
    said = broken(
        place, records, "UPDATE clinic_document SET name = 'others' WHERE name = 'prompts'"
    )

    assert said.startswith("document ")


def test_an_altered_document_is_not_shown(place: Place, records: Records) -> None:
    records.keep_document("services", "first")
    records.keep_document("services", "second")
    records.close()
    place.alter(
        *place.unlock("clinic_document"), "UPDATE clinic_document SET text = 'x' WHERE number = 2"
    )

    again = place.open()
    with pytest.raises(UnreadableRecords, match="document of the clinic was changed"):
        again.document("services")
    with pytest.raises(UnreadableRecords, match="document of the clinic was changed"):
        again.documents("serv")
    again.close()


@pytest.mark.parametrize("change", ["UPDATE clinic_document SET text = ''", "DELETE FROM {}"])
def test_the_database_refuses_to_change_a_document(
    place: Place, records: Records, change: str
) -> None:
    records.keep_document("services", "first")
    records.close()

    with pytest.raises(place.refused, match="never changed or removed"):
        place.alter(change.format("clinic_document"))


def test_the_check_of_a_file_names_a_document(clinic: Clinic) -> None:
    clinic.records.keep_document("services", "first")
    clinic.records.close()
    assert check(clinic.path, clinic.key).is_good

    clinic.alter(
        "DROP TRIGGER clinic_document_refuses_update",
        "UPDATE clinic_document SET text = 'others'",
    )

    (fault,) = check(clinic.path, clinic.key).faults
    assert str(fault) == "chain: document services, row 1: changed, or out of its place"
