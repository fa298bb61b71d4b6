"""`Check records` holds each visit against the content that it was made with."""

from hashlib import sha256
from pathlib import Path

import pytest

from sdm_app.domain.encounter import fold
from sdm_app.domain.events import EncounterStarted, ItemAnswered, OptionsChosen, StepOpened
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import FoundAt, Step
from sdm_app.packs import Shelf, content_in_use
from sdm_app.play import events_of_case, read_cases
from sdm_app.records.summary import summary_of
from tests.records.builders import DAY, goal, started, summary
from tests.records.keeping import Clinic, checked, whys
from tests.records.places import bare

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.yaml"))


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


@pytest.mark.parametrize(
    ("item", "answer", "is_good"),
    [
        ("promis-pi-4a.t-score", "61.2", True),
        ("promis-pi-4a.t-score", "99.9", False),
        ("peg.pain", "61.2", False),
    ],
)
def test_a_score_that_was_typed_in_is_no_unknown_answer(
    with_content: tuple[Clinic, EncounterStarted, Visit], item: str, answer: str, is_good: bool
) -> None:
    clinic, begun, visit = with_content
    for event in (begun, ItemAnswered(item=item, answer=answer)):
        clinic.records.append("e1", event, summary_of(visit, "09:05"))
    clinic.records.close()

    assert checked(clinic).is_good is is_good
