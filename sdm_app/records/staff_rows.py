"""The staff's events as rows of the records' own database: one table that only grows."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from sdm_app.records.chain import is_same, link
from sdm_app.records.errors import NotSaved, UnreadableRecords
from sdm_app.records.schema import staff_event
from sdm_app.records.staff_store import StaffRow

_TRIES = 5
"""Times that a row is written anew when another workstation took its place."""


class _PlaceTaken(Exception):
    """Another workstation wrote the row of this sequence first."""


Run = Callable[[Callable[[], Any]], Any]
"""Does a piece of work in the thread that the database belongs to."""
Transaction = Callable[[], AbstractContextManager[Connection]]
"""Opens a connection; what was written is kept when the block is left without an exception."""


class SqlStaffRows:
    """`StaffRows` in the records' database, whose transactions and thread they are done in."""

    def __init__(
        self,
        key: bytes,
        reading: Transaction,
        writing: Transaction,
        workstation: str,
        run: Run = lambda work: work(),
        note: Callable[[Connection, int], None] | None = None,
    ) -> None:
        """Use a database.

        Args:
            key: that of the chain.
            reading: begins a transaction that only reads.
            writing: begins one whose rows are durable at its end.
            workstation: where the events happen.
            run: does a piece of work in the database's own thread.
            note: tells the journal of a row, in the same transaction.
        """
        self._key = key
        self._note = note
        self._reading = reading
        self._writing = writing
        self._workstation = workstation
        self._run = run
        self._chain = ""
        self._read_to = 0

    def read(self, after: int) -> tuple[StaffRow, ...]:
        """The rows whose sequence is higher, lowest first.

        Raises:
            UnreadableRecords: a row was changed or removed since it was written.
        """
        rows: tuple[StaffRow, ...] = self._run(lambda: self._read(after))
        return rows

    def append(self, time: str, kind: str, payload: str) -> None:
        """Keep one more row.

        Raises:
            NotSaved: other workstations were faster each time.
        """
        self._run(lambda: self._append(time, kind, payload))

    def _read(self, after: int) -> tuple[StaffRow, ...]:
        columns = staff_event.c
        # What was read before is not read again, so its end is where the chain goes on.
        start, chain = (after, self._chain) if after == self._read_to else (0, "")
        query = select(staff_event).where(columns.sequence > start).order_by(columns.sequence)
        with self._reading() as connection:
            found = connection.execute(query).all()
        for expected, row in enumerate(found, start=start + 1):
            values = {name: value for name, value in row._mapping.items() if name != "chain"}
            chain = link(self._key, chain, values)
            if row.sequence != expected or not is_same(row.chain, chain):
                raise UnreadableRecords("An event of the staff was changed or is missing.")
        self._chain, self._read_to = chain, start + len(found)
        rows = (StaffRow(row.sequence, row.time, row.payload) for row in found)
        return tuple(row for row in rows if row.sequence > after)

    def _append(self, time: str, kind: str, payload: str) -> None:
        for _ in range(_TRIES):
            try:
                with self._writing() as connection:
                    self._insert(connection, time, kind, payload)
            except _PlaceTaken:
                continue
            return
        raise NotSaved("The change could not be saved: other workstations were faster.")

    def _insert(self, connection: Connection, time: str, kind: str, payload: str) -> None:
        columns = staff_event.c
        last = connection.execute(
            select(columns.sequence, columns.chain).order_by(columns.sequence.desc()).limit(1)
        ).first()
        sequence, chain = (0, "") if last is None else (last.sequence, last.chain)
        values = {
            "sequence": sequence + 1,
            "time": time,
            "kind": kind,
            "payload": payload,
            "workstation": self._workstation,
        }
        row = {**values, "chain": link(self._key, chain, values)}
        try:
            connection.execute(insert(staff_event).values(row))
        except IntegrityError:
            raise _PlaceTaken from None
        if self._note is not None:
            self._note(connection, sequence + 1)
