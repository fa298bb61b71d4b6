"""Request scripts as authored: what is said when a patient asks for imaging, opioids or surgery.

The script is content; one patient's walk through it is `script_run`. Order of every script: open
question, concern, safety gate, acknowledgement, pain plan, one fact with a picture, when we look
again, agreement in the patient's words, outcome code, chart sentence.
"""

from typing import Self

from pydantic import Field, model_validator

from sdm_app.domain.base import Frozen, Id, Text
from sdm_app.domain.lines import Line, SpokenLine
from sdm_app.domain.rules import Rule
from sdm_app.domain.sources import Estimate
from sdm_app.domain.vocabulary import OutcomeCode, Verdict


class Judgement(Frozen):
    """When a verdict holds; `{finding}` in `reason` becomes each finding that matched."""

    verdict: Verdict
    when: Rule
    reason: str = ""
    says: Line | None = None


class GateCheck(Frozen):
    """A question to the clinician that a grant by choice depends on."""

    id: Id
    asks: Text
    cites: tuple[Id, ...] = Field(min_length=1)


class Gate(Frozen):
    """What must be answered before any declining line: these findings, then the grant checks."""

    findings: tuple[Id, ...] = Field(min_length=1)
    unfinished: Line
    passed: Line
    verdicts: dict[Verdict, Line]
    checks: tuple[GateCheck, ...] = ()
    checks_intro: Line | None = None


class Concern(Frozen):
    """Why the patient asks: what to listen for, how to acknowledge it, and the answer to it.

    `acknowledge` fits any verdict; `answer` is said only once the gate is passed and the request is
    not indicated. `route` names a branch that replaces the pain plan, the facts and the outcomes (a
    person who takes opioids daily is never stopped from this script).
    """

    id: Id
    label: Text
    listen_for: tuple[Text, ...] = ()
    acknowledge: tuple[SpokenLine, ...] = Field(min_length=1)
    answer: tuple[SpokenLine, ...] = ()
    route: Id | None = None


class Situational(Frozen):
    """Lines for one kind of visit; the first whose rule holds is used."""

    when: Rule
    say: tuple[SpokenLine, ...] = Field(min_length=1)


class ArrayOfPeople(Frozen):
    """One icon array: the estimate it draws and what it counts."""

    figure: Id
    label: Text


class AgedArrays(Frozen):
    """The icon arrays for people from this age (in years) on."""

    from_age: int
    arrays: tuple[ArrayOfPeople, ...] = Field(min_length=1)


class Picture(Frozen):
    """What the patient looks at: a title, a sentence, arrays if a figure allows, their meaning.

    With `by_age` the arrays of the patient's decade are drawn; `{decade}` in `intro` names it.
    Without a known age the arrays of `default_age` are drawn and `age_unknown` says so.
    """

    title: Text
    intro: Line
    arrays: tuple[ArrayOfPeople, ...] = ()
    by_age: tuple[AgedArrays, ...] = ()
    default_age: int | None = None
    age_unknown: Line | None = None
    means_title: Text
    means: Line
    when_title: Text
    when: Line
    caption: Line

    @model_validator(mode="after")
    def _arrays_or_by_age(self) -> Self:
        if self.arrays and self.by_age:
            raise ValueError("a picture has either arrays or by_age")
        if self.by_age and (self.default_age is None or self.age_unknown is None):
            raise ValueError("by_age needs default_age and age_unknown")
        return self


class Fact(Frozen):
    """One fact, to say and to look at; `more` stays one tap away."""

    id: Id
    when: Rule
    say: tuple[SpokenLine, ...] = Field(min_length=1)
    picture: Picture
    more: tuple[Line, ...] = ()


class ChoiceOption(Frozen):
    """One road of a CHOOSE screen: its name and a cell for every row."""

    id: Id
    name: Text
    cells: dict[Id, Line]


class ChoiceRow(Frozen):
    """One row of a CHOOSE screen."""

    id: Id
    question: Text


class Choice(Frozen):
    """A real choice: equal detail for each road, for the visits `when` holds for."""

    when: Rule
    title: Text
    intro: Line
    say: tuple[SpokenLine, ...] = Field(min_length=1)
    rows: tuple[ChoiceRow, ...] = Field(min_length=1)
    options: tuple[ChoiceOption, ...] = Field(min_length=2)
    caption: Line

    @model_validator(mode="after")
    def _equal_detail(self) -> Self:
        rows = {row.id for row in self.rows}
        for option in self.options:
            if set(option.cells) != rows:
                raise ValueError(f"'{option.id}' does not answer every row of the choice")
        return self


class LookAgain(Frozen):
    """When the request is looked at again, and what would change our mind."""

    default_days: int = Field(gt=0)
    sooner_days: int = Field(gt=0)
    say: tuple[SpokenLine, ...] = Field(min_length=1)
    revisit_if: tuple[Line, ...] = Field(min_length=2)
    sooner_if: tuple[Line, ...] = Field(min_length=1)


class Reason(Frozen):
    """A reason that a grant outside the guidelines must give."""

    id: Id
    label: Text


class Outcome(Frozen):
    """One way the talk can end. `when` says for which verdicts it is open.

    `handout` is what the printed plan says of it (`{date}` is the review date, `{stop}` the stop
    date); without it the plan does not mention the request. `declined` puts it under what was
    decided not to do. `review_days` is offered when a review date is needed.
    """

    code: OutcomeCode
    label: Text
    when: Rule
    say: tuple[SpokenLine, ...] = ()
    offers: tuple[Line, ...] = ()
    needs_review_date: bool = False
    review_days: int | None = None
    needs_reason: bool = False
    needs_checks: bool = False
    stop_within_days: int | None = None
    handout: Line | None = None
    declined: bool = False


class Route(Frozen):
    """A branch of a script for one kind of patient, with its own plan, facts and endings."""

    id: Id
    title: Text
    pain_plan: tuple[Situational, ...] = Field(min_length=1)
    facts: tuple[Fact, ...] = Field(min_length=1)
    look_again: LookAgain
    outcomes: tuple[Outcome, ...] = Field(min_length=1)


class RequestScript(Frozen):
    """The whole script for one request."""

    id: Id
    name: Text
    question: Text
    triggers: tuple[Text, ...] = Field(min_length=1)
    judgements: tuple[Judgement, ...] = ()
    ask: tuple[SpokenLine, ...] = Field(min_length=1)
    concerns: tuple[Concern, ...] = Field(min_length=2)
    gate: Gate
    grant_say: tuple[SpokenLine, ...] = Field(min_length=1)
    check_first_say: tuple[SpokenLine, ...] = Field(min_length=1)
    pain_plan: tuple[Situational, ...] = Field(min_length=1)
    facts: tuple[Fact, ...] = Field(min_length=1)
    choices: tuple[Choice, ...] = ()
    look_again: LookAgain
    agree: tuple[SpokenLine, ...] = Field(min_length=1)
    outside_guideline_reasons: tuple[Reason, ...] = ()
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    routes: tuple[Route, ...] = ()
    chart: Text
    estimates: tuple[Estimate, ...] = ()
