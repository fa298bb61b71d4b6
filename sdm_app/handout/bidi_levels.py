"""Which way each character runs, by the Unicode bidirectional algorithm."""

import unicodedata
from collections.abc import Sequence
from typing import TypeVar

from bidi import algorithm

Piece = TypeVar("Piece")


_FROM_RIGHT = ("R", "AL")
_STRONG = ("L", *_FROM_RIGHT)


def runs_from_right(text: str, *, script_rtl: bool) -> bool:
    """Whether a whole text runs from right to left on a page that does or does not.

    It runs as the page does unless its letters say otherwise: words typed in Arabic on an English
    page begin with an Arabic letter, and English words on an Arabic page have none.
    """
    strong = [kind for kind in map(unicodedata.bidirectional, text) if kind in _STRONG]
    if not strong:
        return script_rtl
    if script_rtl:
        return any(kind in _FROM_RIGHT for kind in strong)
    return strong[0] in _FROM_RIGHT


def levels_of(text: str, *, rtl: bool) -> list[int]:
    """The embedding level of every character; odd runs from right to left."""
    base = int(rtl)
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
