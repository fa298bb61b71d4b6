"""Two people in one visit: both are kept unless they touch the same; then somebody chooses."""

import pytest

from sdm_app.domain import events as e
from sdm_app.domain.conflicts import meet
from sdm_app.domain.encounter import fold
from sdm_app.domain.places import Place, places_of
from sdm_app.domain.vocabulary import FindingAnswer, OutcomeCode, ReferralStatus, Step, TeachBack
from tests.domain.meetings import STARTED, fold_after, item, met

NO, YES = FindingAnswer.NO, FindingAnswer.YES


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
