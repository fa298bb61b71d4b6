"""SQLite with a disk that can be broken: a DB-API over apsw, for the real code of the records.

apsw has no SQLCipher, so files are plain here; statements, settings and transactions are the
program's own. What SQLCipher adds is held by the tests that kill real processes.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw
import pytest

from sdm_app.records import cipher, engine, log_file

CHECKPOINT_PAGES = 40
"""So few, that a short test sees several checkpoints."""


_NAMES = {
    apsw.IOError: "IOERR",
    apsw.FullError: "FULL",
    apsw.BusyError: "BUSY",
    apsw.CorruptError: "CORRUPT",
    apsw.NotADBError: "NOTADB",
    apsw.CantOpenError: "CANTOPEN",
    apsw.ReadOnlyError: "READONLY",
    apsw.ConstraintError: "CONSTRAINT",
}


class Error(Exception):
    """As PEP 249 has it; `sqlite_errorname` as our driver has it."""

    sqlite_errorname = ""


class DatabaseError(Error):
    """The database refused."""


class OperationalError(DatabaseError):
    """The disk or the lock is at fault."""


class IntegrityError(DatabaseError):
    """A rule of the tables was broken."""


class ProgrammingError(DatabaseError):
    """Never raised here."""


InterfaceError = DataError = InternalError = NotSupportedError = ProgrammingError


class Cursor:
    """What SQLAlchemy asks of a cursor."""

    arraysize = 1
    lastrowid = None

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._rows: list[tuple[Any, ...]] = []
        self.description: Sequence[tuple[Any, ...]] | None = None
        self.rowcount = -1

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Cursor:
        cursor = self._connection.cursor()
        self.description = None

        def look(_cursor: apsw.Cursor, _statement: str, _bindings: object) -> bool:
            columns = _cursor.get_description()
            self.description = tuple((name, *[None] * 6) for name, _ in columns) or None
            return True

        cursor.exec_trace = look
        with _translated():
            self._rows = list(cursor.execute(statement, tuple(parameters)))
        self.rowcount = self._connection.changes()
        return self

    def executemany(self, statement: str, rows: Sequence[Sequence[Any]]) -> Cursor:
        for row in rows:
            self.execute(statement, row)
        return self

    def fetchone(self) -> tuple[Any, ...] | None:
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        taken, self._rows = self._rows[:size], self._rows[size:]
        return taken

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self.fetchmany(len(self._rows))

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.fetchall())

    def close(self) -> None:
        self._rows = []


class Connection:
    """What SQLAlchemy and our own code ask of a connection."""

    isolation_level = None

    def __init__(self, path: str, vfs: str) -> None:
        with _translated():
            self._connection = apsw.Connection(path, vfs=vfs)
        self.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")

    def cursor(self) -> Cursor:
        return Cursor(self._connection)

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Cursor:
        return self.cursor().execute(statement, parameters)

    def commit(self) -> None:
        if self._connection.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self._connection.in_transaction:
            self.execute("ROLLBACK")

    def create_function(self, *_arguments: object, **_names: object) -> None:
        """SQLAlchemy's regular expressions, which we do not use."""

    def close(self) -> None:
        with _translated():
            self._connection.close()


class Driver:
    """Stands in for the driver's module, on a file system of apsw's."""

    paramstyle = "qmark"
    threadsafety = 1
    sqlite_version = apsw.sqlite_lib_version()
    sqlite_version_info = tuple(int(part) for part in sqlite_version.split("."))
    Error, DatabaseError, OperationalError = Error, DatabaseError, OperationalError
    IntegrityError, ProgrammingError, InterfaceError = (
        IntegrityError,
        ProgrammingError,
        InterfaceError,
    )
    DataError, InternalError, NotSupportedError = DataError, InternalError, NotSupportedError
    Binary = memoryview
    PARSE_DECLTYPES, PARSE_COLNAMES = sqlite3.PARSE_DECLTYPES, sqlite3.PARSE_COLNAMES

    def __init__(self, vfs: str) -> None:
        self._vfs = vfs

    def connect(self, path: str, **_settings: object) -> Connection:
        return Connection(path, self._vfs)


