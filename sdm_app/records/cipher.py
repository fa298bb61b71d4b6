"""One encrypted SQLite file, opened the one safe way; needs no SQLAlchemy."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2 as driver

from sdm_app.records import log_file
from sdm_app.records.errors import (
    NewerRecords,
    NotSaved,
    UnreadableRecords,
    WrongLibrary,
)
from sdm_app.records.lock import FileLock, lock
from sdm_app.records.version import APPLICATION_ID, VERSION

if TYPE_CHECKING:
    from pathlib import Path

OLDEST_SQLITE = (3, 51, 3)
"""Before it a write-ahead log could spoil the file (3.7.0 to 3.51.2)."""

_OWNER_ONLY = 0o600
_WAIT_FOR_OTHERS_MS = 5000
_PLAIN = b"SQLite format 3\x00"

# Its messages go to the error output, where nobody asked for them.
_SILENT = (("PRAGMA cipher_log_level = NONE", "NONE"),)

# Exclusive before the first read, or a file of shared memory is made beside the database.
_BEFORE_FIRST_READ = (
    (f"PRAGMA busy_timeout = {_WAIT_FOR_OTHERS_MS}", _WAIT_FOR_OTHERS_MS),
    ("PRAGMA locking_mode = EXCLUSIVE", "exclusive"),
)

# WAL with FULL is what keeps every acknowledged commit through a loss of power. Triggers recurse,
# or INSERT OR REPLACE would take an event away behind the trigger that forbids it.
DURABLE = (
    ("PRAGMA journal_mode = WAL", "wal"),
    ("PRAGMA synchronous = FULL", None),
    ("PRAGMA fullfsync = ON", None),
    ("PRAGMA checkpoint_fullfsync = ON", None),
    ("PRAGMA foreign_keys = ON", None),
    ("PRAGMA recursive_triggers = ON", None),
    ("PRAGMA trusted_schema = OFF", None),
    ("PRAGMA cell_size_check = ON", None),
    ("PRAGMA mmap_size = 0", 0),
    ("PRAGMA secure_delete = ON", 1),
)


@dataclass
class CipherFile:
    """A file that this program alone holds, from `hold` until `release`."""

    path: Path
    key: bytes
    _lock: FileLock
    _connection: Any = None

    def connection(self) -> Any:
        """A connection of the driver, for whoever asks next to close.

        Raises:
            UnreadableRecords: the file is gone, though it was made before; or as `connect`.
            NotSaved: it was released; or as `connect`.
            NewerRecords, WrongLibrary: as `connect`.
        """
        kept, self._connection = self._connection, None
        if kept is not None:
            return kept
        if self._lock.is_released:
            # Asked by the staff's own thread, which may come after the records were closed.
            raise NotSaved("The records are closed.")
        if self._lock.says_made() and _is_empty(self.path):
            # A new file in its place would look like a day without visits.
            raise UnreadableRecords(
                f"{self.path}: the records that were here are gone; restore a backup."
            )
        return connect(self.path, self.key)

    def note_made(self) -> None:
        """Note that the file has its tables, so that its loss is told from a first start."""
        if not self._lock.says_made():
            self._lock.say_made()

    def keep(self, connection: Any) -> None:
        """Leave an open connection for whoever asks next."""
        self._connection = connection

    def release(self) -> None:
        """Close what was kept and let the next program in."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._lock.release()


def hold(path: Path, key: bytes) -> CipherFile:
    """Lock a file for this program.

    Raises:
        OpenElsewhere: another program of ours has it open.
        NotSaved: the folder cannot be written.
    """
    return CipherFile(path, key, lock(path))


def connect(path: Path, key: bytes) -> Any:
    """A connection to the file, made if need be, whose transactions are only those we begin.

    `key` has 32 bytes and is used as it is. A file that is refused is left as it was; a log of its
    own that lies beside it may have been carried into it.

    Raises:
        WrongLibrary: the library beneath is too old or does not encrypt.
        NotSaved: the file cannot be written, or another program holds it.
        NewerRecords: a newer program wrote it.
        UnreadableRecords: it opens with another key only, is damaged or not ours.
    """
    _close_to_others(path)
    _require_not_plain(path)
    if log_file.is_foreign(path, key):
        raise UnreadableRecords(
            "The log beside the records has another key, or belongs to other records."
        )
    connection = driver.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        _set_up(connection, key)
    except driver.DatabaseError as error:
        connection.close()
        raise _refusal(path, error) from None
    except BaseException:
        connection.close()
        raise
    return connection


