"""Events written with earlier ids are read with those of today."""

import pytest

from sdm_app.domain import events as e
from sdm_app.domain.renaming import renamed
from sdm_app.domain.vocabulary import FindingAnswer, Helped, OutcomeCode

NAMES = {"massage": "hands-on", "start-back.mood": "start-back.joy", "scan": "imaging"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            e.OptionsChosen(options=("heat", "massage")),
            e.OptionsChosen(options=("heat", "hands-on")),
        ),
        (
            e.ItemAnswered(item="start-back.mood", answer="agree"),
            e.ItemAnswered(item="start-back.joy", answer="agree"),
        ),
        (
            e.TriedMarked(option="massage", helped=Helped.YES),
            e.TriedMarked(option="hands-on", helped=Helped.YES),
        ),
        (
            e.FindingsAnswered(findings=("scan",), answer=FindingAnswer.NO),
            e.FindingsAnswered(findings=("imaging",), answer=FindingAnswer.NO),
        ),
    ],
)
def test_ids_of_content_are_read_by_the_name_of_today(written: e.Event, read: e.Event) -> None:
    assert renamed(written, NAMES) == read


@pytest.mark.parametrize(
    "event",
    [
        e.GoalWritten(goal="massage"),
        e.ActionWritten(option="heat", action="massage"),
        e.RequestSettled(request="opioid", outcome=OutcomeCode.DEFERRED, reason="scan"),
        e.EncounterFinished(),
    ],
)
def test_what_a_person_wrote_is_never_touched(event: e.Event) -> None:
    assert renamed(event, NAMES) is event
