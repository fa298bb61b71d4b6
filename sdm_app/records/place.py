"""Where records lie, in a file or on a server: opened when first needed, and let go once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sdm_app.records.cipher import CipherFile, hold
from sdm_app.records.day import read_day
from sdm_app.records.derived import chain_key, database_key
from sdm_app.records.errors import NotSaved
from sdm_app.records.local_disk import require_local

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sdm_app.records.database import BeforeMigration, Database
    from sdm_app.records.journal import Author
    from sdm_app.records.store import Store
    from sdm_app.records.summary import Summary


class Place:
    """A path or a server's URL, and what is open there. Everything is done in the records' thread.

    A throw-away file is removed when it is opened and when it is closed.
    """

    def __init__(
        self,
        location: Path | str,
        key: bytes,
        *,
        before_migration: BeforeMigration | None,
        is_throw_away: bool,
    ) -> None:
        self.is_throw_away = is_throw_away
        self._location = location
        self._database_key = database_key(key)
        self._chain_key = chain_key(key)
        self._before_migration = before_migration
        self._file: CipherFile | None = None
        self._store: Store | None = None
        self._is_closed = False

    @property
    def server(self) -> str:
        """The server's URL; empty for a file."""
        return "" if isinstance(self._location, Path) else self._location

    def list_on(self, day: date, author: Callable[[], Author]) -> tuple[Summary, ...]:
        """The visits started on a day, before anything heavy is loaded if they can be had so."""
        if self._store is None and isinstance(self._location, Path) and self._location.is_file():
            file = self._held(self._location)
            connection = file.connection()
            file.keep(connection)
            summaries = read_day(connection, day)
            if summaries is not None:
                return summaries
        return self.opened(author).list_on(day)

    def _held(self, path: Path) -> CipherFile:
        # A backup that is taken while the window closes must not take the file again.
        self._require_open()
        if self._file is None:
            require_local(path)
            self._file = hold(path, self._database_key)
            if self.is_throw_away:
                _remove(path)
        return self._file

    def opened(self, author: Callable[[], Author]) -> Store:
        """The store, opened and its tables made or brought forward by who asks first.

        `author` tells who that is; it is called only when the store has to be opened.
        """
        if self._store is None:
            # Imported here: SQLAlchemy may cost as much as the window and the list together.
            from sdm_app.records.store import Store  # noqa: PLC0415

            store = Store(self._database(), self._chain_key)
            try:
                store.prepare(author(), self._before_migration)
                if self._file is not None and not self.is_throw_away:
                    self._file.note_made()
            except BaseException:
                store.close()
                self._release()
                raise
            self._store = store
        return self._store

    def _require_open(self) -> None:
        if self._is_closed:
            raise NotSaved("The records are closed.")

    def _database(self) -> Database:
        self._require_open()
        if isinstance(self._location, Path):
            from sdm_app.records.engine import FileDatabase  # noqa: PLC0415

            return FileDatabase(self._held(self._location))
        from sdm_app.records.server import ServerDatabase  # noqa: PLC0415

        return ServerDatabase(self._location)

    def close(self) -> None:
        """Let go of the file or server, for good."""
        self._is_closed = True
        if self._store is not None:
            self._store.close()
            self._store = None
        self._release()

    def _release(self) -> None:
        if self._file is not None:
            if self.is_throw_away:
                _remove(self._file.path)
            self._file.release()
            self._file = None


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-journal", "-shm"):
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)
