"""A clinic's PostgreSQL as the records need it: safe, never waited for long, its faults named."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Connection, QueuePool, create_engine, event, text
from sqlalchemy.exc import DBAPIError, DisconnectionError

from sdm_app.records.address import settings_for
from sdm_app.records.errors import (
    NewerRecords,
    NotSaved,
    OutcomeUnknown,
    Unreachable,
    UnreadableRecords,
)
from sdm_app.records.purge_row import PURGING
from sdm_app.records.straight import (
    THROUGH_A_POOL,
    is_dropped,
    is_straight,
    is_too_much_for_a_pool,
)
from sdm_app.records.version import VERSION
from sdm_app.records.watchdog import Watchdog

CHANNEL = "backchoice"
"""Where stations tell each other which visit has changed."""

BUDGET_SECONDS = 5.0
"""No piece of work is waited for longer, connecting again included."""

_ALL = 0x42_43_52_44
"""The lock that writers share, and that a purge has alone."""

_TO_SAY_SO_SECONDS = 0.3
_LEAST_TO_BEGIN_SECONDS = 2.2
_PATIENCE_SECONDS = 3600.0
_PAUSES = (0.0, 0.5, 1.0, 2.0, 4.0)

_READ_ONLY = "25006"
_UNKNOWN = ("08007", "40003")
_FORBIDDEN = "42501"
_BUSY = ("55P03", "57014", "40P01", "40001")


class ServerDatabase:
    """A database on a server, with one connection, made again when it was lost."""

    def __init__(self, location: str) -> None:
        self._settings = settings_for(location)
        self._engine = create_engine(
            "postgresql+psycopg://",
            creator=self._connect,
            poolclass=QueuePool,
            pool_size=1,
            max_overflow=0,
            use_native_hstore=False,
        )
        event.listen(self._engine, "checkout", _require_live)
        self._watchdog: Watchdog | None = None
        self._failures = 0
        self._not_before = 0.0
        self._ends = 0.0

    @contextmanager
    def writing(self, *, is_patient: bool = False, is_second: bool = False) -> Iterator[Connection]:
        """A transaction that the server has kept when the block is left.

        A patient one may last: it brings tables forward, with a person who waits for that. A second
        one has the time that the one before it left.

        Raises:
            OutcomeUnknown: the server went away while it was asked to keep it.
            NotSaved: nothing of it was kept.
        """
        is_committing = False
        if not is_second:
            self._begin_work()
        with self._watched(_PATIENCE_SECONDS if is_patient else None) as watchdog:
            try:
                with self._engine.connect() as connection:
                    watchdog.watch(connection.connection.driver_connection)
                    transaction = connection.begin()
                    if is_patient:
                        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
                    yield connection
                    is_committing = True
                    transaction.commit()
            except DBAPIError as error:
                self._engine.dispose()
                if is_committing and _is_lost(error):
                    raise OutcomeUnknown(
                        "The clinic's database went away, and it is not known whether the visit was"
                        " saved; try again."
                    ) from None
                raise NotSaved(f"The visit could not be saved: {_why(error)}.") from None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads.

        Raises:
            UnreadableRecords: the server cannot be read from.
        """
        self._begin_work()
        with self._watched() as watchdog:
            try:
                with self._engine.connect() as connection, connection.begin():
                    watchdog.watch(connection.connection.driver_connection)
                    yield connection
            except DBAPIError as error:
                self._engine.dispose()
                raise UnreadableRecords(f"The records cannot be read: {_why(error)}.") from None

    def version(self, connection: Connection) -> int:
        """The version of the tables; 0 while there are none.

        Raises:
            NewerRecords: a newer program made them.
        """
        is_there = connection.scalar(text("SELECT to_regclass('public.version') IS NOT NULL"))
        if not is_there:
            return 0
        version = int(connection.scalar(text("SELECT number FROM version")) or 0)
        if version > VERSION:
            raise NewerRecords(
                f"The clinic's records are of version {version}, and this program knows versions up"
                f" to {VERSION}; nothing was changed."
            )
        return version

    def hold(self, connection: Connection, *names: str) -> None:
        """Keep other stations from writing under these names until the transaction ends."""
        # Whoever writes lets others write as well, but nobody purge; from left to right.
        shared = "pg_advisory_xact_lock_shared(:all)"
        each = (f"pg_advisory_xact_lock(hashtextextended(:name_{n}, 0))" for n in range(len(names)))
        values = {f"name_{n}": name for n, name in enumerate(names)}
        connection.execute(text(f"SELECT {', '.join((shared, *each))}"), {"all": _ALL, **values})

    def tell(self, connection: Connection, encounter_id: str) -> None:
        """Tell the other stations which visit has changed, once it is kept."""
        connection.execute(
            text("SELECT pg_notify(:channel, :visit)"), {"channel": CHANNEL, "visit": encounter_id}
        )

    @contextmanager
    def unlocked(self, connection: Connection, tables: Sequence[str]) -> Iterator[None]:
        """Within the block rows of these tables may be removed; other stations wait to the end.

        Nothing may be held before it.
        """
        connection.execute(text("SELECT pg_advisory_xact_lock(:all)"), {"all": _ALL})
        connection.exec_driver_sql(f"SET LOCAL {PURGING} = 'on'")
        yield
        connection.exec_driver_sql(f"SET LOCAL {PURGING} = 'off'")

    def compact(self, tables: Sequence[str]) -> None:
        """Let the server use the space of removed rows again, as it does by itself in time.

        Raises:
            NotSaved: the server did not do it.
        """
        try:
            with psycopg.connect(**self._settings, autocommit=True) as connection:  # type: ignore[arg-type]
                connection.execute("SET statement_timeout = 0")
                connection.execute(f"VACUUM {', '.join(tables)}".encode())
        except psycopg.Error as error:
            raise NotSaved(_why_not_reached(error)) from None

    def settle(self) -> None:
        """Nothing to bring to a disk: what another transaction sees, the server has kept."""

    def raw(self) -> Any:
        """The driver's connection, inside a pool's proxy that is to be closed after use."""
        self._begin_work()
        return self._engine.raw_connection()

    def close(self) -> None:
        """Let go of the connection."""
        self._engine.dispose()

    def _begin_work(self) -> None:
        self._ends = time.monotonic() + BUDGET_SECONDS

    @contextmanager
    def _watched(self, patience: float | None = None) -> Iterator[Watchdog]:
        left = self._ends - time.monotonic() - _TO_SAY_SO_SECONDS
        with Watchdog(left if patience is None else patience) as watchdog:
            self._watchdog = watchdog
            try:
                yield watchdog
            finally:
                self._watchdog = None

    def _connect(self) -> psycopg.Connection[Any]:
        now = time.monotonic()
        if now < self._not_before:
            raise Unreachable("The clinic's database cannot be reached; it is tried again shortly.")
        if self._ends and self._ends - now < _LEAST_TO_BEGIN_SECONDS:
            raise Unreachable("The clinic's database cannot be reached in time.")
        try:
            connection = self._straight()
        except (psycopg.Error, Unreachable) as error:
            self._failures = min(self._failures + 1, len(_PAUSES) - 1)
            self._not_before = time.monotonic() + _PAUSES[self._failures]
            if isinstance(error, Unreachable):
                raise
            raise Unreachable(_why_not_reached(error)) from None
        self._failures, self._not_before = 0, 0.0
        return connection

    def _straight(self) -> psycopg.Connection[Any]:
        connection = psycopg.connect(**self._settings, prepare_threshold=None)  # type: ignore[arg-type]
        try:
            if self._watchdog is not None:
                self._watchdog.watch(connection)
            if not is_straight(connection):
                raise Unreachable(THROUGH_A_POOL)
        except BaseException:
            connection.close()
            raise
        return connection


