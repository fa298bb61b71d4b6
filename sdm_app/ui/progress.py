"""Which steps of a visit are done: what the rail ticks."""

from collections.abc import Iterable

from sdm_app.domain.events import Event, StepOpened
from sdm_app.domain.safety import assess
from sdm_app.domain.screening import screen
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Step


def steps_done(visit: Visit, events: Iterable[tuple[int, Event]]) -> frozenset[str]:
    """The steps that need nothing more. The outlook is done once it was looked at and left."""
    encounter = visit.encounter
    screening = screen(visit)
    opened = {event.step for _, event in events if isinstance(event, StepOpened)}
    done = {
        Step.SCREENING: screening.stage is not None
        and (not screening.due or screening.risk_group is not None),
        Step.SAFETY: not assess(visit).unanswered,
        Step.OUTLOOK: Step.OUTLOOK in opened and encounter.step is not Step.OUTLOOK,
        Step.WHAT_MATTERS: bool(encounter.priorities),
        Step.OPTIONS: bool(encounter.choices),
        Step.QUESTIONS: any(state.settled for state in encounter.requests.values()),
        Step.PLAN: encounter.finished,
    }
    return frozenset(str(step) for step, is_done in done.items() if is_done)
