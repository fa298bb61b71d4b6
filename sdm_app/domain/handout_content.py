"""The words of the printed plan and of the pages around it, as content."""

from typing import Self

from pydantic import Field, model_validator

from sdm_app.domain.base import Frozen, Text
from sdm_app.domain.lines import Line
from sdm_app.domain.rules import Always, Rule


class WhatToExpect(Frozen):
    """What the coming weeks are like, for one kind of visit."""

    when: Rule
    lines: tuple[Line, ...] = Field(min_length=1)


class NameForIt(Frozen):
    """What we call the problem, for one kind of visit."""

    when: Rule
    line: Line


class HandoutContent(Frozen):
    """Every sentence of the printed plan that is not already in an option, outlook or script.

    `names_for_it` are what we call the problem, most particular first, the last for every visit;
    `checked` introduces the list of what was checked and
    not found; `every_page` says at the foot what the page is
    for; placeholders: `made_on` and `made_with` take {date} and {clinician}. The `course` lines
    take {date} and {amount}; a pack without them prints no scores over time.
    """

    title: Text
    made_on: Text
    goal_title: Text
    goal_blank: Text
    name_title: Text
    names_for_it: tuple[NameForIt, ...] = Field(min_length=1)
    checked: Text
    checked_unfinished: Line
    outlook_title: Text
    expect_title: Text
    expect: tuple[WhatToExpect, ...]
    do_title: Text
    do_when: Text
    do_where: Text
    nothing_chosen: Line
    not_do_title: Text
    questions_settled_title: Text
    get_help_title: Text
    get_help: tuple[Line, ...] = Field(min_length=5)
    get_help_call: Line
    call_soon_title: Text
    call_soon: tuple[Line, ...] = Field(min_length=2)
    call_again: Line
    next_title: Text
    next_on: Text
    next_blank: Text
    referral_title: Text
    referral_pended: Line
    flare_title: Text
    flare: tuple[Line, ...] = Field(min_length=3)
    questions_title: Text
    sources_title: Text
    every_page: Text
    demo: Text
    urgent_title: Text
    teach_back: Text
    course_title: str = ""
    course_lower: str = ""
    course_higher: str = ""
    course_same: str = ""

    @model_validator(mode="after")
    def _every_visit_has_a_name(self) -> Self:
        if not isinstance(self.names_for_it[-1].when, Always):
            raise ValueError("the last of names_for_it must hold always")
        return self
