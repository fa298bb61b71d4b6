"""Which way each character runs, by the Unicode bidirectional algorithm."""

import re
import unicodedata
from collections.abc import Sequence
from typing import TypeVar

from bidi import algorithm

Piece = TypeVar("Piece")


_FROM_RIGHT = ("R", "AL")
_TELEPHONE = re.compile(r"\+?\(?\d(?:[\s().-]*\d){6,}")


def runs_from_right(text: str, *, script_rtl: bool) -> bool:
    """Whether a whole text runs from right to left on a page that does or does not.

    It runs as most of its letters do, so that Arabic words typed on an English page, and English
    ones that stand on an Arabic page, are each in order. Numbers alone run from the left.
    """
    kinds = [unicodedata.bidirectional(character) for character in text]
    right, left = sum(kind in _FROM_RIGHT for kind in kinds), kinds.count("L")
    return right > 0 if script_rtl and right == left else right > left


def levels_of(text: str, *, rtl: bool) -> list[int]:
    """The embedding level of every character; odd runs from right to left.

    A telephone number stays whole: the algorithm alone would turn its groups around.
    """
    base = int(rtl)
    text = _TELEPHONE.sub(lambda number: "a" * len(number[0]), text)
    storage = algorithm.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = "R" if rtl else "L"
    algorithm.get_embedding_levels(text, storage)
    for index, character in enumerate(storage["chars"]):
        character["index"] = index
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    levels = [base] * len(text)
    for character in storage["chars"]:
        levels[character["index"]] = character["level"]
    return levels


def in_visual_order(pieces: Sequence[tuple[int, Piece]]) -> list[Piece]:
    """Pieces with their levels, from reading order to left-to-right order (rule L2)."""
    ordered = list(pieces)
    levels = [level for level, _ in ordered]
    lowest_odd = min((level for level in levels if level % 2), default=max(levels, default=0) + 1)
    for level in range(max(levels, default=0), lowest_odd - 1, -1):
        start = 0
        while start < len(ordered):
            end = start
            while end < len(ordered) and ordered[end][0] >= level:
                end += 1
            ordered[start:end] = reversed(ordered[start:end])
            start = max(end, start + 1)
    return [piece for _, piece in ordered]
