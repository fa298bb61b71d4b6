"""What can happen in a visit: the only things that change an encounter."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from sdm_app.domain.base import Frozen, Id
from sdm_app.domain.referral_events import ReferralCancelled as ReferralCancelled
from sdm_app.domain.referral_events import ReferralChanged as ReferralChanged
from sdm_app.domain.referral_events import ReferralPended as ReferralPended
from sdm_app.domain.referral_events import ReferralPrinted as ReferralPrinted
from sdm_app.domain.referral_events import ReferralSigned as ReferralSigned
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


class EncounterStarted(Frozen):
    """A visit was started; `reference` is initials or a clinic reference, never more.

    `follows` is the id of an earlier encounter of the same patient, and `appointment` that of the
    schedule's row it was started from; both are empty when there is none.
    """

    kind: Literal["encounter-started"] = "encounter-started"
    encounter: str
    reference: str = Field(min_length=1, max_length=40)
    birth_year: int | None = Field(default=None, ge=1900, le=2100)
    language: str = "en"
    found_at: FoundAt
    started_on: date
    content_id: str
    content_version: str
    content_sha256: str = ""
    follows: str = ""
    appointment: str = ""


class StepOpened(Frozen):
    """Somebody moved to a step, and within the questions to one request."""

    kind: Literal["step-opened"] = "step-opened"
    step: Step
    request: Id | None = None
    item: Id | None = None


class AnsweredBySet(Frozen):
    """How the screening is being answered."""

    kind: Literal["answered-by-set"] = "answered-by-set"
    answered_by: AnsweredBy


class ItemAnswered(Frozen):
    """An item of a questionnaire was answered."""

    kind: Literal["item-answered"] = "item-answered"
    item: Id
    answer: Id


class ItemSkipped(Frozen):
    """An item was passed over; an earlier answer to it is taken back."""

    kind: Literal["item-skipped"] = "item-skipped"
    item: Id


class EpisodeWeeksGiven(Frozen):
    """How many weeks this episode has lasted, 0 to 5200; None takes it back."""

    kind: Literal["episode-weeks-given"] = "episode-weeks-given"
    weeks: int | None = Field(ge=0, le=5200)


class FindingsAnswered(Frozen):
    """Findings were answered alike in one go; None means not asked again."""

    kind: Literal["findings-answered"] = "findings-answered"
    findings: tuple[Id, ...] = Field(min_length=1)
    answer: FindingAnswer | None


class UrgencyOverridden(Frozen):
    """A clinician set the urgency otherwise than the findings say.

    `findings` are those that stood when it was said: a new one voids the override. Lowering needs
    a reason.
    """

    kind: Literal["urgency-overridden"] = "urgency-overridden"
    urgency: Urgency
    reason: str
    findings: tuple[Id, ...]


class PrioritiesPicked(Frozen):
    """What matters most, most important first."""

    kind: Literal["priorities-picked"] = "priorities-picked"
    priorities: tuple[Id, ...]


class TriedMarked(Frozen):
    """An option was tried before, and whether it helped; None takes it back."""

    kind: Literal["tried-marked"] = "tried-marked"
    option: Id
    helped: Helped | None


class BarriersMarked(Frozen):
    """What stands in the way."""

    kind: Literal["barriers-marked"] = "barriers-marked"
    barriers: tuple[Id, ...]


class GoalWritten(Frozen):
    """The patient's goal in the patient's words, kept literally."""

    kind: Literal["goal-written"] = "goal-written"
    goal: str = Field(max_length=500)


class OptionsCompared(Frozen):
    """Which options stand side by side in the grid, in order."""

    kind: Literal["options-compared"] = "options-compared"
    options: tuple[Id, ...]


class ConcernPicked(Frozen):
    """Why the patient asks for something."""

    kind: Literal["concern-picked"] = "concern-picked"
    request: Id
    concern: Id


class GateChecked(Frozen):
    """The clinician answered a check that a grant by choice depends on."""

    kind: Literal["gate-checked"] = "gate-checked"
    request: Id
    check: Id
    done: bool


class RequestSettled(Frozen):
    """How a request ended: outcome, when it is looked at again, and the patient's own words.

    `stop_on` is the last day of a short course; `reason` is required outside the guidelines;
    `confidence` is 0 to 10.
    """

    kind: Literal["request-settled"] = "request-settled"
    request: Id
    outcome: OutcomeCode
    review_on: date | None = None
    stop_on: date | None = None
    reason: str = Field(default="", max_length=500)
    in_own_words: str = Field(default="", max_length=1000)
    confidence: int | None = Field(default=None, ge=0, le=10)


class OptionsChosen(Frozen):
    """What was chosen, in order."""

    kind: Literal["options-chosen"] = "options-chosen"
    options: tuple[Id, ...]


class ActionWritten(Frozen):
    """The concrete action for a chosen option, in place of the authored first action."""

    kind: Literal["action-written"] = "action-written"
    option: Id
    action: str = Field(max_length=500)


class FollowUpSet(Frozen):
    """When to look again; None takes it back."""

    kind: Literal["follow-up-set"] = "follow-up-set"
    on: date | None


class SureAnswered(Frozen):
    """One of the four SURE questions was answered; None takes it back."""

    kind: Literal["sure-answered"] = "sure-answered"
    item: Id
    answer: YesNo | None


class TeachBackDone(Frozen):
    """How saying the plan back went."""

    kind: Literal["teach-back-done"] = "teach-back-done"
    result: TeachBack | None


class EncounterFinished(Frozen):
    """The visit was closed; it can be opened again by any later event."""

    kind: Literal["encounter-finished"] = "encounter-finished"


class Undone(Frozen):
    """The event with this sequence number no longer counts."""

    kind: Literal["undone"] = "undone"
    sequence: int = Field(ge=2)


Event = Annotated[
    EncounterStarted
    | StepOpened
    | AnsweredBySet
    | ItemAnswered
    | ItemSkipped
    | EpisodeWeeksGiven
    | FindingsAnswered
    | UrgencyOverridden
    | PrioritiesPicked
    | TriedMarked
    | BarriersMarked
    | GoalWritten
    | OptionsCompared
    | ConcernPicked
    | GateChecked
    | RequestSettled
    | OptionsChosen
    | ActionWritten
    | FollowUpSet
    | SureAnswered
    | TeachBackDone
    | ReferralPended
    | ReferralSigned
    | ReferralPrinted
    | ReferralChanged
    | ReferralCancelled
    | EncounterFinished
    | Undone,
    Field(discriminator="kind"),
]

EVENT: TypeAdapter[Event] = TypeAdapter(Event)
"""Reads and writes one event as JSON."""
