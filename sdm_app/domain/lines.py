"""Authored sentences, and what the numbers in them rest on."""

import re
from enum import StrEnum
from typing import Any, Self

from pydantic import model_validator

from sdm_app.domain.base import Frozen, Id, Text

PLACEHOLDER = re.compile(r"\{[a-z_]+\}")


class NumberKind(StrEnum):
    """Numbers that are no finding of a study, so that no source could be opened."""

    INSTRUCTION = "instruction"
    INSTRUMENT = "instrument"
    TELEPHONE = "telephone"


class Line(Frozen):
    """A sentence or short paragraph.

    A line with a digit names its sources: `figures` (estimate ids, whose numbers it repeats),
    `cites` (citation ids), or `numbers` when the digits are an instruction ("walk 5 minutes"), part
    of an instrument, or a telephone number. A plain string in a content file is a line without a
    source. Placeholders such as `{date}` are filled when the line is shown.
    """

    text: Text
    cites: tuple[Id, ...] = ()
    figures: tuple[Id, ...] = ()
    numbers: NumberKind | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _numbers_have_a_source(self) -> Self:
        digits = re.search(r"\d", PLACEHOLDER.sub("", self.text))
        if digits and not (self.cites or self.figures or self.numbers):
            raise ValueError("a number without a source: name figures, cites or numbers")
        return self


class SpokenLine(Line):
    """A line for the clinician to say; `declines` marks those that only follow the safety gate."""

    declines: bool = False
