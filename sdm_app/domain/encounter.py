"""One visit as the fold of its events."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar, assert_never

from sdm_app.domain import events as e
from sdm_app.domain.base import Frozen
from sdm_app.domain.referral_state import (
    REFERRAL_EVENTS,
    ReferralState,
    is_on_paper,
    with_referral,
)
from sdm_app.domain.vocabulary import (
    AnsweredBy,
    FindingAnswer,
    FoundAt,
    Helped,
    Step,
    TeachBack,
    Urgency,
    YesNo,
)

T = TypeVar("T")
_LEAVES_FINISHED = (
    e.StepOpened,
    e.EncounterFinished,
    e.Undone,
    *REFERRAL_EVENTS,
)


class Override(Frozen):
    """A clinician's word on the urgency, and the findings it was said of."""

    urgency: Urgency
    reason: str
    findings: tuple[str, ...]


class RequestState(Frozen):
    """How far the talk about one request has come."""

    concern: str | None = None
    checks: tuple[str, ...] = ()
    settled: e.RequestSettled | None = None


class Encounter(Frozen):
    """Everything a visit knows. Mappings are replaced, never changed in place."""

    id: str
    reference: str
    birth_year: int | None
    language: str
    found_at: FoundAt
    started_on: date
    content_id: str
    content_version: str
    content_sha256: str = ""
    follows: str = ""
    appointment: str = ""
    step: Step = Step.SCREENING
    request: str | None = None
    item: str | None = None
    answered_by: AnsweredBy = AnsweredBy.PATIENT
    answers: dict[str, str] = {}
    skipped: tuple[str, ...] = ()
    episode_weeks: int | None = None
    findings: dict[str, FindingAnswer] = {}
    override: Override | None = None
    priorities: tuple[str, ...] = ()
    tried: dict[str, Helped] = {}
    barriers: tuple[str, ...] = ()
    goal: str = ""
    compared: tuple[str, ...] | None = None
    requests: dict[str, RequestState] = {}
    choices: tuple[str, ...] = ()
    actions: dict[str, str] = {}
    follow_up: date | None = None
    sure: dict[str, YesNo] = {}
    teach_back: TeachBack | None = None
    referrals: dict[str, ReferralState] = {}
    finished: bool = False

    def __repr_args__(self) -> Iterable[tuple[str, object]]:
        """Which visit it is, and nothing of the patient: a value may be printed by mistake."""
        return (("id", self.id), ("step", self.step.value))

    def request_state(self, request: str) -> RequestState:
        """The state of the talk about a request; empty when it was not opened."""
        return self.requests.get(request, RequestState())


def start(event: e.EncounterStarted) -> Encounter:
    """The encounter as its first event makes it."""
    return Encounter(
        id=event.encounter,
        **event.model_dump(exclude={"kind", "encounter"}),
    )


def apply(encounter: Encounter, event: e.Event) -> Encounter:
    """The encounter after one more event: the only way its state changes.

    `Undone` is resolved by `fold`, which leaves out what was undone; here it changes nothing.
    """
    changes = _changes(encounter, event)
    if not isinstance(event, _LEAVES_FINISHED):
        changes["finished"] = False
    return encounter.model_copy(update=changes)


