"""Two people in one visit: both are kept unless they touch the same; then somebody chooses."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdm_app.domain import events as e
from sdm_app.domain.conflicts import Meeting, meet
from sdm_app.domain.encounter import Encounter, fold
from sdm_app.domain.places import Place, changed_places, places_of
from sdm_app.domain.vocabulary import (
    AnsweredBy,
    FindingAnswer,
    FoundAt,
    Helped,
    OutcomeCode,
    ReferralStatus,
    Step,
    TeachBack,
    Urgency,
    YesNo,
)

NO, YES = FindingAnswer.NO, FindingAnswer.YES
STARTED = e.EncounterStarted(
    encounter="v1",
    reference="T.T.",
    found_at=FoundAt.ROOMING,
    started_on=date(2026, 11, 22),
    content_id="p",
    content_version="1",
)


def met(theirs: e.Event, *mine: e.Event, known: tuple[e.Event, ...] = ()) -> Meeting:
    """The meeting of two people who both knew the start and what is `known`."""
    both = list(enumerate((STARTED, *known), start=1))
    return meet(both, [(len(both) + 1, theirs)], mine)


def item(answer: str, of: str = "a.b") -> e.ItemAnswered:
    return e.ItemAnswered(item=of, answer=answer)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (item("x"), item("y"), True),
        (item("x"), item("x"), False),
        (item("x"), item("x", "a.c"), False),
        (item("x"), e.ItemSkipped(item="a.b"), True),
        (item("x"), e.GoalWritten(goal="x"), False),
        (e.GoalWritten(goal="x"), e.GoalWritten(goal="y"), True),
        (
            e.FindingsAnswered(findings=("a", "b"), answer=NO),
            e.FindingsAnswered(findings=("b", "c"), answer=YES),
            True,
        ),
        (
            e.FindingsAnswered(findings=("a",), answer=NO),
            e.FindingsAnswered(findings=("c",), answer=YES),
            False,
        ),
        (e.StepOpened(step=Step.PLAN), e.StepOpened(step=Step.SAFETY), False),
        (e.EncounterFinished(), e.GoalWritten(goal="x"), False),
        (e.PrioritiesPicked(priorities=("a",)), e.PrioritiesPicked(priorities=("b",)), True),
        (e.BarriersMarked(barriers=("a",)), e.BarriersMarked(barriers=("b",)), False),
        (
            e.ConcernPicked(request="imaging", concern="a"),
            e.ConcernPicked(request="imaging", concern="b"),
            True,
        ),
        (
            e.ConcernPicked(request="imaging", concern="a"),
            e.RequestSettled(request="imaging", outcome=OutcomeCode.RESOLVED),
            False,
        ),
        (
            e.GateChecked(request="opioids", check="a", done=True),
            e.GateChecked(request="opioids", check="b", done=True),
            False,
        ),
        (e.ReferralPended(target="a"), e.ReferralSigned(target="a"), True),
        (e.ReferralPended(target="a"), e.ReferralPended(target="b"), False),
        (e.ReferralSigned(target="a"), e.GoalWritten(goal="x"), False),
        (e.ReferralPrinted(target="a"), e.ReferralPended(target="b"), False),
    ],
)
def test_changes_made_at_once(one: e.Event, other: e.Event, same: bool) -> None:
    assert bool(met(one, other).differences) is same
    assert bool(met(other, one).differences) is same


def test_what_touches_different_things_stands_beside_each_other() -> None:
    meeting = met(e.PrioritiesPicked(priorities=("sleep",)), e.GoalWritten(goal="walk"))

    assert meeting.mine == (e.GoalWritten(goal="walk"),)
    assert meeting.with_mine.goal == "walk"
    assert meeting.with_mine.priorities == ("sleep",)


def test_a_letter_that_is_printed_while_its_referral_is_cancelled_is_asked_about() -> None:
    known = (e.ReferralSigned(target="a"),)

    meeting = met(
        e.ReferralPrinted(target="a"), e.ReferralCancelled(target="a", reason="x"), known=known
    )

    assert [one.place.of for one in meeting.differences] == ["a"]


def test_a_difference_names_the_last_event_that_made_it() -> None:
    known: list[tuple[int, e.Event]] = [(1, STARTED)]
    theirs: list[tuple[int, e.Event]] = [
        (2, item("x")),
        (3, e.GoalWritten(goal="swim")),
        (4, item("z")),
    ]

    meeting = meet(known, theirs, [item("y"), e.GoalWritten(goal="walk")])

    assert {(one.place, one.sequence) for one in meeting.differences} == {
        (Place(field="answers", of="a.b"), 4),
        (Place(field="goal"), 3),
    }


def test_each_difference_is_chosen_by_itself() -> None:
    known: list[tuple[int, e.Event]] = [(1, STARTED)]
    theirs: list[tuple[int, e.Event]] = [(2, item("x")), (3, e.GoalWritten(goal="swim"))]
    mine = (item("y"), e.GoalWritten(goal="walk"), e.TeachBackDone(result=TeachBack.SAID_BACK))

    meeting = meet(known, theirs, mine)

    assert meeting.choosing([]) == mine[2:]
    assert meeting.choosing([Place(field="goal")]) == mine[1:]
    assert meeting.choosing([one.place for one in meeting.differences]) == mine


def test_of_findings_answered_alike_only_the_contested_are_chosen() -> None:
    rest = e.FindingsAnswered(findings=("a", "b", "c"), answer=NO)

    meeting = met(e.FindingsAnswered(findings=("b",), answer=YES), rest)

    assert [one.place.of for one in meeting.differences] == ["b"]
    assert meeting.choosing([]) == (e.FindingsAnswered(findings=("a", "c"), answer=NO),)


def test_a_single_finding_that_is_declined_leaves_nothing() -> None:
    mine = e.FindingsAnswered(findings=("b",), answer=NO)

    assert met(e.FindingsAnswered(findings=("b",), answer=YES), mine).choosing([]) == ()


def test_a_no_to_all_does_not_pass_over_a_yes_that_came_meanwhile() -> None:
    known = (e.FindingsAnswered(findings=("a",), answer=NO),)
    again = e.FindingsAnswered(findings=("a", "b"), answer=NO)

    meeting = met(e.FindingsAnswered(findings=("a",), answer=YES), again, known=known)

    assert [one.place.of for one in meeting.differences] == ["a"]


def test_boxes_marked_at_once_are_all_marked() -> None:
    known = (e.OptionsChosen(options=("a", "b")),)

    meeting = met(
        e.OptionsChosen(options=("a", "b", "c")), e.OptionsChosen(options=("b", "d")), known=known
    )

    assert not meeting.differences
    assert meeting.with_mine.choices == ("b", "c", "d")


def test_a_box_that_one_marks_and_the_other_unmarks_is_asked_about() -> None:
    mine = (e.BarriersMarked(barriers=("a",)), e.BarriersMarked(barriers=()))
    meeting = met(e.BarriersMarked(barriers=("a",)), *mine)

    assert [one.place for one in meeting.differences] == [Place(field="barriers", of="a")]
    assert fold_after(meeting, []).barriers == ("a",)
    assert fold_after(meeting, [Place(field="barriers", of="a")]).barriers == ()


def test_a_choice_that_is_declined_is_not_marked() -> None:
    chosen, none = e.OptionsChosen(options=("a",)), e.OptionsChosen(options=())
    meeting = met(none, none, chosen, known=(chosen,))

    assert [one.place for one in meeting.differences] == [Place(field="choices", of="a")]
    assert meeting.with_mine.choices == ("a",)
    assert fold_after(meeting, []).choices == ()


def test_a_box_that_came_marked_within_a_glance_is_not_unmarked_unasked() -> None:
    start: list[tuple[int, e.Event]] = [(1, STARTED)]
    theirs: list[tuple[int, e.Event]] = [(2, e.OptionsChosen(options=("a", "b")))]
    pressed = e.OptionsChosen(options=("b",))

    meeting = meet(start, theirs, [pressed], [*start, *theirs])

    assert [one.place for one in meeting.differences] == [Place(field="choices", of="a")]
    assert fold_after(meeting, []).choices == ("a", "b")
    assert meeting.with_mine.choices == ("b",)


def test_a_referral_that_goes_to_a_place_where_it_was_cancelled_is_asked_about() -> None:
    known = (e.ReferralPended(target="a"), e.ReferralPended(target="b"))
    changed = e.ReferralChanged(target="a", to="b", reason="nearer")

    meeting = met(e.ReferralCancelled(target="b", reason="full"), changed, known=known)

    assert [one.place for one in meeting.differences] == [Place(field="referrals", of="b")]
    assert meeting.choosing([]) == ()
    assert meeting.choosing([Place(field="referrals", of="b")]) == (changed,)
    assert meeting.with_theirs.referrals["b"].status is ReferralStatus.CANCELLED


def test_taking_back_what_nobody_touched_goes_on() -> None:
    meeting = met(item("x"), e.Undone(sequence=2), known=(e.GoalWritten(goal="walk"),))

    assert not meeting.undo_collides
    assert meeting.mine == (e.Undone(sequence=2),)
    assert meeting.with_mine.goal == ""
    assert meeting.with_mine.answers == {"a.b": "x"}


def test_taking_back_what_another_changed_since_collides() -> None:
    known = (e.GoalWritten(goal="walk"),)

    meeting = met(e.GoalWritten(goal="swim"), e.Undone(sequence=2), item("x"), known=known)

    assert meeting.undo_collides
    assert meeting.mine == (item("x"),)


def test_what_both_took_back_is_taken_back_once() -> None:
    known = (e.GoalWritten(goal="walk"),)

    meeting = met(e.Undone(sequence=2), e.Undone(sequence=2), known=known)

    assert not meeting.undo_collides
    assert not meeting.differences
    assert meeting.mine == ()


def test_what_another_took_back_while_it_was_answered_again_is_asked_about() -> None:
    meeting = met(e.Undone(sequence=2), item("y"), known=(item("x"),))

    assert [one.place.of for one in meeting.differences] == ["a.b"]
    assert meeting.with_theirs.answers == {}
    assert meeting.with_mine.answers == {"a.b": "y"}


def test_a_meeting_that_is_printed_by_mistake_tells_no_answer() -> None:
    meeting = met(e.GoalWritten(goal="swim"), e.GoalWritten(goal="walk"))

    assert "swim" not in repr(meeting)
    assert "walk" not in repr(meeting)


def test_a_place_that_is_not_filled_in_is_no_place() -> None:
    filled = places_of(fold([(1, STARTED), (2, e.ItemSkipped(item="a.b")), (3, item("x", "a.c"))]))

    assert set(filled) == {
        Place(field="answered_by"),
        Place(field="answers", of="a.b"),
        Place(field="answers", of="a.c"),
    }


_WORDS = st.sampled_from(["a", "b", "c"])
_LISTS = st.lists(_WORDS, unique=True, max_size=3).map(tuple)
_EVENTS: st.SearchStrategy[e.Event] = st.one_of(
    st.builds(e.StepOpened, step=st.sampled_from(Step), request=st.none(), item=st.none()),
    st.builds(e.AnsweredBySet, answered_by=st.sampled_from(AnsweredBy)),
    st.builds(e.ItemAnswered, item=_WORDS, answer=_WORDS),
    st.builds(e.ItemSkipped, item=_WORDS),
    st.builds(e.EpisodeWeeksGiven, weeks=st.none() | st.integers(0, 3)),
    st.builds(
        e.FindingsAnswered,
        findings=_LISTS.filter(bool),
        answer=st.none() | st.sampled_from(FindingAnswer),
    ),
    st.builds(
        e.UrgencyOverridden, urgency=st.sampled_from(Urgency), reason=_WORDS, findings=_LISTS
    ),
    st.builds(e.PrioritiesPicked, priorities=_LISTS),
    st.builds(e.TriedMarked, option=_WORDS, helped=st.none() | st.sampled_from(Helped)),
    st.builds(e.BarriersMarked, barriers=_LISTS),
    st.builds(e.GoalWritten, goal=_WORDS),
    st.builds(e.OptionsCompared, options=_LISTS),
    st.builds(e.ConcernPicked, request=_WORDS, concern=_WORDS),
    st.builds(e.GateChecked, request=_WORDS, check=_WORDS, done=st.booleans()),
    st.builds(e.RequestSettled, request=_WORDS, outcome=st.sampled_from(OutcomeCode)),
    st.builds(e.OptionsChosen, options=_LISTS),
    st.builds(e.ActionWritten, option=_WORDS, action=_WORDS),
    st.builds(e.FollowUpSet, on=st.none() | st.just(date(2026, 12, 1))),
    st.builds(e.SureAnswered, item=_WORDS, answer=st.none() | st.sampled_from(YesNo)),
    st.builds(e.TeachBackDone, result=st.none() | st.sampled_from(TeachBack)),
    st.builds(e.ReferralPended, target=_WORDS, note=_WORDS),
    st.builds(e.ReferralSigned, target=_WORDS, by=_WORDS),
    st.builds(e.ReferralChanged, target=_WORDS, to=_WORDS, reason=_WORDS),
    st.builds(e.ReferralCancelled, target=_WORDS, reason=_WORDS),
    st.builds(e.EncounterFinished),
)


def fold_after(meeting: Meeting, mine: list[Place]) -> Encounter:
    """The visit once the choices were made."""
    both = [*meeting.known, *meeting.theirs]
    return fold([*both, *enumerate(meeting.choosing(mine), start=len(both) + 1)])


_SEVERAL = st.lists(_EVENTS, min_size=1, max_size=4)


@settings(deadline=None)
@given(known=st.lists(_EVENTS, max_size=3), theirs=_SEVERAL, mine=_SEVERAL)
def test_theirs_stands_at_every_place_that_is_not_chosen_as_mine(
    known: list[e.Event], theirs: list[e.Event], mine: list[e.Event]
) -> None:
    both = list(enumerate((STARTED, *known), start=1))
    before = fold(both)

    meeting = meet(both, list(enumerate(theirs, start=len(both) + 1)), mine)

    after = meeting.with_theirs
    said = places_of(after)
    contested = {one.place for one in meeting.differences}
    touched_by_them = changed_places(before, after)
    assert contested <= touched_by_them
    unasked, declined = meeting.with_mine, fold_after(meeting, [])
    for place in touched_by_them - contested:
        assert places_of(unasked).get(place) == said.get(place)
    for place in touched_by_them:
        assert places_of(declined).get(place) == said.get(place)
    assert fold_after(meeting, list(contested)) == unasked
