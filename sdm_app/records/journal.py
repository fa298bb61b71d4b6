"""The journal: who did what where, one chain a workstation, without names and answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from sdm_app.records import schema
from sdm_app.records.chain import link

if TYPE_CHECKING:
    from sqlalchemy import Connection

LONGEST_REASON = 400
"""Characters: a reason is a sentence, not a place for a story."""


class JournalKind(StrEnum):
    """What can stand in the journal."""

    APPEND = "append"
    OPEN = "open"
    UNLOCK = "unlock"
    FAILED_UNLOCK = "failed-unlock"
    LOCK = "lock"
    PRINT = "print"
    COPY = "copy"
    EXPORT = "export"
    BACKUP = "backup"
    RESTORE = "restore"
    CHECK = "check"
    MIGRATION = "migration"
    SETTINGS = "settings"
    CONTENT = "content"
    STAFF = "staff"
    PURGE = "purge"
    BREAK_GLASS = "break-glass"
    CLOCK_JUMP = "clock-jump"


@dataclass(frozen=True)
class Author:
    """Who writes, at which workstation, with which content (a pack's hash, or "")."""

    staff: str
    station: str
    content: str = ""


@dataclass(frozen=True)
class Head:
    """The newest row of a workstation's journal; number 0 while it has none.

    Kept outside, on paper or with a backup, it tells later whether rows were cut off the end.
    """

    station: str
    number: int
    mac: str


@dataclass(frozen=True)
class Entry:
    """What a row says happened: the kind, the id it happened to, and a reason."""

    kind: JournalKind
    object: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        if any(character.isspace() for character in self.object):
            raise ValueError("an object of the journal is an id, without spaces")
        if len(self.reason) > LONGEST_REASON:
            raise ValueError(f"a reason has at most {LONGEST_REASON} characters")


def head_of(connection: Connection, station: str) -> Head:
    """The newest row at a workstation."""
    table = schema.journal.c
    row = connection.execute(
        select(table.number, table.mac)
        .where(table.station == station)
        .order_by(table.number.desc())
        .limit(1)
    ).first()
    return Head(station, 0, "") if row is None else Head(station, row.number, row.mac)


def heads(connection: Connection) -> tuple[Head, ...]:
    """The newest row of every workstation, by the workstation's name."""
    table = schema.journal.c
    found: list[Head] = []
    # From one workstation to the next by the key: the rows between them may be millions.
    after = select(func.min(table.station))
    station = connection.scalar(after)
    while station is not None:
        found.append(head_of(connection, station))
        station = connection.scalar(after.where(table.station > station))
    return tuple(found)


def write(connection: Connection, key: bytes, author: Author, entry: Entry, after: Head) -> Head:
    """Add a row after the newest one, in the caller's transaction; the new head."""
    row: dict[str, object] = {
        "station": author.station,
        "number": after.number + 1,
        "time": now(),
        "staff": author.staff,
        "kind": str(entry.kind),
        "object": entry.object,
        "reason": entry.reason,
        "content": author.content,
    }
    mac = link(key, after.mac, row)
    connection.execute(insert(schema.journal).values(**row, mac=mac))
    return Head(author.station, after.number + 1, mac)


def now() -> str:
    """The time in UTC, to the microsecond, always with its fraction, as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def count(connection: Connection) -> int:
    """How many rows there are."""
    return connection.execute(select(func.count()).select_from(schema.journal)).scalar_one()
