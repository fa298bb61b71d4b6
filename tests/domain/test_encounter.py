"""An encounter is the fold of its events, and undo is one of them."""

from datetime import date

import pytest

from sdm_app.domain import events as e
from sdm_app.domain.encounter import apply, fold, last_undoable, start
from sdm_app.domain.vocabulary import (
    AnsweredBy,
    FindingAnswer,
    FoundAt,
    Helped,
    OutcomeCode,
    Step,
    TeachBack,
    Urgency,
    YesNo,
)

STARTED = e.EncounterStarted(
    encounter="v1",
    reference="T.T.",
    found_at=FoundAt.ROOMING,
    started_on=date(2026, 11, 22),
    content_id="p",
    content_version="1",
)


def test_every_kind_of_event_changes_what_it_says() -> None:
    settled = e.RequestSettled(request="imaging", outcome=OutcomeCode.RESOLVED)
    encounter = start(STARTED)

    for event in (
        e.StepOpened(step=Step.QUESTIONS, request="imaging"),
        e.AnsweredBySet(answered_by=AnsweredBy.PAPER),
        e.ItemSkipped(item="start-back.fear"),
        e.ItemAnswered(item="start-back.fear", answer="agree"),
        e.ItemAnswered(item="start-back.mood", answer="agree"),
        e.ItemSkipped(item="start-back.mood"),
        e.EpisodeWeeksGiven(weeks=3),
        e.FindingsAnswered(findings=("fever", "major-trauma"), answer=FindingAnswer.NO),
        e.FindingsAnswered(findings=("fever",), answer=None),
        e.UrgencyOverridden(urgency=Urgency.SOON, reason="r", findings=()),
        e.PrioritiesPicked(priorities=("sleep",)),
        e.TriedMarked(option="heat", helped=Helped.YES),
        e.TriedMarked(option="nsaid", helped=Helped.NO),
        e.TriedMarked(option="nsaid", helped=None),
        e.BarriersMarked(barriers=("cost",)),
        e.GoalWritten(goal="g"),
        e.OptionsCompared(options=("heat",)),
        e.ConcernPicked(request="imaging", concern="proof"),
        e.GateChecked(request="imaging", check="a", done=True),
        e.GateChecked(request="imaging", check="b", done=True),
        e.GateChecked(request="imaging", check="a", done=False),
        settled,
        e.OptionsChosen(options=("heat",)),
        e.ActionWritten(option="heat", action="a"),
        e.FollowUpSet(on=date(2026, 12, 1)),
        e.SureAnswered(item="sure.certain", answer=YesNo.YES),
        e.SureAnswered(item="sure.values", answer=YesNo.NO),
        e.SureAnswered(item="sure.values", answer=None),
        e.TeachBackDone(result=TeachBack.SAID_BACK),
        e.Undone(sequence=2),
        e.EncounterFinished(),
    ):
        encounter = apply(encounter, event)

    assert encounter.step is Step.QUESTIONS
    assert encounter.request == "imaging"
    assert encounter.answered_by is AnsweredBy.PAPER
    assert encounter.answers == {"start-back.fear": "agree"}
    assert encounter.skipped == ("start-back.mood",)
    assert encounter.episode_weeks == 3
    assert encounter.findings == {"major-trauma": FindingAnswer.NO}
    assert encounter.override is not None
    assert encounter.override.urgency is Urgency.SOON
    assert encounter.priorities == ("sleep",)
    assert encounter.tried == {"heat": Helped.YES}
    assert encounter.barriers == ("cost",)
    assert encounter.goal == "g"
    assert encounter.compared == ("heat",)
    state = encounter.request_state("imaging")
    assert (state.concern, state.checks, state.settled) == ("proof", ("b",), settled)
    assert encounter.choices == ("heat",)
    assert encounter.actions == {"heat": "a"}
    assert encounter.follow_up == date(2026, 12, 1)
    assert encounter.sure == {"sure.certain": YesNo.YES}
    assert encounter.teach_back is TeachBack.SAID_BACK
    assert encounter.finished


def test_a_finished_visit_is_open_again_after_any_change_but_looking() -> None:
    finished = apply(start(STARTED), e.EncounterFinished())

    assert apply(finished, e.StepOpened(step=Step.PLAN)).finished
    assert not apply(finished, e.GoalWritten(goal="g")).finished


def test_a_visit_starts_once() -> None:
    with pytest.raises(ValueError, match="starts once"):
        apply(start(STARTED), STARTED)


@pytest.mark.parametrize("events", [[], [(1, e.GoalWritten(goal="g"))]])
def test_a_fold_needs_a_start(events: list[tuple[int, e.Event]]) -> None:
    with pytest.raises(ValueError, match="does not start"):
        fold(events)


def test_what_was_undone_does_not_count() -> None:
    events: list[tuple[int, e.Event]] = [
        (1, STARTED),
        (2, e.GoalWritten(goal="first")),
        (3, e.GoalWritten(goal="second")),
        (4, e.StepOpened(step=Step.PLAN)),
        (5, e.Undone(sequence=3)),
    ]

    assert fold(events).goal == "first"
    assert fold(events).step is Step.PLAN
    assert last_undoable(events[:4]) == 3
    assert last_undoable(events) == 2
    assert last_undoable(events[:1]) is None


def test_every_event_survives_json() -> None:
    event = e.RequestSettled(
        request="imaging", outcome=OutcomeCode.DEFERRED, review_on=date(2026, 12, 20)
    )

    assert e.EVENT.validate_json(e.EVENT.dump_json(event)) == event
