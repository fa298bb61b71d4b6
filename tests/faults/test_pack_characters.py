"""Characters that cannot be seen are refused, others are not (fault row F37)."""

import json
from typing import Any

import pytest

from sdm_app.packs.built import read_built
from tests.faults.builders import refusal, spoilt
from tests.packs.builders import (
    built_bytes,
)

HIDDEN = [
    *range(0x00, 0x20),
    *range(0x7F, 0xA0),
    0x00AD,
    0x061C,
    *range(0x200B, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    0xE000,
    *range(0xD800, 0xE000, 0x155),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    0xFFFF,
    0x1D173,
    *range(0xE0001, 0xE0080, 11),
    0x10FFFF,
]


def named(code: int) -> str:
    return f"U+{code:04X}"


@pytest.mark.parametrize("code", HIDDEN, ids=named)
def test_a_hidden_character_is_refused_in_a_text_and_in_a_name(code: int) -> None:
    escaped = json.dumps(chr(code))[1:-1]

    for raw in (f'{{"a":["x{escaped}"]}}', f'{{"a":[{{"x{escaped}":1}}]}}'):
        assert named(code) in refusal(raw.encode())


@pytest.mark.parametrize("code", [code for code in HIDDEN if code >= 0x7F], ids=named)
def test_a_hidden_character_is_refused_unescaped(code: int) -> None:
    raw = f'{{"a":"x{chr(code)}"}}'.encode("utf-8", "surrogatepass")

    assert named(code) in refusal(raw) or "not UTF-8" in refusal(raw)


def test_a_hidden_character_deep_in_our_pack_is_refused_with_its_path() -> None:
    def change(value: dict[str, Any]) -> None:
        value["content"]["info"]["not_for"] = "Children\u202e"

    for ensure_ascii in (False, True):
        assert "content.info.not_for: holds" in refusal(spoilt(change, ensure_ascii))


def test_a_byte_order_mark_is_refused() -> None:
    assert "byte order mark" in refusal(b"\xef\xbb\xbf" + built_bytes())


@pytest.mark.parametrize("coding", ["utf-16", "utf-32", "latin-1"])
def test_another_coding_is_refused(coding: str) -> None:
    refusal('{"a": "é"}'.encode(coding))


def test_bytes_that_are_not_utf_8_name_their_line() -> None:
    assert "p.json:2: not UTF-8" in refusal(b'{\n"a": "\xff"}')


def test_a_letter_in_two_parts_is_refused() -> None:
    for text in ("e\u0301", "\\u0065\\u0301"):
        assert "a: holds a letter" in refusal(f'{{"a":"{text}"}}'.encode())


def test_an_id_of_look_alike_letters_is_refused() -> None:
    def change(value: dict[str, Any]) -> None:
        value["content"]["options"][0]["id"] = "he\u0430t"

    assert "content.options.0.id: " in refusal(spoilt(change))


@pytest.mark.parametrize("text", ["no\u00a0break", "„quoted“ – café", 'he said "yes"', "漢字"])
def test_characters_that_can_be_seen_are_taken(text: str) -> None:
    def change(value: dict[str, Any]) -> None:
        value["content"]["info"]["funding"] = text

    for ensure_ascii in (False, True):
        built = read_built(spoilt(change, ensure_ascii), "p")
        assert built.content.info.funding == text
