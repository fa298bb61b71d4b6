"""`Check records` tells of every fault and changes no row; a second run finds the same."""

import json
from pathlib import Path

import pytest

from sdm_app.domain.events import Undone
from sdm_app.records import OpenElsewhere, UnreadableRecords
from sdm_app.records.checking import check, check_open, quarantine_file, quarantined
from tests.records.builders import DAY, started, summary
from tests.records.keeping import Clinic, checked, files_of, whys


def test_sound_records_have_no_fault_and_no_list(clinic: Clinic) -> None:
    clinic.records.close()

    found = checked(clinic)

    assert (found.faults, found.quarantined, found.visits) == ((), (), 3)
    assert not quarantine_file(clinic.path).exists()


def test_a_check_changes_neither_the_file_nor_the_log_of_a_killed_program(
    clinic: Clinic,
) -> None:
    left = files_of(clinic.folder)
    clinic.records.close()
    for name, content in left.items():
        (clinic.folder / name).write_bytes(content)

    found = check(clinic.path, clinic.key)

    assert len(left["visits.db-wal"]) > 0
    assert (found.faults, found.visits) == ((), 3)
    assert files_of(clinic.folder) == left


def test_open_records_are_checked_by_the_program_that_has_them(clinic: Clinic) -> None:
    found = check_open(clinic.records, clinic.path, clinic.key)
    clinic.visit("e4")

    assert (found.faults, found.visits) == ((), 3)
    assert clinic.records.verify_chain() is None
    clinic.records.close()
    assert sorted(files_of(clinic.folder)) == ["keyslots.copy.json", "keyslots.json", "visits.db"]


def test_damage_in_open_records_is_told_by_the_program_that_has_them(clinic: Clinic) -> None:
    for number in range(60):
        clinic.visit(f"more-{number}")
    clinic.records.close()
    spoilt = bytearray(clinic.path.read_bytes())
    page = len(spoilt) // 4096 // 2
    spoilt[page * 4096 + 2000] ^= 1
    clinic.path.write_bytes(spoilt)
    records = clinic.opened()

    found = check_open(records, clinic.path, clinic.key)

    records.close()
    assert f"HMAC verification failed for page {page + 1}" in [fault.why for fault in found.faults]
    assert found.faults == check(clinic.path, clinic.key).faults
    assert {file.name for file in clinic.folder.glob("*.new")} == set()


def test_open_records_are_not_checked_by_another_program(clinic: Clinic) -> None:
    with pytest.raises(OpenElsewhere):
        check(clinic.path, clinic.key)
    clinic.records.close()


def test_visits_of_which_nothing_is_left_are_told_one_by_one(clinic: Clinic) -> None:
    clinic.records.close()
    clinic.alter(
        *(
            f"DELETE FROM {table} WHERE encounter <> 'e2'"
            for table in ("event", "encounter_summary")
        )
    )

    found = checked(clinic)

    assert [str(fault) for fault in found.faults] == [
        f"chain: visit {visit}, row 1: missing, and so is all the rest of it"
        for visit in ("e1", "e3")
    ]