def _changes(encounter: Encounter, event: e.Event) -> dict[str, object]:
    match event:
        case e.EncounterStarted():
            raise ValueError("a visit starts once")
        case e.StepOpened():
            return {"step": event.step, "request": event.request, "item": event.item}
        case e.AnsweredBySet():
            return {"answered_by": event.answered_by}
        case e.ItemAnswered():
            return {
                "answers": {**encounter.answers, event.item: event.answer},
                "skipped": tuple(item for item in encounter.skipped if item != event.item),
            }
        case e.ItemSkipped():
            skipped = tuple(item for item in encounter.skipped if item != event.item)
            return {
                "answers": _without(encounter.answers, event.item),
                "skipped": (*skipped, event.item),
            }
        case e.EpisodeWeeksGiven():
            return {"episode_weeks": event.weeks}
        case e.FindingsAnswered():
            return {"findings": _with_findings(encounter.findings, event)}
        case e.UrgencyOverridden():
            override = Override(**event.model_dump(exclude={"kind"}))
            return {"override": override}
        case e.PrioritiesPicked():
            return {"priorities": event.priorities}
        case e.TriedMarked():
            if event.helped is None:
                return {"tried": _without(encounter.tried, event.option)}
            return {"tried": {**encounter.tried, event.option: event.helped}}
        case e.BarriersMarked():
            return {"barriers": event.barriers}
        case e.GoalWritten():
            return {"goal": event.goal}
        case e.OptionsCompared():
            return {"compared": event.options}
        case e.ConcernPicked() | e.GateChecked() | e.RequestSettled():
            return {"requests": _with_request(encounter, event)}
        case e.OptionsChosen():
            return {"choices": event.options}
        case e.ActionWritten():
            return {"actions": {**encounter.actions, event.option: event.action}}
        case e.FollowUpSet():
            return {"follow_up": event.on}
        case e.SureAnswered():
            if event.answer is None:
                return {"sure": _without(encounter.sure, event.item)}
            return {"sure": {**encounter.sure, event.item: event.answer}}
        case e.TeachBackDone():
            return {"teach_back": event.result}
        case (
            e.ReferralPended()
            | e.ReferralSigned()
            | e.ReferralPrinted()
            | e.ReferralChanged()
            | e.ReferralCancelled()
        ):
            return {"referrals": with_referral(encounter.referrals, event)}
        case e.EncounterFinished():
            return {"finished": True}
        case e.Undone():
            return {}
        case _:  # pragma: no cover
            assert_never(event)


def _without(mapping: dict[str, T], key: str) -> dict[str, T]:
    return {name: value for name, value in mapping.items() if name != key}


def _with_findings(
    findings: dict[str, FindingAnswer], event: e.FindingsAnswered
) -> dict[str, FindingAnswer]:
    kept = {name: answer for name, answer in findings.items() if name not in event.findings}
    if event.answer is None:
        return kept
    return {**kept, **dict.fromkeys(event.findings, event.answer)}


def _with_request(
    encounter: Encounter, event: e.ConcernPicked | e.GateChecked | e.RequestSettled
) -> dict[str, RequestState]:
    state = encounter.request_state(event.request)
    if isinstance(event, e.ConcernPicked):
        state = state.model_copy(update={"concern": event.concern})
    elif isinstance(event, e.GateChecked):
        others = tuple(check for check in state.checks if check != event.check)
        checks = (*others, event.check) if event.done else others
        state = state.model_copy(update={"checks": checks})
    else:
        state = state.model_copy(update={"settled": event})
    return {**encounter.requests, event.request: state}


def fold(events: Iterable[tuple[int, e.Event]]) -> Encounter:
    """The encounter its events make, in order of their sequence numbers, without what was undone.

    Raises:
        ValueError: the first event does not start a visit.
    """
    numbered = list(events)
    undone = {event.sequence for _, event in numbered if isinstance(event, e.Undone)}
    kept = [event for sequence, event in numbered if sequence not in undone]
    if not kept or not isinstance(kept[0], e.EncounterStarted):
        raise ValueError("the first event does not start a visit")
    encounter = start(kept[0])
    for event in kept[1:]:
        encounter = apply(encounter, event)
    return encounter


def last_undoable(events: Iterable[tuple[int, e.Event]]) -> int | None:
    """The sequence number of the newest event that undo would take back; None when there is none.

    Moving between steps, starting, finishing and printing are not undone, nor is what a printed
    letter says: a referral on paper is cancelled, with a reason.
    """
    newest = _newest(events)
    return None if newest is None or newest[1] else newest[0]


def is_held_by_a_letter(events: Iterable[tuple[int, e.Event]]) -> bool:
    """Whether undo would take back what a printed letter says."""
    newest = _newest(events)
    return newest is not None and newest[1]


def _newest(events: Iterable[tuple[int, e.Event]]) -> tuple[int, bool] | None:
    """The newest event of those that undo takes back, and whether it is on paper."""
    numbered = list(events)
    undone = {event.sequence for _, event in numbered if isinstance(event, e.Undone)}
    counted = [(sequence, event) for sequence, event in numbered if sequence not in undone]
    fixed = (
        e.EncounterStarted,
        e.StepOpened,
        e.Undone,
        e.EncounterFinished,
        e.ReferralPrinted,
    )
    for sequence, event in reversed(counted):
        if not isinstance(event, fixed):
            return sequence, is_on_paper(event, sequence, counted)
    return None
