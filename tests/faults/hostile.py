"""Packs in which every text that is free is hostile, and their harmless likes."""

from collections.abc import Callable
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError

from sdm_app.domain.content import ContentPack
from sdm_app.packs.built import read_built
from sdm_app.packs.references import check_references
from tests.builders import pack
from tests.packs.builders import built_value, written

HTML = (
    "<table><tr><td>" * 20
    + '<img src="/etc/passwd"><a href="file:///etc/passwd">&lt;b&gt;</a><b>'
    + "</td></tr></table>" * 20
)
"""No digit stands in it, for a digit in a line wants a source."""

Spoil = Callable[[str], str]


def spoilt_pack(spoil: Spoil) -> ContentPack:
    """Our content with every text spoilt that the format lets be, through the reader of packs."""
    value = built_value()
    value["content"] = _spoilt(pack(), spoil).model_dump(mode="json", exclude_unset=True)
    read = read_built(written(value), "hostile.json").content
    assert list(check_references(read)) == []
    return read


@cache
def html_pack() -> ContentPack:
    """Tags before each text."""
    return spoilt_pack(lambda text: f"{HTML} {text}")


@cache
def harmless_pack() -> ContentPack:
    """Words of the same length before each text."""
    words = "words and more " * (len(HTML) // 15 + 1)
    return spoilt_pack(lambda text: f"{words[: len(HTML)]} {text}")


def _spoilt(value: Any, spoil: Spoil) -> Any:
    """The value with each text in it spoilt; ids, names of kinds and addresses refuse to be."""
    if isinstance(value, tuple):
        return tuple(_spoilt(item, spoil) for item in value)
    if isinstance(value, dict):
        return {key: _spoilt(item, spoil) for key, item in value.items()}
    if not isinstance(value, BaseModel):
        return value
    for name in value.model_fields_set:
        part = getattr(value, name)
        for other in (_with_texts(part, spoil), _spoilt(part, spoil)):
            if other != part:
                value = _changed(value, name, other)
    return value


def _with_texts(part: Any, spoil: Spoil) -> Any:
    """A field that is text, or holds nothing but texts, with these spoilt."""
    if type(part) is str:
        return spoil(part)
    if isinstance(part, tuple) and all(type(item) is str for item in part):
        return tuple(spoil(item) for item in part)
    if isinstance(part, dict) and all(type(item) is str for item in part.values()):
        return {key: spoil(item) for key, item in part.items()}
    return part


def _changed(value: BaseModel, name: str, part: Any) -> BaseModel:
    """The value with one field changed, or as it was where the format refuses that."""
    fields = {field: getattr(value, field) for field in value.model_fields_set}
    try:
        return type(value).model_validate({**fields, name: part})
    except ValidationError:
        return value
