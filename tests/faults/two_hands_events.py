"""What somebody might say next, as chance has it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from sdm_app.domain import events as e
from sdm_app.domain.vocabulary import FindingAnswer, Helped, OutcomeCode, Step
from sdm_app.ui.visit_controller import VisitController

ITEMS = ("start-back.walking", "start-back.fear", "start-back.mood")
FINDINGS = ("fever", "past-cancer", "saddle-numbness")
OPTIONS = ("heat", "yoga", "exercise")
TARGETS = ("physical-therapy", "rheumatology")


def something(dice: Random, number: int, controller: VisitController) -> e.Event:
    """What somebody might say next; words and answers are of this moment alone."""
    assert controller.visit is not None
    here = controller.visit.encounter
    token = f"t{number}"
    one, request = dice.choice(OPTIONS), dice.choice(("imaging", "opioids"))
    kinds: tuple[Callable[[], e.Event], ...] = (
        lambda: e.ItemAnswered(item=dice.choice(ITEMS), answer=dice.choice(("agree", "disagree"))),
        lambda: e.ItemAnswered(item="another.question", answer=token),
        lambda: e.ItemSkipped(item=dice.choice(ITEMS)),
        lambda: e.StepOpened(step=dice.choice(list(Step))),
        lambda: e.EpisodeWeeksGiven(weeks=number),
        lambda: e.FindingsAnswered(
            findings=tuple(dice.sample(FINDINGS, dice.randint(1, 3))),
            answer=dice.choice(list(FindingAnswer)),
        ),
        lambda: e.PrioritiesPicked(priorities=(token,)),
        lambda: e.TriedMarked(option=one, helped=dice.choice([None, *Helped])),
        lambda: e.BarriersMarked(barriers=_toggled(here.barriers, dice.choice(("cost", "time")))),
        lambda: e.GoalWritten(goal=token),
        lambda: e.OptionsChosen(options=_toggled(here.choices, one)),
        lambda: e.ActionWritten(option=one, action=token),
        lambda: e.ConcernPicked(request=request, concern=token),
        lambda: e.GateChecked(request=request, check="a-check", done=dice.random() < 0.5),
        lambda: e.RequestSettled(request=request, outcome=OutcomeCode.RESOLVED, reason=token),
        lambda: e.FollowUpSet(on=date(2026, 12, 1) + timedelta(number)),
        lambda: e.ReferralPended(target=dice.choice(TARGETS), note=token),
        lambda: e.ReferralCancelled(target=dice.choice(TARGETS), reason=token),
        lambda: e.ReferralChanged(target=TARGETS[0], to=TARGETS[1], reason=token),
        e.EncounterFinished,
    )
    return dice.choice(kinds)()


def _toggled(marked: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(m for m in marked if m != one) if one in marked else (*marked, one)
