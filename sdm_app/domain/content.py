"""The content pack: everything clinical the program says, checked as one whole when it loads."""

from datetime import date
from functools import cached_property
from typing import Self

from pydantic import ConfigDict, Field

from sdm_app.domain.base import Frozen, Id, Text
from sdm_app.domain.findings import Finding, RedFlags
from sdm_app.domain.handout_content import HandoutContent
from sdm_app.domain.options import Grid, MatchedCare, Option
from sdm_app.domain.outlook_content import OutlookContent
from sdm_app.domain.priorities import WhatMatters
from sdm_app.domain.questionnaires import Questionnaire
from sdm_app.domain.requests import RequestScript
from sdm_app.domain.sources import Citation, Estimate, Guideline


class GuidelineSet(Frozen):
    """A named choice of guidelines; a clinic picks the one whose positions fill its counts."""

    id: Id
    name: Text
    says: Text


class PackInfo(Frozen):
    """Who answers for the pack, what it is for and not for, and when it is looked at again.

    `guideline_set` is the set that stands until the clinic picks another of `guideline_sets`.
    """

    id: Id
    version: Text
    released: date
    next_review: date
    licence: Text
    funding: Text
    conflicts: Text
    update_policy: Text
    intended_use: Text
    not_for: Text
    guideline_set: Id
    guideline_sets: tuple[GuidelineSet, ...] = Field(min_length=1)
    reviewed_by_clinician: bool = False


class ReferralTarget(Frozen):
    """Where a referral can go that is no option of the grid."""

    id: Id
    name: Text


class ContentPack(Frozen):
    """The whole pack. `packs.load` builds it and checks that every id it names exists."""

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
