"""JSON with its traps is refused with path and reason (fault row F36)."""

from typing import Any

import pytest

from sdm_app.packs.strict_json import DEEPEST, LONGEST, parse
from tests.builders import pack
from tests.faults.builders import refusal, spoilt
from tests.packs.builders import (
    built_bytes,
)


@pytest.mark.parametrize("depth", [DEEPEST, 500, 5_000, 500_000])
@pytest.mark.parametrize("bracket", ["[]", '{"a":}'])
def test_deep_nesting_is_refused(depth: int, bracket: str) -> None:
    inner = bracket[:-1] * depth + "0" + bracket[-1] * depth

    assert f"nested deeper than {DEEPEST} levels" in refusal(f'{{"x":{inner}}}'.encode())


@pytest.mark.parametrize("text", ['"A"', '"\\u0041"'], ids=["short way", "longer look"])
def test_both_ways_of_looking_allow_the_same_depth(text: str) -> None:
    deepest = "[" * DEEPEST + text + "]" * DEEPEST

    assert str(parse(deepest.encode(), "p")[1]).count("[") == DEEPEST
    assert "nested deeper" in refusal(f"[{deepest}]".encode())


@pytest.mark.parametrize("letters", ["x", '\\"', '\\"x'])
def test_a_huge_text_is_refused(letters: str) -> None:
    text = letters * (LONGEST + 1)

    assert f"more than {LONGEST} characters" in refusal(f'{{"a":"{text}"}}'.encode())


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_what_is_no_number_is_refused_with_its_path(number: str) -> None:
    raw = built_bytes().replace(b'"sequence":7', f'"sequence":{number}'.encode())

    assert "p.json:1: sequence: " in refusal(raw)


def test_a_huge_number_is_refused_with_its_path() -> None:
    raw = built_bytes().replace(b'"sequence":7', b'"sequence":' + b"7" * 100_000)

    assert "sequence: a number with too many digits" in refusal(raw)


def test_a_key_that_stands_twice_is_refused_with_its_path() -> None:
    first = pack().options[0].id
    raw = built_bytes().replace(
        f'"options":[{{"id":"{first}"'.encode(),
        f'"options":[{{"id":"other","id":"{first}"'.encode(),
    )

    assert "content.options.0.id: stands here twice" in refusal(raw)


def test_a_pack_in_a_pack_is_refused() -> None:
    raw = built_bytes().replace(b'"content":', b'"content":{},"content":', 1)

    assert "content: stands here twice" in refusal(raw)


def test_a_wrong_kind_is_refused_with_its_path() -> None:
    path, estimates = "options.0.estimates.0", pack().options[0].estimates
    assert estimates

    def change(value: dict[str, Any]) -> None:
        estimate = value["content"]["options"][0]["estimates"][0]
        field = "numerator" if "numerator" in estimate else "amount"
        estimate[field] = str(estimate[field])

    sentence = refusal(spoilt(change))
    assert f"p.json:1: content.{path}." in sentence
    assert "wrong kind" in sentence


def test_an_unknown_field_inside_is_refused_with_its_path() -> None:
    def change(value: dict[str, Any]) -> None:
        value["content"]["options"][0]["html"] = "x"

    assert "content.options.0.html: Extra inputs" in refusal(spoilt(change))


@pytest.mark.parametrize("text", ["", "\n", "null", "[]", "7", '"x"', "{", "{}", "{} {}"])
def test_what_is_no_pack_is_refused(text: str) -> None:
    refusal(text.encode())


def test_a_syntax_fault_names_its_line() -> None:
    assert "p.json:3: not JSON" in refusal(b'{\n"a": 1,\n"b" 2}')


def test_a_pack_cut_short_is_refused() -> None:
    for size in range(0, len(built_bytes()) - 1, 9_999):
        refusal(built_bytes()[:size])
