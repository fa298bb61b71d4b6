"""`Check records` tells of every fault and changes no row; a second run finds the same."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from sdm_app.domain.encounter import fold
from sdm_app.domain.events import EncounterStarted, OptionsChosen, StepOpened, Undone
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import FoundAt, Step
from sdm_app.packs import Shelf, content_in_use
from sdm_app.play import events_of_case, read_cases
from sdm_app.records import OpenElsewhere, UnreadableRecords
from sdm_app.records.checking import Checked, check, check_open, quarantine_file, quarantined
from sdm_app.records.summary import summary_of
from tests.records.builders import DAY, goal, started, summary
from tests.records.keeping import Clinic, files_of
from tests.records.places import bare

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.yaml"))


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return Clinic(tmp_path / "clinic")


def checked(clinic: Clinic) -> Checked:
    """A check of closed records, held against a second one that changes nothing."""
    first = check(clinic.path, clinic.key)
    before = files_of(clinic.folder)
    assert check(clinic.path, clinic.key) == first
    assert files_of(clinic.folder) == before
    return first


def whys(found: Checked, visit: str) -> list[str]:
    return [fault.why for fault in found.faults if fault.visit == visit]


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


@pytest.mark.parametrize("case_file", CASES, ids=lambda file: file.stem)
def test_visits_played_with_this_content_have_no_fault(tmp_path: Path, case_file: Path) -> None:
    clinic = Clinic(tmp_path / "clinic", visits=0)
    content = content_in_use(Shelf(tmp_path / "shelf"))
    for case in read_cases(case_file, content.pack, DAY):
        events = events_of_case(case, content.pack, DAY)
        first = events[0][1]
        assert isinstance(first, EncounterStarted)
        begun = first.model_copy(update={"content_sha256": content.sha256})
        played = []
        for sequence, event in [(1, begun), *events[1:]]:
            played.append((sequence, event))
            visit = Visit(pack=content.pack, encounter=fold(played), today=DAY)
            clinic.records.append(begun.encounter, event, summary_of(visit, "09:05"))
    clinic.records.close()

    found = checked(clinic)

    assert found.faults == ()
    assert found.visits > 0


@pytest.fixture
def with_content(tmp_path: Path) -> tuple[Clinic, EncounterStarted, Visit]:
    """A clinic, and the start of a visit made with the content of this checkout."""
    clinic = Clinic(tmp_path / "clinic", visits=0)
    content = content_in_use(Shelf(tmp_path / "shelf"))
    begun = EncounterStarted(
        encounter="e1",
        reference="J.D.",
        birth_year=1980,
        found_at=FoundAt.ROOMING,
        started_on=DAY,
        content_id=content.pack.info.id,
        content_version=content.pack.info.version,
        content_sha256=content.sha256,
    )
    return clinic, begun, Visit(pack=content.pack, encounter=fold([(1, begun)]), today=DAY)


def test_an_id_that_the_content_does_not_have_is_told(
    with_content: tuple[Clinic, EncounterStarted, Visit],
) -> None:
    clinic, begun, visit = with_content
    row = summary_of(visit, "09:05")
    clinic.records.append("e1", begun, row)
    clinic.records.append("e1", OptionsChosen(options=("leeches",)), row)
    clinic.records.close()

    assert whys(checked(clinic), "e1") == ["event 2 names something that its content does not have"]


def test_a_row_with_another_urgency_than_the_events_make_is_told(
    with_content: tuple[Clinic, EncounterStarted, Visit],
) -> None:
    clinic, begun, visit = with_content
    clinic.records.append("e1", begun, summary_of(visit, "09:05"))
    clinic.records.close()
    clinic.alter("UPDATE encounter_summary SET urgency = 'emergency', stage = 'acute'")

    assert whys(checked(clinic), "e1") == [
        "its row in the list does not match its events: stage, urgency"
    ]


def test_a_visit_of_content_that_is_not_here_is_checked_without_it(clinic: Clinic) -> None:
    foreign = started("e9").model_copy(update={"content_sha256": "0" * 64})
    clinic.records.append("e9", foreign, summary("e9"))
    clinic.records.append("e9", OptionsChosen(options=("leeches",)), summary("e9"))
    clinic.records.append("e9", StepOpened(step=Step.PLAN), summary("e9", step="plan"))
    clinic.records.append("e9", goal("walk"), summary("e9", step="plan"))
    clinic.records.close()

    assert checked(clinic).is_good


@pytest.mark.parametrize(("is_whole", "faults"), [(True, 1), (False, 0)])
def test_a_visit_is_held_against_the_content_that_the_records_keep(
    clinic: Clinic, tmp_path: Path, is_whole: bool, faults: int
) -> None:
    """A pack that was never on this computer, as on a new one after a restore."""
    pack = content_in_use(Shelf(tmp_path / "shelf")).authored
    other = pack.model_copy(
        update={"info": pack.info.model_copy(update={"version": "of-another-clinic"})}
    )
    content = other.model_dump_json(exclude_unset=True)
    name = sha256(content.encode()).hexdigest()
    begun = started("e9").model_copy(update={"content_sha256": name})
    clinic.records.append("e9", begun, summary("e9"))
    clinic.records.append("e9", OptionsChosen(options=("leeches",)), summary("e9"))
    clinic.records.close()
    connection = bare(clinic.path, clinic.key)
    connection.execute(
        "CREATE TABLE IF NOT EXISTS content_pack (sha256 TEXT PRIMARY KEY, content TEXT)"
    )
    kept = content if is_whole else content.replace("of-another-clinic", "of-nobody")
    connection.execute("INSERT INTO content_pack VALUES (?, ?)", (name, kept))
    connection.close()

    assert len(whys(checked(clinic), "e9")) == faults
