"""One SQLite file as the records need it: private, and on disk before a commit returns."""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from sdm_app.records import schema

_OWNER_ONLY = 0o600
_WAIT_FOR_OTHERS_SECONDS = 5

# WAL with FULL is what keeps every acknowledged commit through a loss of power.
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
)


def engine_for(path: Path) -> Engine:
    """An engine with one connection, whose transactions are only those that we begin."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        pool_size=1,
        max_overflow=0,
        connect_args={"timeout": _WAIT_FOR_OTHERS_SECONDS},
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def close_to_others(path: Path) -> None:
    """Make the file, if need be, and let its owner alone read it.

    Raises:
        OSError: the file cannot be made.
    """
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, _OWNER_ONLY))
    if path.stat().st_mode & 0o077:
        path.chmod(_OWNER_ONLY)


def _on_connect(connection: Any, _record: object) -> None:
    # The driver would otherwise begin transactions by itself, after the first statement.
    connection.isolation_level = None
    # Asked before the first setting, since write-ahead already changes a file that is not ours.
    ((version,),) = connection.execute("PRAGMA user_version").fetchall()
    ((tables,),) = connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    schema.require_ours(version, tables)
    for pragma in _PRAGMAS:
        connection.execute(pragma).close()


def _on_begin(connection: Connection) -> None:
    # A reader that turns writer fails at once when another has written; a writer says so first.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
