"""Who gets what, as data a clinician can read: a closed set of small rules."""

from typing import Annotated, Literal

from pydantic import Field

from sdm_app.domain.base import Frozen, Id
from sdm_app.domain.vocabulary import Action, FindingAnswer, RiskGroup, Stage, Urgency, Verdict


class Always(Frozen):
    """Holds for every visit."""

    rule: Literal["always"]


class StageIs(Frozen):
    """The stage is one of these; an unknown stage is none of them."""

    rule: Literal["stage-is"]
    stages: tuple[Stage, ...] = Field(min_length=1)


class RiskGroupIs(Frozen):
    """The risk group is one of these; `unknown` is one that could not be told or was not asked."""

    rule: Literal["risk-group-is"]
    groups: tuple[RiskGroup | Literal["unknown"], ...] = Field(min_length=1)


class FindingIs(Frozen):
    """The finding was answered in one of these ways."""

    rule: Literal["finding-is"]
    finding: Id
    answers: tuple[FindingAnswer, ...] = (FindingAnswer.YES, FindingAnswer.NOT_SURE)


class AnyFinding(Frozen):
    """Some red flag has one of the answers, and one of the actions and urgencies named.

    Without `actions` or `urgencies` any will do; `without_actions` leaves out findings that have
    one. The findings that match are the reasons.
    """

    rule: Literal["any-finding"]
    answers: tuple[FindingAnswer, ...] = Field(min_length=1)
    actions: tuple[Action, ...] = ()
    without_actions: tuple[Action, ...] = ()
    urgencies: tuple[Urgency, ...] = ()
    findings: tuple[Id, ...] = ()
    except_findings: tuple[Id, ...] = ()


class PastWeeks(Frozen):
    """The episode is past this many weeks, given or told from the stage."""

    rule: Literal["past-weeks"]
    weeks: int = Field(gt=0)


class RequestVerdictIs(Frozen):
    """The safety check's verdict on a request is one of these."""

    rule: Literal["request-verdict-is"]
    request: Id
    verdicts: tuple[Verdict, ...] = Field(min_length=1)


class TriedWithoutHelp(Frozen):
    """At least `at_least` of these options were tried and did not help."""

    rule: Literal["tried-without-help"]
    options: tuple[Id, ...] = Field(min_length=1)
    at_least: int = Field(default=1, ge=1)


class AgeAtLeast(Frozen):
    """The patient's age in years, by birth year; an unknown age never holds."""

    rule: Literal["age-at-least"]
    years: int = Field(gt=0)


class PriorityPicked(Frozen):
    """The patient picked this as what matters."""

    rule: Literal["priority-picked"]
    priority: Id


class All(Frozen):
    """Every one holds."""

    rule: Literal["all"]
    of: tuple["Rule", ...] = Field(min_length=1)


class AnyOf(Frozen):
    """At least one holds."""

    rule: Literal["any"]
    of: tuple["Rule", ...] = Field(min_length=1)


class Not(Frozen):
    """The rule inside does not hold."""

    rule: Literal["not"]
    of: "Rule"


Rule = Annotated[
    Always
    | StageIs
    | RiskGroupIs
    | FindingIs
    | AnyFinding
    | PastWeeks
    | RequestVerdictIs
    | TriedWithoutHelp
    | AgeAtLeast
    | PriorityPicked
    | All
    | AnyOf
    | Not,
    Field(discriminator="rule"),
]

All.model_rebuild()
AnyOf.model_rebuild()
Not.model_rebuild()
