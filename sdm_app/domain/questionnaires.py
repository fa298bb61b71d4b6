"""Instruments as content: items, answers, scoring and rights, each switchable without code."""

from typing import Self

from pydantic import Field, model_validator

from sdm_app.domain.base import Frozen, Id, Text
from sdm_app.domain.vocabulary import Licence, RiskGroup, Stage


class AnswerOption(Frozen):
    """One answer to an item; `value` is its score (0 or 1 in STarT Back); `keys` also pick it."""

    id: Id
    text: Text
    value: int = 0
    keys: tuple[str, ...] = ()


class Item(Frozen):
    """One question. `stem` stands above it; `emphasis` is the part of the stem set in bold."""

    id: Id
    text: Text
    stem: str = ""
    emphasis: str = ""
    answer_options: tuple[AnswerOption, ...] = Field(min_length=2)
    subscale: bool = False

    def value_of(self, answer: str) -> int:
        """The score of an answer id; KeyError when the item has no such answer."""
        return {option.id: option.value for option in self.answer_options}[answer]

    def has_answer(self, answer: str) -> bool:
        """Whether the answer id is one of the item's."""
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


class Questionnaire(Frozen):
    """An instrument with its exact wording, its rights line, and its scoring where it has one.

    `not_due_at` names the stages at which it is not asked. `explains` says in plain words what it
    tells.
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
