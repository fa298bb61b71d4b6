"""Where records lie, for tests that hold on either engine, and that look beneath our own code."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

import psycopg
from sqlcipher3 import dbapi2 as driver

from sdm_app.records import Records, open_records
from sdm_app.records.cipher import connect
from sdm_app.records.database import BeforeMigration
from sdm_app.records.derived import database_key
from tests.postgres import Server
from tests.records.builders import KEY


class Place(Protocol):
    """Records of one test. Look beneath only while they are closed: a file has one user."""

    refused: tuple[type[Exception], ...]

    def open(self, staff: str = "", workstation: str = "room-2") -> Records:
        """Open them, made if need be."""

    def bring_forward(self, before: BeforeMigration | None = None) -> Records:
        """Open them as who may make their tables anew."""

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query finds."""

    def alter(self, *statements: str) -> None:
        """Change them behind our code's back."""

    def unlock(self, table: str) -> Sequence[str]:
        """The statements that take away what refuses changes of a table."""


class FilePlace:
    """An encrypted file."""

    refused: tuple[type[Exception], ...] = (driver.IntegrityError,)

    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self, staff: str = "", workstation: str = "room-2") -> Records:
        return open_records(self.path, KEY, staff=staff, workstation=workstation)

    def bring_forward(self, before: BeforeMigration | None = None) -> Records:
        return open_records(self.path, KEY, workstation="room-2", before_migration=before)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(bare(self.path)) as connection:
            found: list[tuple[Any, ...]] = connection.execute(query).fetchall()
            return found

    def alter(self, *statements: str) -> None:
        with closing(bare(self.path)) as connection:
            connection.execute("BEGIN")
            for statement in statements:
                connection.execute(statement)
            connection.execute("COMMIT")

    def unlock(self, table: str) -> Sequence[str]:
        return [f"DROP TRIGGER {table}_refuses_{change}" for change in ("update", "delete")]


class ServerPlace:
    """A database on a server."""

    refused: tuple[type[Exception], ...] = (psycopg.IntegrityError,)

    def __init__(self, server: Server) -> None:
        self.server = server
        self.database = server.new_database()
        self._is_made = False

    def open(self, staff: str = "", workstation: str = "room-2") -> Records:
        if not self._is_made:
            # The owner of the database makes the tables; a station may not.
            self._open_as("owner", staff, workstation).close()
            self._is_made = True
        return self._open_as("station", staff, workstation)

    def bring_forward(self, before: BeforeMigration | None = None) -> Records:
        url = self.server.url(self.database, "owner")
        return open_records(url, KEY, workstation="room-2", before_migration=before)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.server.connect(self.database) as connection:
            return connection.execute(query.encode()).fetchall()

    def alter(self, *statements: str) -> None:
        with self.server.connect(self.database) as connection, connection.transaction():
            for statement in statements:
                connection.execute(statement.encode())

    def unlock(self, table: str) -> Sequence[str]:
        return [f"DROP TRIGGER {table}_only_grows ON {table}"]

    def _open_as(self, user: str, staff: str, workstation: str) -> Records:
        url = self.server.url(self.database, user)
        return open_records(url, KEY, staff=staff, workstation=workstation)


def bare(path: Path, key: bytes = KEY) -> Any:
    """The driver's connection to a file, as the program would open it."""
    return connect(path, database_key(key))
