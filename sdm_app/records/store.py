"""Reads and appends events, each in one transaction with its visit's summary and the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import insert, select, update

from sdm_app.records import journal, presence, schema
from sdm_app.records.chain import link
from sdm_app.records.errors import Conflict, NotSaved, OutcomeUnknown
from sdm_app.records.journal import Author, Entry, Head, JournalKind
from sdm_app.records.listed import COLUMNS, summaries
from sdm_app.records.reading import Visit, rows_of, visit_from
from sdm_app.records.version import VERSION

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from sdm_app.records.addition import Addition
    from sdm_app.records.database import BeforeMigration, Database
    from sdm_app.records.staff_rows import Run, SqlStaffRows
    from sdm_app.records.summary import Summary

_Part = TypeVar("_Part")


class Store:
    """An open database. Rows of `event` are the truth; the summaries follow them."""

    def __init__(self, database: Database, chain_key: bytes) -> None:
        self._database = database
        self._key = chain_key

    def prepare(self, author: Author, before_migration: BeforeMigration | None) -> None:
        """Make the tables, or bring those of an older version to the newest.

        Raises:
            NotSaved: the tables stayed as they were.
        """
        with self._database.reading() as connection:
            version = self._database.version(connection)
        if version == VERSION:
            return
        if version and before_migration is not None:
            proxy = self._database.raw()
            try:
                before_migration(proxy.driver_connection)
            finally:
                proxy.close()
        # Imported here: it costs as much as SQLAlchemy, and is needed once in a version.
        from sdm_app.records.migrations import migrate  # noqa: PLC0415

        with self._database.writing(is_patient=True) as connection:
            self._database.hold(connection, "migration")
            version = self._database.version(connection)
            if version != VERSION:
                migrate(connection, version)
                entry = Entry(JournalKind.MIGRATION, reason=f"{version} to {VERSION}")
                self._write_journal(connection, author, entry)

    def append(self, addition: Addition) -> int:
        """Keep an event, its visit's summary and its journal row, all or none; the sequence.

        Raises:
            NotSaved: none was kept.
            Conflict: the visit's last sequence is not `expected`; none was kept.
        """
        try:
            return self._append_once(addition, is_second=False)
        except OutcomeUnknown as unknown:
            # Asked for again under the same id: what was kept is found, what was not is kept now.
            try:
                return self._append_once(addition, is_second=True)
            except NotSaved:
                raise unknown from None

    def _append_once(self, addition: Addition, *, is_second: bool) -> int:
        with self._database.writing(is_second=is_second) as connection:
            self._database.hold(
                connection,
                f"visit {addition.encounter_id}",
                f"station {addition.author.station}",
            )
            known = _sequence_of(connection, addition.event_id)
            if known is None:
                return self._add(connection, addition)
        self._database.settle()
        return known

    def events_of(self, encounter_id: str) -> Visit:
        """The visit's events with their sequence numbers, oldest first; empty for an unknown id.

        Raises:
            UnreadableRecords: a row is damaged, or was changed since it was written.
        """
        with self._database.reading() as connection:
            rows = rows_of(connection, encounter_id)
        return visit_from(rows, self._key)

    def list_on(self, day: date) -> tuple[Summary, ...]:
        """The visits started on a day, in the order they began.

        Raises:
            UnreadableRecords: the file is damaged or cannot be reached.
        """
        table = schema.encounter_summary.c
        return self._summaries(
            select(*COLUMNS)
            .where(table.started_on == day.isoformat())
            .order_by(table.started_at, table.encounter)
        )

    def find_by_reference(self, reference: str, limit: int) -> tuple[Summary, ...]:
        """The visits under a reference, newest first, at most `limit` of them.

        Raises:
            UnreadableRecords: the file is damaged or cannot be reached.
        """
        table = schema.encounter_summary.c
        return self._summaries(
            select(*COLUMNS)
            .where(table.reference == reference)
            .order_by(table.started_on.desc(), table.started_at.desc())
            .limit(limit)
        )

    def log(self, author: Author, entry: Entry) -> Head:
        """Add a row to the journal; the new head.

        Raises:
            NotSaved: it was not kept.
        """
        with self._database.writing() as connection:
            self._database.hold(connection, f"station {author.station}")
            return self._write_journal(connection, author, entry)

    def staff_rows(self, author: Callable[[], Author], run: Run) -> SqlStaffRows:
        """The staff's events; `run` works in the records' thread, `author` is who asks now."""
        # Imported here because it brings pydantic, and the list is shown before that is loaded.
        from sdm_app.records.staff_rows import SqlStaffRows  # noqa: PLC0415

        @contextmanager
        def writing() -> Iterator[Connection]:
            with self._database.writing() as connection:
                self._database.hold(connection, f"station {author().station}")
                yield connection

        def note(connection: Connection, sequence: int) -> None:
            entry = Entry(JournalKind.STAFF, str(sequence))
            self._write_journal(connection, author(), entry)

        station = author().station
        return SqlStaffRows(self._key, self._database.reading, writing, station, run, note)

    def part(self, kind: Callable[[Database, bytes], _Part]) -> _Part:
        """Something else that is done in this database, with the chains' key."""
        return kind(self._database, self._key)

    def keep_content(self, sha256: str, content: str) -> None:
        """Keep a pack under its hash, once.

        Raises:
            NotSaved: it was not kept.
        """
        pack = schema.content_pack
        with self._database.writing() as connection:
            self._database.hold(connection, f"pack {sha256}")
            known = connection.scalar(select(pack.c.sha256).where(pack.c.sha256 == sha256))
            if known is None:
                connection.execute(insert(pack).values(sha256=sha256, content=content))

    def content_of(self, sha256: str) -> str | None:
        """The pack kept under a hash."""
        pack = schema.content_pack.c
        with self._database.reading() as connection:
            found: str | None = connection.scalar(select(pack.content).where(pack.sha256 == sha256))
        return found

    def note_presence(self, encounter: str, station: str) -> tuple[str, ...]:
        """Say that a workstation has a visit open; which others have it open as well.

        Raises:
            NotSaved: it was not said.
        """
        with self._database.writing() as connection:
            others, changed = presence.note(connection, encounter, station)
            for visit in changed:
                self._database.tell(connection, visit)
        return others

    def head(self, station: str) -> Head:
        """The newest row of a workstation's journal."""
        with self._database.reading() as connection:
            return journal.head_of(connection, station)

    def heads(self) -> tuple[Head, ...]:
        """The newest row of every workstation's journal."""
        with self._database.reading() as connection:
            return journal.heads(connection)

    def read(self, work: Callable[[Connection], Any]) -> Any:
        """Do something within one transaction that only reads."""
        with self._database.reading() as connection:
            return work(connection)

    def with_driver(self, work: Callable[[Any], Any]) -> Any:
        """Do something with the driver's own connection, outside any transaction."""
        proxy = self._database.raw()
        try:
            return work(proxy.driver_connection)
        finally:
            proxy.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def _add(self, connection: Connection, addition: Addition) -> int:
        encounter_id, author = addition.encounter_id, addition.author
        event, expected = addition.event, addition.expected
        sequence, chain = _last(connection, encounter_id)
        if expected is not None and sequence != expected:
            rows = rows_of(connection, encounter_id)
            events = tuple(one for one in visit_from(rows, self._key) if one[0] > expected)
            raise Conflict(events, {row["sequence"]: row["workstation"] for row in rows})
        head = journal.head_of(connection, author.station)
        row: dict[str, object] = {
            "encounter": encounter_id,
            "sequence": sequence + 1,
            "id": addition.event_id,
            "kind": event.kind,
            "payload": event.model_dump_json(),
            "time": journal.now(),
            "staff": author.staff,
            "workstation": author.station,
            "number": head.number + 1,
        }
        chain = link(self._key, chain, row)
        connection.execute(insert(schema.event).values(**row, chain=chain))
        entry = Entry(JournalKind.APPEND, f"{encounter_id}/{sequence + 1}/{chain}")
        journal.write(connection, self._key, author, entry, head)
        _keep(connection, addition.summary)
        self._database.tell(connection, encounter_id)
        return sequence + 1

    def _write_journal(self, connection: Connection, author: Author, entry: Entry) -> Head:
        head = journal.head_of(connection, author.station)
        return journal.write(connection, self._key, author, entry, head)

    def _summaries(self, query: Select[Any]) -> tuple[Summary, ...]:
        with self._database.reading() as connection:
            return summaries(connection, query)


def _sequence_of(connection: Connection, event_id: str) -> int | None:
    table = schema.event.c
    return connection.execute(
        select(table.sequence).where(table.id == event_id)
    ).scalar_one_or_none()


def _last(connection: Connection, encounter_id: str) -> tuple[int, str]:
    table = schema.event.c
    row = connection.execute(
        select(table.sequence, table.chain)
        .where(table.encounter == encounter_id)
        .order_by(table.sequence.desc())
        .limit(1)
    ).first()
    return (0, "") if row is None else (row.sequence, row.chain)


def _keep(connection: Connection, summary: Summary) -> None:
    table = schema.encounter_summary
    values = asdict(summary) | {
        "started_on": summary.started_on.isoformat(),
        "finished": int(summary.finished),
        "patient": summary.reference.casefold(),
    }
    same = table.c.encounter == summary.encounter
    if connection.execute(update(table).where(same).values(values)).rowcount == 0:
        connection.execute(insert(table).values(values))