def test_records_that_are_not_there_are_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(UnreadableRecords, match="no records here"):
        check(tmp_path / "visits.db", bytes(32))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            "UPDATE event SET payload = replace(payload, 'walk', 'swim') WHERE encounter = 'e2'",
            "event 2 is not as it was written",
        ),
        (
            "UPDATE event SET time = '2999-01-01T00:00:00.000000+00:00'"
            " WHERE encounter = 'e2' AND sequence = 2",
            "event 2 lies in the future",
        ),
        (
            "UPDATE event SET time = 'noon' WHERE encounter = 'e2' AND sequence = 2",
            "event 2 has no time that can be read",
        ),
        (
            "UPDATE event SET payload = '{' WHERE encounter = 'e2' AND sequence = 2",
            "event 2 cannot be read",
        ),
        (
            "UPDATE event SET kind = 'goal-seen' WHERE encounter = 'e2' AND sequence = 2",
            "event 2 cannot be read",
        ),
        (
            "DELETE FROM event WHERE encounter = 'e2' AND sequence = 1",
            "event 1 is missing",
        ),
        (
            "DELETE FROM event WHERE encounter = 'e2' AND sequence = 1",
            "it does not begin with the start of a visit, or starts twice",
        ),
        (
            "DELETE FROM event WHERE encounter = 'e2'",
            "it stands in the list, and none of its events is there",
        ),
        (
            "DELETE FROM encounter_summary WHERE encounter = 'e2'",
            "it does not stand in the list",
        ),
        (
            "UPDATE encounter_summary SET reference = 'X.Y.', step = 'plan', finished = 1"
            " WHERE encounter = 'e2'",
            "its row in the list does not match its events: reference, step, finished",
        ),
        (
            "UPDATE encounter_summary SET started_on = '2026-11-25' WHERE encounter = 'e2'",
            "its row in the list does not match its events: started_on",
        ),
    ],
)
def test_each_kind_of_fault_is_told_and_its_visit_alone_is_quarantined(
    clinic: Clinic, change: str, why: str
) -> None:
    clinic.records.close()
    clinic.alter(change)

    found = checked(clinic)

    assert why in whys(found, "e2")
    assert found.quarantined == ("e2",)
    assert quarantined(clinic.path) == {"e2"}
    assert not any("swim" in str(fault) or "X.Y." in str(fault) for fault in found.faults)


def test_a_visit_that_starts_as_another_is_told(clinic: Clinic) -> None:
    clinic.records.append("e9", started("e8"), summary("e9"))
    clinic.records.close()

    assert "its first event belongs to another visit" in whys(checked(clinic), "e9")


def test_taking_back_what_never_was_is_told(clinic: Clinic) -> None:
    clinic.records.append("e1", Undone(sequence=7), summary("e1"))
    clinic.records.close()

    assert whys(checked(clinic), "e1") == ["it takes back an event that was not there"]


def test_a_visit_on_a_day_to_come_is_told(clinic: Clinic) -> None:
    late = started("e9").model_copy(update={"started_on": DAY.replace(year=2099)})
    clinic.records.append("e9", late, summary("e9", on=DAY.replace(year=2099)))
    clinic.records.close()

    assert whys(checked(clinic), "e9") == ["it starts on a day to come"]


def test_every_damaged_visit_is_listed_not_the_first_alone(clinic: Clinic) -> None:
    clinic.records.close()
    clinic.alter("UPDATE event SET staff = 'somebody' WHERE sequence = 2")

    assert checked(clinic).quarantined == ("e1", "e2", "e3")


def test_a_visit_that_is_right_again_comes_off_the_list(clinic: Clinic) -> None:
    clinic.records.close()
    clinic.alter("UPDATE encounter_summary SET step = 'plan' WHERE encounter = 'e2'")
    check(clinic.path, clinic.key)
    clinic.alter("UPDATE encounter_summary SET step = 'screening' WHERE encounter = 'e2'")

    assert checked(clinic).is_good
    assert quarantined(clinic.path) == frozenset()


def test_rows_cut_off_the_end_are_told_by_an_anchor_kept_outside(clinic: Clinic) -> None:
    anchor = clinic.records.head()
    clinic.records.close()
    clinic.alter(
        "DELETE FROM event WHERE encounter = 'e3'",
        "DELETE FROM encounter_summary WHERE encounter = 'e3'",
        "DELETE FROM journal WHERE object LIKE 'e3/%'",
    )

    assert checked(clinic).is_good
    (fault,) = check(clinic.path, clinic.key, anchors=[anchor]).faults
    assert "cut off the end" in fault.why


def test_a_damaged_list_of_quarantined_visits_is_written_anew(clinic: Clinic) -> None:
    clinic.records.close()
    clinic.alter("DELETE FROM encounter_summary WHERE encounter = 'e2'")
    quarantine_file(clinic.path).write_text("{")

    checked(clinic)

    assert json.loads(quarantine_file(clinic.path).read_text()) == {"visits": ["e2"]}
