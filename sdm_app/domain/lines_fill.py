"""Fills the placeholders of authored lines."""

from collections.abc import Mapping

from sdm_app.domain.lines import PLACEHOLDER


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with each `{name}` that has a value replaced, in one pass; others stay."""
    return PLACEHOLDER.sub(lambda match: values.get(match[0][1:-1], match[0]), text)
