"""Spoilt packs, and the sentence they are refused with."""

from collections.abc import Callable
from typing import Any

import pytest

from sdm_app.packs import ContentError
from sdm_app.packs.built import read_built
from sdm_app.packs.signing import trusted
from tests.packs.builders import KEY, built_value, written

KEYS = trusted([KEY.public])


def refusal(raw: bytes) -> str:
    """The sentence these bytes are refused with."""
    with pytest.raises(ContentError) as refused:
        read_built(raw, "p.json")
    sentence = str(refused.value)
    assert sentence.startswith("p.json:")
    assert sentence.isprintable()
    assert len(sentence) < 500
    return sentence


def spoilt(change: Callable[[dict[str, Any]], None], ensure_ascii: bool = False) -> bytes:
    """Our pack with a change made, its hash set right again."""
    value = built_value()
    change(value)
    return written(value, ensure_ascii)
