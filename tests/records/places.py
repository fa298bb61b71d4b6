"""Where records lie, for tests that hold on either engine, and that look beneath our own code."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from sqlcipher3 import dbapi2 as driver

from sdm_app.records import Records, open_records
from sdm_app.records.cipher import connect
from sdm_app.records.derived import database_key
from tests.records.builders import KEY


class Place(Protocol):
    """Records of one test. Look beneath only while they are closed: a file has one user."""

    refused: tuple[type[Exception], ...]

    def open(self, staff: str = "", workstation: str = "room-2") -> Records:
        """Open them, made if need be."""

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


def bare(path: Path, key: bytes = KEY) -> Any:
    """The driver's connection to a file, as the program would open it."""
    return connect(path, database_key(key))