def use(
    monkeypatch: pytest.MonkeyPatch, vfs: str, durable: tuple[tuple[str, object], ...] | None = None
) -> None:
    """Let the records work on this file system; `durable` stands in for the safe settings."""
    driver = Driver(vfs)
    monkeypatch.setattr(cipher, "driver", driver)
    monkeypatch.setattr(engine, "driver", driver)
    monkeypatch.setattr(cipher, "_SILENT", ())
    monkeypatch.setattr(cipher, "require_library", lambda _connection: None)
    monkeypatch.setattr(cipher, "_require_not_plain", lambda _path: None)
    monkeypatch.setattr(log_file, "is_foreign", lambda _path, _key: False)
    if durable is not None:
        monkeypatch.setattr(cipher, "DURABLE", durable)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except apsw.ConstraintError as error:
        raise _named(IntegrityError, error) from None
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise _named(DatabaseError, error) from None
    except apsw.Error as error:
        raise _named(OperationalError, error) from None


def _named(kind: type[Error], error: apsw.Error) -> Error:
    made = kind(str(error))
    made.sqlite_errorname = f"SQLITE_{_NAMES.get(type(error), 'ERROR')}"
    return made


class FailingVfs(apsw.VFS):
    """A disk of which the n-th write, sync or truncation fails, once or from then on."""

    def __init__(self, name: str) -> None:
        self.operations = 0
        self.fails_at = 0
        self.for_ever = False
        self.with_error: Callable[[], apsw.Error] = apsw.IOError
        super().__init__(name, "unix")

    def xOpen(self, name: Any, flags: Any) -> apsw.VFSFile:  # noqa: N802
        return _FailingFile(self, name, flags)

    def tick(self) -> None:
        self.operations += 1
        is_due = (
            self.operations >= self.fails_at if self.for_ever else self.operations == self.fails_at
        )
        if self.fails_at and is_due:
            raise self.with_error()


class _FailingFile(apsw.VFSFile):
    def __init__(self, vfs: FailingVfs, name: Any, flags: Any) -> None:
        self._vfs = vfs
        super().__init__("unix", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._vfs.tick()
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._vfs.tick()
        super().xSync(flags)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._vfs.tick()
        super().xTruncate(size)


class RecordingVfs(apsw.VFS):
    """A disk that notes all that is done to it, so that a loss of power can be played later."""

    def __init__(self, name: str) -> None:
        self.log: list[tuple[Any, ...]] = []
        self.current: dict[str, int] = {}
        self.files = 0
        super().__init__(name, "unix")

    def xOpen(self, name: Any, flags: Any) -> apsw.VFSFile:  # noqa: N802
        return _RecordingFile(self, name, flags)

    def xDelete(self, name: str, sync: bool) -> None:  # noqa: N802
        super().xDelete(name, sync)
        self.log.append(("unlink", Path(name).name, bool(sync)))

    def opened(self, path: str, is_new: bool) -> int:
        name = Path(path).name
        if is_new or name not in self.current:
            self.files += 1
            self.current[name] = self.files
            self.log.append(("link", name, self.files))
        return self.current[name]


class _RecordingFile(apsw.VFSFile):
    def __init__(self, vfs: RecordingVfs, name: Any, flags: Any) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        is_new = bool(path) and not os.path.exists(path)
        super().__init__("unix", name, flags)
        self._log = vfs.log
        self._number = vfs.opened(path, is_new) if path else 0

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        super().xWrite(data, offset)
        self._log.append(("write", self._number, offset, bytes(data)))

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        self._log.append(("sync", self._number))

    def xTruncate(self, size: int) -> None:  # noqa: N802
        super().xTruncate(size)
        self._log.append(("truncate", self._number, size))
