"""The seven steps of a visit in order: what they are called and which page shows them.

Plain values, because the rail is painted before the domain is loaded.
"""

from dataclasses import dataclass

from sdm_app.i18n import gettext as _


def N_(message: str) -> str:  # noqa: N802
    """Mark a message for translation where it is not yet shown."""
    return message


@dataclass(frozen=True)
class FlowStep:
    """One step: its id, its words (to be translated when shown) and its page."""

    id: str
    words: str
    module: str
    page: str


STEPS = (
    FlowStep("screening", N_("Screening"), "screening", "ScreeningPage"),
    FlowStep("safety", N_("Safety check"), "safety", "SafetyPage"),
    FlowStep("outlook", N_("Outlook"), "outlook", "OutlookPage"),
    FlowStep("what-matters", N_("What matters"), "what_matters", "WhatMattersPage"),
    FlowStep("options", N_("Options"), "options", "OptionsPage"),
    FlowStep("questions", N_("Your questions"), "questions", "QuestionsPage"),
    FlowStep("plan", N_("Plan"), "plan", "PlanPage"),
)

STOPPED = frozenset({"outlook", "what-matters", "options", "questions"})
"""The steps that show only what to do now while an urgent finding is unsettled."""

_IDS = tuple(step.id for step in STEPS)


def title_of(step: str) -> str:
    """What a step is called."""
    return _(STEPS[_IDS.index(step)].words)


def step_after(step: str) -> str | None:
    """The next step; None after the last."""
    place = _IDS.index(step) + 1
    return _IDS[place] if place < len(_IDS) else None


def step_before(step: str) -> str | None:
    """The step before; None before the first."""
    place = _IDS.index(step) - 1
    return _IDS[place] if place >= 0 else None
