"""Two people in one visit: what the one may do without undoing what the other did."""

import pytest

from sdm_app.domain import events as e
from sdm_app.domain.conflicts import touch_the_same
from sdm_app.domain.vocabulary import FindingAnswer, Step

NO, YES = FindingAnswer.NO, FindingAnswer.YES


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (e.ItemAnswered(item="a.b", answer="x"), e.ItemAnswered(item="a.b", answer="y"), True),
        (e.ItemAnswered(item="a.b", answer="x"), e.ItemAnswered(item="a.c", answer="x"), False),
        (e.ItemAnswered(item="a.b", answer="x"), e.GoalWritten(goal="x"), False),
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
        (e.Undone(sequence=3), e.GoalWritten(goal="x"), True),
        (e.ReferralPended(target="a"), e.ReferralSigned(target="a"), True),
        (e.ReferralPended(target="a"), e.ReferralPended(target="b"), False),
        (e.ReferralChanged(target="a", to="b", reason="r"), e.ReferralPended(target="b"), True),
        (e.ReferralSigned(target="a"), e.GoalWritten(goal="x"), False),
    ],
)
def test_changes_made_at_once(one: e.Event, other: e.Event, same: bool) -> None:
    assert touch_the_same(one, other) is same
    assert touch_the_same(other, one) is same