def _require_live(connection: Any, _record: object, _proxy: object) -> None:
    if is_dropped(connection):
        # The pool then makes another, before anything was asked of the one that is gone.
        raise DisconnectionError


def _is_lost(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    return state is None or state in _UNKNOWN or state.startswith(("08", "57P"))


def _why(error: DBAPIError) -> str:
    """In words of ours: the server's own repeat the row."""
    state = getattr(error.orig, "sqlstate", None)
    if state == _READ_ONLY:
        return "the clinic's database is a standby, which may only be read"
    if state == _FORBIDDEN:
        return "this account may not do that in the clinic's database"
    if state in _BUSY:
        return "another workstation was writing, or the clinic's database is too slow"
    if _is_lost(error):
        return "the clinic's database cannot be reached"
    return f"the clinic's database refused it ({state})"


def _why_not_reached(error: psycopg.Error) -> str:
    said = str(error)
    if is_too_much_for_a_pool(error):
        return THROUGH_A_POOL
    if "read-only" in said or "hot standby" in said:
        return "The clinic's database is a standby, which may only be read; nothing was saved."
    if "certificate" in said or "SSL" in said:
        return (
            "The clinic's database could not prove who it is, or offers no encryption;"
            " nothing was sent to it."
        )
    if "authentication failed" in said or "no pg_hba.conf entry" in said or "role " in said:
        return "The clinic's database does not let this account in."
    return "The clinic's database cannot be reached."
