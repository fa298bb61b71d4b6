"""JSON without its traps: equal keys, NaN, hidden characters and bombs are refused."""

from __future__ import annotations

import json
import math
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from sdm_app.packs.errors import ContentError

LARGEST = 5_000_000
"""Bytes a file may have."""
LONGEST = 20_000
"""Characters a text may have."""
DEEPEST = 40
"""Levels of lists and objects inside each other."""

_DIGITS = 16
_ARCHIVES = (b"PK", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"\x28\xb5\x2f\xfd")
_HIDDEN = {
    "Cc": "a control character",
    "Cf": "an invisible or direction-changing character",
    "Cs": "half a character",
    "Co": "a private character",
    "Cn": "an unassigned character",
    "Zl": "a line separator",
    "Zp": "a paragraph separator",
}

_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEPS = bytes.maketrans(b"[{]}", b"\0\0\2\2")
"""An opening bracket as 0, a closing one as 2: one less is the step down or up."""

ValuePath = tuple[str | int, ...]


@dataclass(frozen=True)
class _Refused:
    """Stands in the read value where something cannot be taken, until its path is known."""

    why: str
    key: str | None = None


def read_file(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of a plain file that is not too large.

    Raises:
        ContentError: no file, no plain file, not readable, or too large.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ContentError(path, 1, "", "is no file")
        with path.open("rb") as file:
            raw = file.read(largest + 1)
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or "cannot be read"
        raise ContentError(path, 1, "", why) from None
    if len(raw) > largest:
        raise ContentError(path, 1, "", f"larger than {largest} bytes")
    return raw


def parse(raw: bytes, name: Path | str) -> tuple[str, Any]:
    """The text of a JSON file and its value.

    Raises:
        ContentError: not UTF-8, not JSON, too large or too deep, a key that stands twice, a number
        that is none, or a character that cannot be seen.
    """
    text = _decode(raw, name)
    refused: list[_Refused] = []
    try:
        value = _loads(text, refused)
    except json.JSONDecodeError as fault:
        raise ContentError(name, fault.lineno, "", f"not JSON: {fault.msg}") from None
    except RecursionError:
        raise ContentError(name, 1, "", f"nested deeper than {DEEPEST} levels") from None
    if refused or not _is_plain(text.removesuffix("\n")):
        for path, why in _faults(value):
            raise ContentError(name, 1, shown(path), why)
    return text, value


def shown(path: ValuePath) -> str:
    """A path as it may stand in a sentence, whatever its keys hold."""
    return ".".join(_shown_part(part) for part in path)


def _shown_part(part: str | int) -> str:
    word = str(part)
    return word if word.isprintable() and len(word) <= 60 else ascii(word[:40])


def _decode(raw: bytes, name: Path | str) -> str:
    if len(raw) > LARGEST:
        raise ContentError(name, 1, "", f"larger than {LARGEST} bytes")
    if raw.startswith(_ARCHIVES):
        raise ContentError(name, 1, "", "an archive; a pack is one JSON file")
    if raw.startswith(b"\xef\xbb\xbf"):
        raise ContentError(name, 1, "", "begins with a byte order mark")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        raise ContentError(name, line, "", "not UTF-8 text") from None


def _loads(text: str, refused: list[_Refused]) -> Any:
    def refuse(why: str, key: str | None = None) -> _Refused:
        refused.append(_Refused(why, key))
        return refused[-1]

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any] | _Refused:
        value = dict(items)
        if len(value) == len(items):
            return value
        keys = [key for key, _ in items]
        return refuse("stands here twice", next(key for key in keys if keys.count(key) > 1))

    def integer(digits: str) -> int | _Refused:
        return int(digits) if len(digits) <= _DIGITS else refuse("a number with too many digits")

    def decimal(digits: str) -> float | _Refused:
        number = float(digits)
        return number if math.isfinite(number) else refuse("a number too large to hold")

    return json.loads(
        text,
        object_pairs_hook=pairs,
        parse_int=integer,
        parse_float=decimal,
        parse_constant=lambda word: refuse(f"{word} is no number"),
    )


def _is_plain(text: str) -> bool:
    """Whether the text can hold nothing that is refused, told without a look at each value.

    What is not plain is no fault yet; it takes the longer look.
    """
    if not has_plain_texts(text):
        return False
    bare = text.replace('\\"', "'")
    brackets = "".join(bare.split('"')[::2]).encode().translate(_STEPS, _NO_BRACKETS)
    return max(accumulate(brackets, lambda depth, step: depth + 1 - step), default=0) < DEEPEST


def has_plain_texts(text: str) -> bool:
    """Whether no text in it can hold a hidden character or be too long; False is no fault yet."""
    bare = text.replace('\\"', "'").replace("\u00a0", " ")
    if "\\" in bare or not bare.isprintable() or not unicodedata.is_normalized("NFC", bare):
        return False
    return max(map(len, bare.split('"'))) <= LONGEST


def _faults(value: Any) -> Iterator[tuple[ValuePath, str]]:
    """What the longer look finds; without recursion, for the value may be deep."""
    waiting: list[tuple[ValuePath, Any]] = [((), value)]
    while waiting:
        path, item = waiting.pop()
        if len(path) > DEEPEST:
            yield path[:3], f"nested deeper than {DEEPEST} levels"
            return
        match item:
            case _Refused(why, key):
                yield (path if key is None else (*path, key)), why
            case dict():
                for key in item:
                    yield from ((path, f"a name with {why}") for why in _text_faults(key))
                waiting.extend(((*path, key), inner) for key, inner in item.items())
            case list():
                waiting.extend(((*path, at), inner) for at, inner in enumerate(item))
            case str():
                yield from ((path, f"holds {why}") for why in _text_faults(item))
            case _:
                pass


def _text_faults(text: str) -> Iterator[str]:
    if len(text) > LONGEST:
        yield f"more than {LONGEST} characters"
    if not text.isprintable():
        for char in text:
            kind = _HIDDEN.get(unicodedata.category(char))
            if kind is not None:
                yield f"{kind}, U+{ord(char):04X}"
    if not unicodedata.is_normalized("NFC", text):
        yield "a letter and its accent as two characters"
