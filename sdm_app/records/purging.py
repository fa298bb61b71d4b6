"""Removes the visits that began before a day, for good, in a way that the chains can tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from sdm_app.records import journal, schema, to_go
from sdm_app.records.chained import AT_ONCE, DOCUMENTS, EVENTS, Chained
from sdm_app.records.errors import NotSaved, OutcomeUnknown
from sdm_app.records.journal import Author, Entry, JournalKind
from sdm_app.records.purge_row import object_of
from sdm_app.records.summing import Sum

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sdm_app.records.database import Database

_TABLES = ("event", "encounter_summary", "clinic_document", "content_pack")
_NOT_SAVED = "The visit could not be saved: "


@dataclass(frozen=True)
class Purged:
    """What a purge removed, or would remove, and what there is after it.

    `remaining` are visits that began before the day all the same, and `kept` all visits there are.
    `is_cleared` says that nothing of what was removed is left in the file's free space; a server's
    files and logs are its own.
    """

    before: date
    visits: int
    events: int
    schedules: int
    packs: int
    remaining: int
    kept: int
    is_cleared: bool = True


class SqlPurge:
    """Purges in an open database."""

    def __init__(self, database: Database, key: bytes) -> None:
        self._database = database
        self._key = key

    def count(self, before: date, in_use: str) -> Purged:
        """What a purge would remove now; `in_use` is the hash of the content used here.

        Raises:
            UnreadableRecords: the records cannot be read.
        """
        with self._database.reading() as connection:
            visits = to_go.choose(connection, before)
            among = schema.event.c.encounter.in_(select(to_go.VISITS.c.encounter))
            counted = select(func.count()).select_from(schema.event).where(among)
            found = Purged(
                before=before,
                visits=visits,
                events=connection.scalar(counted) or 0,
                schedules=len(to_go.schedules(connection, before)),
                packs=len(to_go.packs(connection, in_use)),
                remaining=visits,
                kept=to_go.visits(connection),
            )
            to_go.forget(connection)
        return found

    def purge(self, before: date, author: Author) -> Purged:
        """Remove all of it or nothing, with one row in the journal, and count again.

        Raises:
            OutcomeUnknown: the server went away while it was asked to keep it.
            NotSaved: nothing was removed.
            UnreadableRecords: the records cannot be read; whether it was done is in the journal.
        """
        try:
            visits, events, schedules, packs = self._remove(before, author)
        except OutcomeUnknown:
            raise OutcomeUnknown(
                "The clinic's database went away, and it is not known whether the visits were"
                " purged; purge again."
            ) from None
        except NotSaved as refused:
            why = str(refused).removeprefix(_NOT_SAVED)
            raise NotSaved(f"Nothing was purged: {why}") from None
        is_cleared = True
        try:
            self._database.compact(_TABLES)
        except NotSaved:
            is_cleared = False
        with self._database.reading() as connection:
            remaining = to_go.began_before(connection, before)
            kept = to_go.visits(connection)
        return Purged(before, visits, events, schedules, packs, remaining, kept, is_cleared)

    def _remove(self, before: date, author: Author) -> tuple[int, int, int, int]:
        removed, database = Sum(self._key), self._database
        with database.writing(is_patient=True) as connection:
            visits = to_go.choose(connection, before)
            packs = to_go.packs(connection, author.content)
            schedules = to_go.schedules(connection, before)
            with database.unlocked(connection, _TABLES):
                database.hold(connection, f"station {author.station}")
                events = 0
                for ids in _by_pieces(connection):
                    events += _take(connection, EVENTS, ids, removed)
                    row = schema.encounter_summary
                    connection.execute(delete(row).where(row.c.encounter.in_(ids)))
                _take(connection, DOCUMENTS, schedules, removed)
                pack = schema.content_pack
                connection.execute(delete(pack).where(pack.c.sha256.in_(packs)))
            to_go.forget(connection)
            done = (visits, events, len(schedules), len(packs))
            head = journal.head_of(connection, author.station)
            entry = Entry(JournalKind.PURGE, object_of(before, removed.total), _told(*done))
            journal.write(connection, self._key, author, entry, head)
            # Anything may have changed.
            database.tell(connection, "")
        return done


def _by_pieces(connection: Connection) -> Iterator[list[str]]:
    ids = to_go.VISITS.c.encounter
    after = ""
    while True:
        query = select(ids).where(ids > after).order_by(ids).limit(AT_ONCE)
        found = list(connection.execute(query).scalars())
        if not found:
            return
        after = found[-1]
        yield found


def _take(connection: Connection, of: Chained, names: tuple[str, ...] | list[str], to: Sum) -> int:
    """Remove the rows of these names, and take them in; how many there were."""
    columns = of.table.c
    rows = connection.execute(
        delete(of.table)
        .where(columns[of.name].in_(names))
        .returning(
            columns[of.name],
            columns[of.place],
            columns.chain,
            columns.workstation,
            columns[of.noted],
        )
    ).mappings()
    count = 0
    for found in rows:
        row = dict(found)
        to.add(row["workstation"], row[of.noted], of.object_of(row))
        count += 1
    return count


def _told(visits: int, events: int, schedules: int, packs: int) -> str:
    return f"{visits} visits, {events} events, {schedules} schedules, {packs} packs"
