"""The tables' versions, each made from the one before in a single transaction.

The steps are named here one by one: a frozen program has no folder that could be listed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext

from sdm_app.records.migrations import version_1, version_2
from sdm_app.records.version import APPLICATION_ID

if TYPE_CHECKING:
    from sqlalchemy import Connection

MIGRATIONS: tuple[Callable[[Operations], None], ...] = (
    version_1.upgrade,
    version_2.upgrade,
)
"""What makes version 1 from nothing, version 2 from version 1 and so on."""


def migrate(connection: Connection, version: int) -> None:
    """Bring tables of a version to the newest, within the caller's transaction."""
    operations = Operations(MigrationContext.configure(connection))
    for number, upgrade in enumerate(MIGRATIONS, start=1):
        if number > version:
            upgrade(operations)
            _note(connection, number)


def _note(connection: Connection, number: int) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")
    else:
        connection.exec_driver_sql(f"UPDATE version SET number = {number}")
