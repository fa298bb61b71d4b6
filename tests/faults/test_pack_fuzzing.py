"""No bytes and no values make the reader of packs crash."""

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdm_app.packs import ContentError
from sdm_app.packs.built import read_built
from tests.packs.builders import (
    built_bytes,
    built_value,
    written,
)


def read_or_refuse(raw: bytes) -> None:
    """Either a pack or one sentence; anything else fails the test."""
    sentence = ""
    try:
        read_built(raw, "p.json")
    except ContentError as fault:
        sentence = str(fault)
    assert sentence.isprintable()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container of a value with each of its keys."""
    keys = value if isinstance(value, dict) else range(len(value))
    for key in list(keys):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from places(value[key])


@given(st.binary())
def test_no_bytes_crash_the_reader(raw: bytes) -> None:
    read_or_refuse(raw)


@given(json_values)
def test_no_json_crashes_the_reader(value: Any) -> None:
    raw = json.dumps(value).encode()
    read_or_refuse(raw)
    read_or_refuse(b'{"format":"backchoice-pack-1","content":' + raw + b"}")


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_value_of_our_pack_replaced_crashes_the_reader(data: st.DataObject) -> None:
    value = built_value()
    spots = list(places(value))
    container, key = spots[data.draw(st.integers(0, len(spots) - 1))]
    container[key] = data.draw(json_values)

    read_or_refuse(written(value, ensure_ascii=True))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_stretch_of_our_pack_replaced_crashes_the_reader(data: st.DataObject) -> None:
    raw = built_bytes()
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(start + 50, len(raw))))
    between = data.draw(st.binary(max_size=20) | st.text(max_size=10).map(str.encode))

    read_or_refuse(raw[:start] + between + raw[end:])
