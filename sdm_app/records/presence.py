"""Who else has a visit open, at the workstations of one server. A file has one user at a time."""

from __future__ import annotations

from sqlalchemy import Connection, text

FRESH_SECONDS = 60.0
"""A workstation that was not heard of for longer has crashed, or left."""

_NOTE = text(
    "INSERT INTO presence VALUES (:encounter, :station, now())"
    " ON CONFLICT (encounter, station) DO UPDATE SET seen = now()"
)
_OTHERS = text(
    "SELECT station FROM presence WHERE encounter = :encounter AND station <> :station"
    " AND seen > now() - make_interval(secs => :fresh) ORDER BY station"
)
_LEAVE = text("DELETE FROM presence WHERE station = :station AND encounter <> :encounter")


def note(
    connection: Connection, encounter: str, station: str, fresh: float = FRESH_SECONDS
) -> tuple[str, ...]:
    """Say that a workstation has a visit open, and no other; which others have it open as well.

    An empty `encounter` says that it has none open. `fresh` is how long a word counts, in seconds.
    """
    connection.execute(_LEAVE, {"station": station, "encounter": encounter})
    if not encounter:
        return ()
    here = {"encounter": encounter, "station": station}
    connection.execute(_NOTE, here)
    return tuple(connection.execute(_OTHERS, {**here, "fresh": fresh}).scalars())
