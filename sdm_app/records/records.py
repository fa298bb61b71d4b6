"""The records as the program uses them: a day is listed at once, the store opened when needed."""

from __future__ import annotations

import platform
from concurrent.futures import Future
from hashlib import sha256 as hash_of
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from sdm_app.records.addition import Addition
from sdm_app.records.clinic import Clinic
from sdm_app.records.derived import chain_key
from sdm_app.records.neighbours import Neighbours
from sdm_app.records.place import Place
from sdm_app.records.retention import Retention
from sdm_app.records.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from sdm_app.domain.events import Event
    from sdm_app.records.database import BeforeMigration
    from sdm_app.records.journal import Author, Head
    from sdm_app.records.staff_store import StaffRows
    from sdm_app.records.store import Store
    from sdm_app.records.summary import Summary
    from sdm_app.records.verifying import Break

_Result = TypeVar("_Result")


class Records(Neighbours, Clinic, Retention):
    """The records in a file or, by its URL `postgresql+psycopg://USER@HOST/DATABASE`, on a server.

    Any method may raise what `open_records` does, until one opened them; on a server at any time.
    `key` is the data key, 32 bytes, the same at all stations of a server. All work is done
    by one thread, in the order it was asked for; `append_later` does not wait for it.
    `before_migration` is called before old tables are changed.
    """

    def __init__(
        self,
        location: Path | str,
        key: bytes,
        *,
        staff: str = "",
        workstation: str | None = None,
        before_migration: BeforeMigration | None = None,
        is_throw_away: bool = False,
    ) -> None:
        self.staff = staff
        self.content = ""
        self._chain_key = chain_key(key)
        self._workstation = platform.node() if workstation is None else workstation
        self._place = Place(
            location, key, before_migration=before_migration, is_throw_away=is_throw_away
        )
        self._writer = Writer()

    def open(self) -> None:
        """Open the file for writing, unless it is open."""
        self._writer.run(self._opened)

    def append(
        self,
        encounter_id: str,
        event: Event,
        summary: Summary,
        *,
        expected: int | None = None,
        event_id: str | None = None,
    ) -> int:
        """Keep an event and its visit's summary, both or neither; the event's sequence, from 1.

        When this returns, both have reached the disk. `event_id`, a UUID in hex made by the caller,
        lets an append be asked for again when its outcome was not learnt: it is kept once.
        `expected` is the last sequence that the caller knows of.

        Raises:
            NotSaved: neither was kept.
            Conflict: others have written since `expected`; neither was kept.
        """
        return self._writer.run(self._appending(encounter_id, event, summary, expected, event_id))

    def append_later(
        self,
        encounter_id: str,
        event: Event,
        summary: Summary,
        *,
        expected: int | None = None,
        event_id: str | None = None,
    ) -> Future[int]:
        """As `append`, without waiting: the future ends as the call would have."""
        return self._writer.later(self._appending(encounter_id, event, summary, expected, event_id))

    def events_of(self, encounter_id: str) -> tuple[tuple[int, Event], ...]:
        """The visit's events with their sequence numbers, oldest first; empty for an unknown id.

        Raises:
            UnreadableRecords: a row is damaged, or was changed since it was written.
        """
        return self._writer.run(lambda: self._opened().events_of(encounter_id))

    def list_on(self, day: date) -> tuple[Summary, ...]:
        """The visits started on a day, in the order they began.

        Raises:
            UnreadableRecords: the file is damaged or cannot be reached.
        """
        return self._writer.run(lambda: self._place.list_on(day, self._author))

    def find_by_reference(self, reference: str, limit: int = 50) -> tuple[Summary, ...]:
        """The visits under a reference, newest first, at most `limit` of them.

        Raises:
            UnreadableRecords: the file is damaged or cannot be reached.
        """
        return self._writer.run(lambda: self._opened().find_by_reference(reference, limit))

    def earlier_visits(
        self, reference: str, birth_year: int | None, before: str = ""
    ) -> tuple[Summary, ...]:
        """At most 20 visits of the same reference, whatever its case, and birth year, newest first.

        None began after the visit `before`, which is not among them.

        Raises:
            UnreadableRecords: the file is damaged or cannot be reached.
        """
        from sdm_app.records.earlier import earlier_visits  # noqa: PLC0415

        found: tuple[Summary, ...] = self._writer.run(
            lambda: self._opened().read(
                lambda connection: earlier_visits(connection, reference, birth_year, before)
            )
        )
        return found

    def waiting_referrals(self, today: date) -> tuple[Summary, ...]:
        """Visits where a referral, or high risk that nobody acted on, waits; newest day first.

        Raises:
            UnreadableRecords: the file is damaged or cannot be reached.
        """
        from sdm_app.records.waiting import waiting_referrals  # noqa: PLC0415

        found: tuple[Summary, ...] = self._writer.run(
            lambda: self._opened().read(lambda connection: waiting_referrals(connection, today))
        )
        return found

    def not_referred(self, today: date) -> tuple[Summary, ...]:
        """Visits of the last 14 days at high risk for whom nobody pended a referral, oldest first.

        Raises:
            UnreadableRecords: the file is damaged or cannot be reached.
        """
        from sdm_app.records.chasing import not_referred  # noqa: PLC0415

        return self._writer.run(
            lambda: self._opened().read(lambda connection: not_referred(connection, today))
        )

    def ask(self, work: Callable[[Records], _Result]) -> Future[_Result]:
        """Do work that reads these records in their thread, without waiting for it."""
        return self._writer.later(lambda: work(self))

    @property
    def is_demonstration(self) -> bool:
        """Whether nothing that is kept here outlasts the program."""
        return self._place.is_throw_away

    def staff_rows(self) -> StaffRows:
        """The staff's events, kept with the visits, each with its row in the journal.

        Raises:
            UnreadableRecords: the file is damaged or cannot be reached.
        """
        return self._writer.run(lambda: self._opened().staff_rows(self._author, self._writer.run))

    def keep_content(self, sha256: str, content: str) -> None:
        """Keep the pack that a visit begins with under the hash of its bytes, once.

        Raises:
            NotSaved: it was not kept.
        """
        self._writer.run(lambda: self._opened().keep_content(sha256, content))

    def keep_content_later(self, sha256: str, content: str) -> None:
        """As `keep_content`, without waiting: before any change that is asked for after it.

        Where it cannot be kept, nothing else can either, and the change says so.
        """
        self._writer.later(lambda: self._opened().keep_content(sha256, content))

    def content_of(self, sha256: str) -> str | None:
        """The pack kept under a hash; None when there is none, or it is not what was kept.

        Raises:
            UnreadableRecords: the file is damaged or cannot be reached.
        """
        content = self._writer.run(lambda: self._opened().content_of(sha256))
        is_whole = content is not None and hash_of(content.encode()).hexdigest() == sha256
        return content if is_whole else None

    def log(self, kind: str, object_id: str = "", reason: str = "") -> None:
        """Add a row to the journal: no name and no answer may stand in it.

        Raises:
            NotSaved: it was not kept.
            ValueError: the kind is unknown, the id has spaces or the reason is too long.
        """
        from sdm_app.records.journal import Entry, JournalKind  # noqa: PLC0415

        entry, author = Entry(JournalKind(kind), object_id, reason), self._author()
        self._writer.run(lambda: self._opened().log(author, entry))

    def clock_skew(self) -> float | None:
        """Seconds that the server's clock is ahead of this computer's; None for a file.

        Events keep the time of the computer that wrote them; their order is by sequence alone.

        Raises:
            UnreadableRecords: the server cannot be reached.
        """
        from sdm_app.records.clock import clock_skew  # noqa: PLC0415

        seconds: float | None = self._writer.run(lambda: self._opened().read(clock_skew))
        return seconds

    def head(self) -> Head:
        """The newest row of this workstation's journal, to be kept outside as an anchor."""
        return self._writer.run(lambda: self._opened().head(self._workstation))

    def heads(self) -> tuple[Head, ...]:
        """The newest row of every workstation's journal."""
        return self._writer.run(lambda: self._opened().heads())

    def verify_chain(self, anchors: Iterable[Head] = ()) -> Break | None:
        """The first row that is not as it was written; None if all are.

        `anchors` are heads that were kept outside: they show what was cut off the end.
        """
        from sdm_app.records.verifying import verify  # noqa: PLC0415

        def read(work: Callable[[Any], Any]) -> Any:
            # A piece at a time, so that a visit can be saved between two of them.
            return self._writer.run(lambda: self._opened().read(work))

        return verify(read, self._chain_key, tuple(anchors))

    def with_driver(self, work: Callable[[Any], _Result]) -> _Result:
        """Do something with the driver's own connection, such as a backup of the open file."""
        result: _Result = self._writer.run(lambda: self._opened().with_driver(work))
        return result

    def close(self) -> None:
        """Finish what was asked for and let go of the file; later work is refused."""
        self._writer.run(self._place.close)

    def _appending(
        self,
        encounter_id: str,
        event: Event,
        summary: Summary,
        expected: int | None,
        event_id: str | None,
    ) -> Callable[[], int]:
        addition = Addition(
            encounter_id, event, summary, self._author(), expected, event_id or uuid4().hex
        )
        return lambda: self._opened().append(addition)

    def _opened(self) -> Store:
        return self._place.opened(self._author)

    def _author(self, staff: str = "") -> Author:
        from sdm_app.records.journal import Author  # noqa: PLC0415

        return Author(staff or self.staff, self._workstation, self.content)