def require_ours(version: int, application: int, tables: int) -> None:
    """Refuse a file that a newer program or some other program made.

    Raises:
        NewerRecords: the tables are of a later version than `VERSION`.
        UnreadableRecords: the file holds tables of some other program.
    """
    if tables and application != APPLICATION_ID:
        raise UnreadableRecords("The file holds another program's tables; nothing was changed.")
    if version > VERSION:
        raise NewerRecords(
            f"These records are of version {version}, and this program knows versions up to"
            f" {VERSION}; nothing was changed."
        )


def library() -> str:
    """What is beneath, for a person."""
    return f"SQLite {driver.sqlite_version}"


def why_not_saved(error: BaseException | None) -> str:
    """What the driver met, in words that hold nothing of the row."""
    name = str(getattr(error, "sqlite_errorname", ""))
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return "the disk is full or cannot be written"
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "another program holds the file"
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return "the file or its folder may only be read"
    return name or "the database refused it"


def is_damage(error: BaseException | None) -> bool:
    """Whether the file itself is at fault."""
    name = str(getattr(error, "sqlite_errorname", ""))
    return name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT"))


def _set_up(connection: Any, key: bytes) -> None:
    require_library(connection)
    _apply(connection, _SILENT)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"").close()
    _apply(connection, _BEFORE_FIRST_READ)
    # The first read is what tells a wrong key, and it comes before the first change: write-ahead
    # already changes a file, which may not be ours.
    (tables,) = _row(connection, "SELECT count(*) FROM sqlite_master")
    (version,) = _row(connection, "PRAGMA user_version")
    (application,) = _row(connection, "PRAGMA application_id")
    require_ours(version, application, tables)
    _apply(connection, DURABLE)


def require_library(connection: Any) -> None:
    """Refuse a library that is too old or does not encrypt.

    Raises:
        WrongLibrary: it is.
    """
    # Asked of the driver: a SELECT would read the file before it has its key.
    if driver.sqlite_version_info < OLDEST_SQLITE:
        oldest = ".".join(map(str, OLDEST_SQLITE))
        raise WrongLibrary(
            f"SQLite {driver.sqlite_version} is too old for the records: {oldest} is needed."
        )
    if not _row(connection, "PRAGMA cipher_version"):
        raise WrongLibrary("This installation's SQLite does not encrypt: SQLCipher is needed.")


def _apply(connection: Any, pragmas: tuple[tuple[str, object], ...]) -> None:
    for pragma, wanted in pragmas:
        reply = _row(connection, pragma)
        if wanted is not None and reply != (wanted,):
            raise NotSaved(f"The file of records cannot be made safe: {pragma} was not taken.")


def _row(connection: Any, statement: str) -> tuple[Any, ...]:
    cursor = connection.execute(statement)
    row: tuple[Any, ...] = cursor.fetchone() or ()
    cursor.close()
    return row


def _refusal(path: Path, error: BaseException) -> Exception:
    if is_damage(error):
        return UnreadableRecords("The records cannot be opened with this key, or are damaged.")
    if isinstance(error, driver.OperationalError):
        return NotSaved(f"{path}: visits cannot be saved here: {why_not_saved(error)}.")
    return UnreadableRecords(f"The records cannot be read: {why_not_saved(error)}.")


def _is_empty(path: Path) -> bool:
    return not path.exists() or path.stat().st_size == 0


def _close_to_others(path: Path) -> None:
    # Before SQLite has it open: closing a second descriptor would drop SQLite's own locks.
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, _OWNER_ONLY))
        if path.stat().st_mode & 0o077:
            path.chmod(_OWNER_ONLY)
    except OSError as error:
        raise NotSaved(f"{path}: visits cannot be saved here: {error.strerror}.") from error


def _require_not_plain(path: Path) -> None:
    with path.open("rb") as file:
        if file.read(len(_PLAIN)) == _PLAIN:
            raise UnreadableRecords(
                "The file is a database without encryption, and no record of this program."
            )
