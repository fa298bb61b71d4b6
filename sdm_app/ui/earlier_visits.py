"""Reads the visits that a visit follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdm_app.domain import events as e
from sdm_app.domain.encounter import fold
from sdm_app.domain.renaming import renamed
from sdm_app.records import RecordsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdm_app.domain.encounter import Encounter
    from sdm_app.records import Records

MOST_VISITS = 24
"""How far back is read: two years of monthly visits."""

Numbered = tuple[tuple[int, e.Event], ...]


def read_earlier(records: Records, follows: str) -> tuple[Numbered, ...]:
    """The events of the visits before one that follows another, oldest first.

    To be called in the records' thread. A visit that was purged, or cannot be read, ends the row:
    what is wrong with an earlier visit does not keep today's from being opened.
    """
    found: list[Numbered] = []
    seen: set[str] = set()
    while follows and follows not in seen and len(found) < MOST_VISITS:
        seen.add(follows)
        try:
            events = tuple(records.events_of(follows))
        except RecordsError:
            break
        if not events or not isinstance(events[0][1], e.EncounterStarted):
            break
        found.append(events)
        follows = events[0][1].follows
    return tuple(reversed(found))


def as_encounters(
    earlier: tuple[Numbered, ...], renames: Mapping[str, str]
) -> tuple[Encounter, ...]:
    """The encounters those events make, by the ids of today."""
    return tuple(
        fold((sequence, renamed(event, renames)) for sequence, event in events)
        for events in earlier
    )
