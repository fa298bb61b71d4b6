"""The records as the program uses them: a day is listed at once, the store opened when needed."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from sdm_app.records.day import read_day

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sdm_app.domain.events import Event
    from sdm_app.records.store import Store
    from sdm_app.records.summary import Summary


def open_records(path: Path, *, staff: str = "", workstation: str | None = None) -> Records:
    """The records in a file, which is made if need be; its folder must exist.

    Raises:
        NotSaved: the file or its folder cannot be written.
        NewerRecords: a newer program wrote the file.
        UnreadableRecords: the file is damaged or no database of ours.
    """
    records = Records(path, staff=staff, workstation=workstation)
    records.open()
    return records


class Records:
    """The records in a file. Any method may raise what `open_records` does, until one opened it."""

    def __init__(self, path: Path, *, staff: str = "", workstation: str | None = None) -> None:
        self._path = path
        self._staff = staff
        self._workstation = platform.node() if workstation is None else workstation
        self._store: Store | None = None

    def open(self) -> None:
        """Open the file for writing, unless it is open."""
        self._opened()

    def append(self, encounter_id: str, event: Event, summary: Summary) -> int:
        """Keep an event and its visit's summary, both or neither; the event's sequence, from 1.

        When this returns, both have reached the disk.

        Raises:
            NotSaved: neither was kept.
        """
        return self._opened().append(encounter_id, event, summary)

    def events_of(self, encounter_id: str) -> tuple[tuple[int, Event], ...]:
        """The visit's events with their sequence numbers, oldest first; empty for an unknown id.

        Raises:
            UnreadableRecords: a row is damaged, or was changed since it was written.
        """
        return self._opened().events_of(encounter_id)

    def list_on(self, day: date) -> tuple[Summary, ...]:
        """The visits started on a day, in the order they began.

        Raises:
            UnreadableRecords: the file is damaged or cannot be reached.
        """
        if self._store is None:
            summaries = read_day(self._path, day)
            if summaries is not None:
                return summaries
        return self._opened().list_on(day)

    def close(self) -> None:
        """Let go of the file."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def _opened(self) -> Store:
        if self._store is None:
            # Imported here: SQLAlchemy may cost as much as the window and the list together.
            from sdm_app.records.store import open_store  # noqa: PLC0415

            self._store = open_store(self._path, self._staff, self._workstation)
        return self._store
