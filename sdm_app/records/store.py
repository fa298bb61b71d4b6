"""Reads and appends events, each in one transaction with its visit's summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, Row, insert, select, update
from sqlalchemy.exc import DatabaseError, OperationalError

from sdm_app.records import schema
from sdm_app.records.engine import close_to_others, engine_for
from sdm_app.records.errors import NotSaved, UnreadableRecords
from sdm_app.records.summary import Summary

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sdm_app.domain.events import Event

_SUMMARY_COLUMNS = tuple(schema.encounter_summary.c[field.name] for field in fields(Summary))


def open_store(path: Path, staff: str, workstation: str) -> Store:
    """The records in a file, which is made if need be; its folder must exist.

    Raises:
        NotSaved: the file or its folder cannot be written.
        NewerRecords: a newer program wrote the file.
        UnreadableRecords: the file is damaged or no database of ours.
    """
    try:
        close_to_others(path)
    except OSError as error:
        raise NotSaved(f"{path}: visits cannot be saved here: {error.strerror}.") from error
    engine = engine_for(path)
    try:
        with _writing(engine) as connection:
            schema.prepare(connection)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, staff, workstation)


class Store:
    """An open file. Rows of `event` are the truth; the summaries follow them."""

    def __init__(self, engine: Engine, staff: str, workstation: str) -> None:
        self._engine = engine
        self._staff = staff
        self._workstation = workstation

    def append(self, encounter_id: str, event: Event, summary: Summary) -> int:
        """Keep an event and its visit's summary, both or neither; the event's sequence, from 1.

        When this returns, both have reached the disk.

        Raises:
            NotSaved: neither was kept.
        """
        with _writing(self._engine) as connection:
            sequence, chain = _last(connection, encounter_id)
            payload = event.model_dump_json()
            connection.execute(
                insert(schema.event).values(
                    encounter=encounter_id,
                    sequence=sequence + 1,
                    kind=event.kind,
                    payload=payload,
                    time=datetime.now(UTC).isoformat(timespec="milliseconds"),
                    staff=self._staff,
                    workstation=self._workstation,
                    chain=link(chain, payload),
                )
            )
            _keep(connection, summary)
        return sequence + 1

    def events_of(self, encounter_id: str) -> tuple[tuple[int, Event], ...]:
        """The visit's events with their sequence numbers, oldest first; empty for an unknown id.

        Raises:
            UnreadableRecords: a row is damaged, or was changed since it was written.
        """
        # Imported here because it brings pydantic, and the list is shown before that is loaded.
        from sdm_app.domain.events import EVENT  # noqa: PLC0415

        columns = (schema.event.c.sequence, schema.event.c.payload, schema.event.c.chain)
        query = (
            select(*columns)
            .where(schema.event.c.encounter == encounter_id)
            .order_by(schema.event.c.sequence)
        )
        with _reading(self._engine) as connection:
            rows = connection.execute(query).all()
        _require_unbroken(rows)
        try:
            return tuple((row.sequence, EVENT.validate_json(row.payload)) for row in rows)
        except ValueError:
            # Without its cause: pydantic's message repeats the answers.
            raise UnreadableRecords("An event of this visit cannot be read.") from None

    def list_on(self, day: date) -> tuple[Summary, ...]:
        """The visits started on a day, in the order they began.

        Raises:
            UnreadableRecords: the file is damaged or cannot be reached.
        """
        table = schema.encounter_summary
        query = (
            select(*_SUMMARY_COLUMNS)
            .where(table.c.started_on == day)
            .order_by(table.c.started_at, table.c.encounter)
        )
        with _reading(self._engine) as connection:
            return tuple(Summary(*row) for row in connection.execute(query))

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def link(previous: str, payload: str) -> str:
    """The chain's next link: SHA-256 over the visit's previous link and the new payload, in hex."""
    return sha256(f"{previous}{payload}".encode()).hexdigest()


def _last(connection: Connection, encounter_id: str) -> tuple[int, str]:
    columns = (schema.event.c.sequence, schema.event.c.chain)
    row = connection.execute(
        select(*columns)
        .where(schema.event.c.encounter == encounter_id)
        .order_by(schema.event.c.sequence.desc())
        .limit(1)
    ).first()
    return (0, "") if row is None else (row.sequence, row.chain)


def _keep(connection: Connection, summary: Summary) -> None:
    table = schema.encounter_summary
    values = asdict(summary)
    same = table.c.encounter == summary.encounter
    if connection.execute(update(table).where(same).values(values)).rowcount == 0:
        connection.execute(insert(table).values(values))


def _require_unbroken(rows: Iterable[Row[Any, Any, Any]]) -> None:
    chain = ""
    for expected, row in enumerate(rows, start=1):
        chain = link(chain, row.payload)
        if row.sequence != expected or row.chain != chain:
            raise UnreadableRecords("An event of this visit was changed or is missing.")


@contextmanager
def _writing(engine: Engine) -> Iterator[Connection]:
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection
    except OperationalError as error:
        # After a failed write the connection's view of the file is not to be trusted.
        engine.dispose()
        raise NotSaved(f"The visit could not be saved: {error.orig}.") from None
    except DatabaseError as error:
        engine.dispose()
        raise UnreadableRecords(f"The records are damaged: {error.orig}.") from None


@contextmanager
def _reading(engine: Engine) -> Iterator[Connection]:
    try:
        with engine.begin() as connection:
            yield connection
    except DatabaseError as error:
        engine.dispose()
        raise UnreadableRecords(f"The records cannot be read: {error.orig}.") from None
