"""Who else has a visit open, at the workstations of one server. A file has one user at a time."""

from __future__ import annotations

from sqlalchemy import Connection, select, text

from sdm_app.records import schema

FRESH_SECONDS = 60.0
"""A workstation that was not heard of for longer has crashed, or left."""

_IS_NEW = text(
    "SELECT NOT EXISTS (SELECT FROM presence WHERE encounter = :encounter"
    " AND station = :station AND seen > now() - make_interval(secs => :fresh))"
)
_NOTE = text(
    "INSERT INTO presence VALUES (:encounter, :station, now())"
    " ON CONFLICT (encounter, station) DO UPDATE SET seen = now()"
)
_OTHERS = text(
    "SELECT station FROM presence WHERE encounter = :encounter AND station <> :station"
    " AND seen > now() - make_interval(secs => :fresh) ORDER BY station"
)
_LEAVE = text(
    "DELETE FROM presence WHERE station = :station AND encounter <> :encounter RETURNING encounter"
)
_ELSEWHERE = text(
    "SELECT encounter, station FROM presence WHERE station <> :station"
    " AND seen > now() - make_interval(secs => :fresh) ORDER BY encounter, station"
)


def note(
    connection: Connection, encounter: str, station: str, fresh: float = FRESH_SECONDS
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Say that a workstation has a visit open, and no other.

    An empty `encounter` says that it has none open. `fresh` is how long a word counts, in seconds.
    Gives which others have it open as well, and which visits were opened or left by this.
    """
    here = {"encounter": encounter, "station": station, "fresh": fresh}
    changed = list(connection.execute(_LEAVE, here).scalars())
    if not encounter:
        return (), tuple(changed)
    if connection.execute(_IS_NEW, here).scalar_one():
        changed.append(encounter)
    connection.execute(_NOTE, here)
    return tuple(connection.execute(_OTHERS, here).scalars()), tuple(changed)


def elsewhere(
    connection: Connection, station: str, fresh: float = FRESH_SECONDS
) -> dict[str, tuple[str, ...]]:
    """The workstations other than this one at which each visit is open."""
    found: dict[str, tuple[str, ...]] = {}
    for encounter, other in connection.execute(_ELSEWHERE, {"station": station, "fresh": fresh}):
        found[encounter] = (*found.get(encounter, ()), other)
    return found


def stations_of(connection: Connection, encounter: str) -> dict[int, str]:
    """At which workstation each event of a visit was written."""
    table = schema.event.c
    rows = connection.execute(
        select(table.sequence, table.workstation).where(table.encounter == encounter)
    )
    return {row.sequence: row.workstation for row in rows}
