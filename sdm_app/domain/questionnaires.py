"""Instruments as content: items, answers, scoring and rights, each switchable without code."""

import re
from typing import Self

from pydantic import Field, model_validator

from sdm_app.domain.base import Frozen, Id, Text
from sdm_app.domain.lines import Line
from sdm_app.domain.sources import Estimate
from sdm_app.domain.vocabulary import Licence, RiskGroup, Stage

_ONE_DECIMAL = re.compile(r"\d{1,3}(\.\d)?", re.ASCII)


class AnswerOption(Frozen):
    """One answer to an item; `value` is its score (0 or 1 in STarT Back); `keys` also pick it."""

    id: Id
    text: Text
    value: int = 0
    keys: tuple[str, ...] = ()


class TypedNumber(Frozen):
    """What may be typed in: `lowest` to `highest`, with at most one decimal place."""

    lowest: float
    highest: float

    def read(self, answer: str) -> float | None:
        """The number that an answer gives; None when it is no such number."""
        if not _ONE_DECIMAL.fullmatch(answer):
            return None
        number = float(answer)
        return number if self.lowest <= number <= self.highest else None


class Item(Frozen):
    """One question. `stem` stands above it; `emphasis` is the part of the stem set in bold.

    `low_end` and `high_end` are the words at the ends of a scale. An item with `typed` takes a
    number from a form that the clinic holds itself, and has no answers of its own to pick.
    """

    id: Id
    text: Text
    stem: str = ""
    emphasis: str = ""
    answer_options: tuple[AnswerOption, ...] = ()
    subscale: bool = False
    low_end: str = ""
    high_end: str = ""
    typed: TypedNumber | None = None

    @model_validator(mode="after")
    def _picked_or_typed(self) -> Self:
        if self.typed is None and len(self.answer_options) < 2:
            raise ValueError("an item has at least 2 answer_options, or typed")
        if self.typed is not None and self.answer_options:
            raise ValueError("an item has answer_options or typed, not both")
        return self

    def value_of(self, answer: str) -> int:
        """The score of an answer id; KeyError when the item has no such answer."""
        return {option.id: option.value for option in self.answer_options}[answer]

    def number_of(self, answer: str) -> float | None:
        """The number that an answer stands for, picked or typed; None when it is no answer."""
        if self.typed is not None:
            return self.typed.read(answer)
        return self.value_of(answer) if self.has_answer(answer) else None

    def has_answer(self, answer: str) -> bool:
        """Whether the answer is one of the item's."""
        if self.typed is not None:
            return self.typed.read(answer) is not None
        return any(option.id == answer for option in self.answer_options)


class CutOffs(Frozen):
    """Where the risk groups part: low up to a total; high from a subscale score; else medium."""

    low_total_at_most: int
    high_subscale_at_least: int
    citation: Id


class StageRule(Frozen):
    """How the two NIH questions give the stage.

    `by_duration` gives it outright for short episodes. For the other durations the frequency
    decides: one in `chronic_frequencies` is chronic, any other is recurrent.
    """

    duration_item: Id
    frequency_item: Id
    by_duration: dict[Id, Stage]
    chronic_frequencies: tuple[Id, ...]
    citation: Id


class ScoreRule(Frozen):
    """A score to follow over time: the mean of all items, `lowest` to `highest`.

    With an item unanswered there is no score. `direction` says in words which way is worse.
    `change_says` is what a study found a change to mean; `a_little_better` is its estimate where
    that was measured in single people, so that one person's change may be held against it.
    """

    lowest: float
    highest: float
    higher_is_worse: bool
    direction: Text
    citation: Id
    change_says: Line | None = None
    a_little_better: Id | None = None

    @model_validator(mode="after")
    def _ends_differ(self) -> Self:
        if self.lowest >= self.highest:
            raise ValueError("lowest is not below highest")
        return self


class Questionnaire(Frozen):
    """An instrument with its exact wording, its rights line, and its scoring where it has one.

    `not_due_at` names the stages at which it is not asked. `explains` says in plain words what it
    tells. `score_rule` is that of an instrument that is followed from visit to visit.
    """

    id: Id
    title: Text
    short: Text
    intro: str = ""
    rights: Text
    licence: Licence
    citation: Id
    explains: str = ""
    items: tuple[Item, ...] = Field(min_length=1)
    cut_offs: CutOffs | None = None
    stage_rule: StageRule | None = None
    not_due_at: tuple[Stage, ...] = ()
    risk_group_names: dict[RiskGroup, Text] = {}
    score_rule: ScoreRule | None = None
    estimates: tuple[Estimate, ...] = ()

    @model_validator(mode="after")
    def _item_ids_are_ours(self) -> Self:
        for item in self.items:
            if not item.id.startswith(f"{self.id}."):
                raise ValueError(
                    f"item '{item.id}' is not named after its questionnaire '{self.id}'"
                )
        if len({item.id for item in self.items}) != len(self.items):
            raise ValueError("two items have the same id")
        return self

    def item(self, item_id: str) -> Item:
        """The item with this id; KeyError when there is none."""
        return {item.id: item for item in self.items}[item_id]
