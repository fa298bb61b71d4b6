"""Reads an event that was written with ids of an earlier content version."""

from collections.abc import Mapping
from typing import Any

from sdm_app.domain.events import EVENT, Event

_FIELDS_OF_IDS = (
    "item",
    "request",
    "concern",
    "check",
    "option",
    "findings",
    "priorities",
    "barriers",
    "options",
    "target",
    "to",
    "reason_id",
)
"""The fields of events that name content; what a person wrote is never touched."""


def renamed(event: Event, names: Mapping[str, str]) -> Event:
    """The event with every id of content that has another name today under that name."""
    written = event.model_dump(exclude_unset=True)
    today = {
        field: _renamed(value, names) if field in _FIELDS_OF_IDS else value
        for field, value in written.items()
    }
    return event if today == written else EVENT.validate_python({"kind": event.kind, **today})


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, tuple):
        return tuple(names.get(one, one) for one in value)
    return names.get(value, value)
