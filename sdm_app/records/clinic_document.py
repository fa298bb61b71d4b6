"""What a clinic sets down for all its stations: its services, a day's schedule, its reminders."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,79}")

PAYLOAD = "document:"
"""Before the name of a document, where the id of a visit could stand: no visit's id has a colon."""


@dataclass(frozen=True)
class ClinicDocument:
    """One version of a document. `number` counts from 1 in its name; `time` is UTC, ISO 8601."""

    name: str
    number: int
    time: str
    staff: str
    text: str


def require_name(name: str) -> None:
    """Refuse what is no name: small letters, digits, dots and hyphens, at most 80.

    Raises:
        ValueError: it is none.
    """
    if _NAME.fullmatch(name) is None:
        raise ValueError("a document is named with a-z, 0-9, dots and hyphens, at most 80")
