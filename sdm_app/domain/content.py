"""The content pack: everything clinical the program says, checked as one whole when it loads."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, Self

from pydantic import ConfigDict, Field, model_validator

from sdm_app.domain.base import Frozen, Id, Text
from sdm_app.domain.findings import Finding, RedFlags
from sdm_app.domain.handout_content import HandoutContent
from sdm_app.domain.lines import Line
from sdm_app.domain.options import Grid, MatchedCare, Option
from sdm_app.domain.outlook_content import OutlookContent
from sdm_app.domain.priorities import WhatMatters
from sdm_app.domain.questionnaires import Questionnaire
from sdm_app.domain.referral_content import ReferralContent
from sdm_app.domain.requests import RequestScript
from sdm_app.domain.schedule_words import ScheduleWords
from sdm_app.domain.sources import Citation, Estimate, Guideline


class GuidelineSet(Frozen):
    """A named choice of guidelines; a clinic picks the one whose positions fill its counts."""

    id: Id
    name: Text
    says: Text


class PackInfo(Frozen):
    """Who answers for the pack, what it is for and not for, and when it is looked at again.

    `guideline_set` is the set that stands until the clinic picks another of `guideline_sets`. The
    review is due from the day after `next_review`. From the day after `expires_on` no visit begins
    with this content; that is a year after the review unless `expires` says otherwise.
    `signed_by_clinic` is set on loading, to the key when it is one that the clinic added itself.
    """

    id: Id
    version: Text
    released: date
    next_review: date
    expires: date | None = None
    licence: Text
    funding: Text
    conflicts: Text
    update_policy: Text
    intended_use: Text
    not_for: Text
    claims: Text
    guideline_set: Id
    guideline_sets: tuple[GuidelineSet, ...] = Field(min_length=1)
    reviewed_by_clinician: bool = False
    signed_by_clinic: str = ""

    @property
    def expires_on(self) -> date:
        """The last day of use."""
        return self.expires or a_year_after(self.next_review)

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if self.expires_on < self.next_review:
            raise ValueError("expires stands before next_review")
        return self


def a_year_after(day: date) -> date:
    """The same day of the next year; the last of February for the 29th."""
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap_day else day.day)


class ReferralTarget(Frozen):
    """Where a referral can go that is no option of the grid."""

    id: Id
    name: Text


class Withdrawn(Frozen):
    """A figure, citation, option or questionnaire that is shown no more, and why, for patients."""

    id: Id
    reason: Line


class ContentPack(Frozen):
    """The whole pack. `packs.load` builds it and checks that every id it names exists.

    `withdrawn` lists what `withdrawal.take_out` removes before anybody sees it; `renamed` gives the
    id of today for one that an earlier version used.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    info: PackInfo
    citations: tuple[Citation, ...]
    guidelines: tuple[Guideline, ...]
    questionnaires: tuple[Questionnaire, ...]
    red_flags: RedFlags
    outlook: OutlookContent
    what_matters: WhatMatters
    options: tuple[Option, ...] = Field(min_length=1)
    matched_care: MatchedCare
    grid: Grid
    requests: tuple[RequestScript, ...]
    referral_targets: tuple[ReferralTarget, ...]
    handout: HandoutContent
    withdrawn: tuple[Withdrawn, ...] = ()
    renamed: dict[Id, Id] = {}
    referrals: ReferralContent = ReferralContent()
    schedule: ScheduleWords = ScheduleWords()

    @model_validator(mode="after")
    def _each_withdrawn_once(self) -> Self:
        if len({one.id for one in self.withdrawn}) != len(self.withdrawn):
            raise ValueError("withdrawn names an id twice")
        return self

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy that looks ids up anew: pydantic's would keep what the first pack had found."""
        copied = super().model_copy(update=update, deep=deep)
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                vars(copied).pop(name, None)
        return copied

    @cached_property
    def option_by_id(self) -> dict[str, Option]:
        """Options by id."""
        return {option.id: option for option in self.options}

    @cached_property
    def finding_by_id(self) -> dict[str, Finding]:
        """Red flags and examination findings by id."""
        return {finding.id: finding for finding in self.red_flags.all_findings}

    @cached_property
    def request_by_id(self) -> dict[str, RequestScript]:
        """Request scripts by id."""
        return {request.id: request for request in self.requests}

    @cached_property
    def questionnaire_by_id(self) -> dict[str, Questionnaire]:
        """Questionnaires by id."""
        return {questionnaire.id: questionnaire for questionnaire in self.questionnaires}

    @cached_property
    def citation_by_id(self) -> dict[str, Citation]:
        """Citations by id."""
        return {citation.id: citation for citation in self.citations}

    @cached_property
    def guideline_by_id(self) -> dict[str, Guideline]:
        """Guidelines by id."""
        return {guideline.id: guideline for guideline in self.guidelines}

    @cached_property
    def estimate_by_id(self) -> dict[str, Estimate]:
        """Every estimate of the pack by id, wherever it is authored."""
        groups = (
            self.red_flags.estimates,
            self.outlook.estimates,
            *(questionnaire.estimates for questionnaire in self.questionnaires),
            *(option.estimates for option in self.options),
            *(request.estimates for request in self.requests),
        )
        return {estimate.id: estimate for group in groups for estimate in group}

    def with_guideline_set(self, guideline_set: str) -> Self:
        """The pack with another set of guidelines chosen; KeyError when it has no such set."""
        if guideline_set not in {one.id for one in self.info.guideline_sets}:
            raise KeyError(guideline_set)
        info = self.info.model_copy(update={"guideline_set": guideline_set})
        return self.model_copy(update={"info": info})

    def referral_name(self, target: str) -> str:
        """What a referral target is called: an option's name or one of the referral targets'."""
        names = {place.id: place.name for place in self.referral_targets}
        return names[target] if target in names else self.option_by_id[target].name
