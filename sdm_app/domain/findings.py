"""Red flags and the short leg and nerve examination, as content."""

from typing import Self

from pydantic import Field, model_validator

from sdm_app.domain.base import Frozen, Id, Text
from sdm_app.domain.lines import Line
from sdm_app.domain.sources import Estimate
from sdm_app.domain.vocabulary import Action, Urgency


class Finding(Frozen):
    """One question of the safety check.

    `asks` is the clinician's question, `detail` the small print under it. `actions` is what a yes
    or a not sure calls for, `refer_to` where a referral goes, `do` the sentence that says what to
    do now. `with_age_note` shows age 75 and over beside it. `patient_words` is how the printed plan
    names it.
    """

    id: Id
    asks: Text
    detail: str = ""
    urgency: Urgency
    actions: tuple[Action, ...] = ()
    refer_to: Id | None = None
    do: Line | None = None
    why: Line | None = None
    patient_words: str = ""
    with_age_note: bool = False
    cites: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _urgent_findings_say_what_to_do(self) -> Self:
        if self.urgency is not Urgency.NONE and (self.do is None or not self.cites):
            raise ValueError("a finding with an urgency needs 'do' and 'cites'")
        if (Action.REFER in self.actions) != (self.refer_to is not None):
            raise ValueError("'refer' and 'refer_to' go together")
        return self


class FindingGroup(Frozen):
    """Findings asked together, with one "all no"."""

    id: Id
    title: Text
    findings: tuple[Finding, ...] = Field(min_length=1)


class UrgencyWording(Frozen):
    """What the side panel and the stopped steps say for one urgency."""

    urgency: Urgency
    title: Text
    clinician: Line
    patient: Line
    plan: Line | None = None


class RedFlags(Frozen):
    """The whole safety check."""

    title: Text
    intro: Line
    groups: tuple[FindingGroup, ...] = Field(min_length=1)
    examination: FindingGroup
    age_note_years: int
    age_note: Line
    wording: tuple[UrgencyWording, ...]
    base_rate: Line
    estimates: tuple[Estimate, ...] = ()

    @property
    def flags(self) -> tuple[Finding, ...]:
        """The red flags in the order they are asked."""
        return tuple(finding for group in self.groups for finding in group.findings)

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Red flags, then the examination."""
        return self.flags + self.examination.findings

    def wording_for(self, urgency: Urgency) -> UrgencyWording:
        """The words for an urgency; KeyError when content has none."""
        return {words.urgency: words for words in self.wording}[urgency]
