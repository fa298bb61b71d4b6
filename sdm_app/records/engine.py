"""The encrypted file as an SQLAlchemy database: one connection, transactions only of ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, QueuePool, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2 as driver

from sdm_app.records.cipher import is_damage, why_not_saved
from sdm_app.records.errors import NotSaved, RecordsError, UnreadableRecords

if TYPE_CHECKING:
    from sdm_app.records.cipher import CipherFile


class FileDatabase:
    """A file that this program holds."""

    def __init__(self, file: CipherFile) -> None:
        self._engine = create_engine(
            "sqlite://",
            module=driver,
            creator=file.connection,
            poolclass=QueuePool,
            pool_size=1,
            max_overflow=0,
        )
        event.listen(self._engine, "begin", _on_begin)

    @contextmanager
    def writing(self, *, is_patient: bool = False, is_second: bool = False) -> Iterator[Connection]:
        """A transaction that has reached the disk when the block is left.

        A file is waited for as long as its settings say, whoever asks.

        Raises:
            NotSaved: nothing of it was kept.
            UnreadableRecords: the file is damaged.
        """
        try:
            with (
                self._engine.connect().execution_options(writes=True) as connection,
                connection.begin(),
            ):
                yield connection
        except DatabaseError as error:
            # After a failed write the connection's view of the file is not to be trusted.
            self._engine.dispose()
            raise _refusal_to_write(error.orig) from None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads.

        Raises:
            UnreadableRecords: the file is damaged or cannot be reached.
        """
        try:
            with self._engine.begin() as connection:
                yield connection
        except DatabaseError as error:
            self._engine.dispose()
            raise UnreadableRecords(
                f"The records cannot be read: {why_not_saved(error.orig)}."
            ) from None

    def version(self, connection: Connection) -> int:
        """The version of the tables; 0 while there are none."""
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())

    def hold(self, connection: Connection, *names: str) -> None:
        """Nothing to wait for: this program has the file alone."""

    def tell(self, connection: Connection, encounter_id: str) -> None:
        """Nobody to tell."""

    @contextmanager
    def unlocked(self, connection: Connection, tables: Sequence[str]) -> Iterator[None]:
        """Within the block rows of these tables may be removed."""
        found = connection.exec_driver_sql(
            "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
        )
        refusing = [
            (name, sql)
            for name, table, sql in found
            if table in tables and name == f"{table}_refuses_delete"
        ]
        for name, _ in refusing:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        yield
        # After a failure all of the transaction is undone, and they stand as they stood.
        for _, sql in refusing:
            connection.exec_driver_sql(sql)

    def compact(self, tables: Sequence[str]) -> None:
        """Write the file anew without what was removed, and empty its log.

        Raises:
            NotSaved: it cannot be written; it holds what it held.
        """
        connection = self._engine.raw_connection()
        try:
            connection.driver_connection.execute("VACUUM").close()  # type: ignore[union-attr]
        except driver.DatabaseError as error:
            connection.invalidate()
            raise _refusal_to_write(error) from None
        finally:
            connection.close()
        self.settle()

    def settle(self) -> None:
        """Bring to the disk what a commit that failed may have left in the log.

        Raises:
            NotSaved: it cannot be brought there.
        """
        connection = self._engine.raw_connection()
        try:
            ((is_busy, _log, _done),) = connection.driver_connection.execute(  # type: ignore[union-attr]
                "PRAGMA wal_checkpoint(TRUNCATE)"
            ).fetchall()
        except driver.DatabaseError as error:
            connection.invalidate()
            raise _refusal_to_write(error) from None
        finally:
            connection.close()
        if is_busy:
            raise NotSaved("The visit could not be saved: another program holds the file.")

    def raw(self) -> Any:
        """The driver's connection, inside a pool's proxy that is to be closed after use."""
        return self._engine.raw_connection()

    def close(self) -> None:
        """Close the connection; the file stays held."""
        self._engine.dispose()


def _refusal_to_write(error: BaseException | None) -> RecordsError:
    if is_damage(error):
        return UnreadableRecords("The records are damaged; restore a backup.")
    return NotSaved(f"The visit could not be saved: {why_not_saved(error)}.")


def _on_begin(connection: Connection) -> None:
    # A reader that turns writer fails at once when another has written; a writer says so first.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
