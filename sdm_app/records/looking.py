"""Every row of one file, read through the driver: pages, tables, chains, visits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, StaticPool, create_engine
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as driver

from sdm_app.records import log_file
from sdm_app.records.breaking import GONE
from sdm_app.records.cipher import require_library, require_ours
from sdm_app.records.derived import chain_key, database_key
from sdm_app.records.errors import NewerRecords, RecordsError, UnreadableRecords
from sdm_app.records.examining import Depth, Examined, Fault
from sdm_app.records.file_header import is_write_ahead
from sdm_app.records.journal import Head
from sdm_app.records.staff_chain import staff_faults
from sdm_app.records.verifying import breaks
from sdm_app.records.version import VERSION

_HEADER_BYTES = 16
_PLAIN = b"SQLite format 3\x00"
_NOTHING_FOUND = ("ok",)
_MOST_ROWS = 100_000
_MOST_BREAKS = 20


def look(
    path: Path,
    data_key: bytes,
    depth: Depth,
    *,
    file_only: bool = False,
    anchors: Sequence[Head] = (),
) -> Examined:
    """What is in the file, and what is wrong with it; nothing is written, and nothing closed."""
    try:
        _require_encrypted(path)
        connection = _open(path, database_key(data_key), file_only)
    except RecordsError as fault:
        return Examined((Fault("file", str(fault)),))
    except driver.Error:
        why = "it is damaged at its beginning, or opens with another key only"
        return Examined((Fault("file", why),))
    faults = list(page_faults(connection))

    def again() -> Any:
        # A connection that met a damaged page gives nothing any more. This one needs no lock.
        return _open(path, database_key(data_key), file_only=True)

    try:
        connection = again() if faults else connection
        version = _one(connection, "PRAGMA user_version")
        tables = _one(connection, "SELECT count(*) FROM sqlite_master")
        require_ours(version, _one(connection, "PRAGMA application_id"), tables)
        if not tables:
            raise UnreadableRecords("it holds no records")
    except NewerRecords as fault:
        return Examined((*faults, Fault("file", str(fault))), version)
    except UnreadableRecords as fault:
        return Examined((*faults, Fault("file", str(fault))))
    except driver.Error as fault:
        return Examined((*faults, Fault("file", _in_short(fault))))
    held: tuple[tuple[str, int], ...] = ()
    newest: tuple[tuple[str, int, str], ...] = ()
    try:
        held, newest = counts(connection), heads(connection)
    except driver.Error as fault:
        faults.append(Fault("file", _in_short(fault)))
        connection = again()
    if version == VERSION:
        faults += _row_faults(connection, again, data_key, depth, anchors)
    is_live = is_write_ahead(path, database_key(data_key))
    return Examined(tuple(faults), version, is_live, held, newest)


def _require_encrypted(path: Path) -> None:
    with path.open("rb") as stream:
        header = stream.read(_HEADER_BYTES)
    if not header:
        raise UnreadableRecords("it is empty")
    if header == _PLAIN:
        raise UnreadableRecords("it is a database without encryption, and no record of ours")


def _open(path: Path, key: bytes, file_only: bool) -> Any:
    """A connection that writes nothing, not even what a log beside the file holds."""
    if not file_only and log_file.is_foreign(path, key):
        raise UnreadableRecords("the log beside it has another key, or belongs to other records")
    how = "mode=ro&immutable=1" if file_only else "mode=rw"
    connection = driver.connect(f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None)
    require_library(connection)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"").close()
    for pragma in (
        "cipher_log_level = NONE",
        "locking_mode = EXCLUSIVE",
        "query_only = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "mmap_size = 0",
        "wal_autocheckpoint = 0",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    return connection


def page_faults(connection: Any) -> Iterator[Fault]:
    """All that the library itself finds: every row of it, since the first alone misled before."""
    for pragma in (
        "cipher_integrity_check",
        f"integrity_check({_MOST_ROWS})",
        "foreign_key_check",
    ):
        try:
            for row in connection.execute(f"PRAGMA {pragma}"):
                if row != _NOTHING_FOUND:
                    yield Fault("file", _without_words(row))
        except driver.Error as fault:
            yield Fault("file", _in_short(fault))


def _without_words(row: tuple[Any, ...]) -> str:
    # What the library says of a row may quote it in quotation marks.
    return re.sub(r"'[^']*'|\"[^\"]*\"", "…", " ".join(map(str, row)))[:200]


def _in_short(fault: BaseException | None) -> str:
    return f"it cannot be read to its end ({getattr(fault, 'sqlite_errorname', 'damage')})"


def counts(connection: Any) -> tuple[tuple[str, int], ...]:
    """How many rows each table has, by the tables' names."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " ORDER BY name"
    ).fetchall()
    return tuple((name, _one(connection, f'SELECT count(*) FROM "{name}"')) for (name,) in names)


def heads(connection: Any) -> tuple[tuple[str, int, str], ...]:
    """The newest journal row of each workstation: its name, the row's number and its link."""
    rows = connection.execute(
        "SELECT station, number, mac FROM journal AS one WHERE number ="
        " (SELECT max(number) FROM journal WHERE station = one.station) ORDER BY station"
    )
    return tuple(rows.fetchall())


def _one(connection: Any, statement: str) -> Any:
    return connection.execute(statement).fetchone()[0]


def _reading(connection: Any) -> Callable[[Callable[[Connection], Any]], Any]:
    """How something is read through a connection of the driver, in one transaction."""
    engine = create_engine(
        "sqlite://", module=driver, creator=lambda: connection, poolclass=StaticPool
    )

    def read(work: Callable[[Connection], Any]) -> Any:
        with engine.connect() as one:
            return work(one)

    return read


def _row_faults(
    connection: Any,
    again: Callable[[], Any],
    data_key: bytes,
    depth: Depth,
    anchors: Sequence[Head],
) -> Iterator[Fault]:
    key = chain_key(data_key)
    read = _reading(connection)
    try:
        for broken in islice(breaks(read, key, anchors), _MOST_BREAKS):
            # What is left of a visit is told visit by visit, for all of them.
            if depth is Depth.FILE or broken.chain != "visit" or broken.why == GONE:
                yield Fault("chain", str(broken))
    except (DBAPIError, ValueError) as fault:
        yield Fault("chain", _in_short(fault.__cause__))
        connection = again()
        read = _reading(connection)
    try:
        for sequence, why in staff_faults(read, key):
            yield Fault("staff", f"row {sequence}: {why}")
    except DBAPIError as fault:
        yield Fault("staff", _in_short(fault.__cause__))
        connection = again()
    if depth is Depth.VISITS:
        # Imported here: it brings the content and pydantic, which a backup does not need.
        from sdm_app.records.each_visit import content_of_visits, visit_faults  # noqa: PLC0415

        yield from visit_faults(
            connection, again, key, content_of_visits(connection), datetime.now(UTC)
        )
