"""A next version of the tables, for tests alone, and what it takes to bring a file forward to it.

Its step does what a version costs most with: every visit gets a value and an index, and the journal
is made anew for one more kind, since SQLite changes a table's rules in no other way.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.operations import Operations
from sqlalchemy import Column, Text

from sdm_app.records import Records, cipher, migrations, store
from sdm_app.records.backup import before_migration
from sdm_app.records.version import VERSION

BAR = 60.0
"""Seconds a million visits may take, the backup before it apart."""

NEXT = VERSION + 1
_STATION = "room-1"


@dataclass(frozen=True)
class Took:
    """Seconds: for the backup that comes first, for the step, and of the processor for the step.

    The last leaves out waiting for the disk, and for whatever else the machine is doing.
    """

    backup: float
    step: float
    step_at_work: float


def next_step(op: Operations) -> None:
    """The costliest kind of step: each visit is written to, each row of the journal copied."""
    op.add_column("encounter_summary", Column("room", Text))
    op.execute("UPDATE encounter_summary SET room = 'room ' || (birth_year % 10)")
    op.create_index("summary_room", "encounter_summary", ["room", "started_on"])
    connection = op.get_bind()
    named = "FROM sqlite_master WHERE tbl_name = 'journal' AND type ="
    old = connection.exec_driver_sql(f"SELECT sql {named} 'table'").scalar_one()
    rules = connection.exec_driver_sql(f"SELECT sql {named} 'trigger'").scalars().all()
    new = old.replace("CREATE TABLE journal (", "CREATE TABLE next_journal (")
    new = new.replace("'clock-jump'", "'clock-jump', 'room-changed'")
    for statement in (
        new,
        "INSERT INTO next_journal SELECT * FROM journal",
        "DROP TABLE journal",
        "ALTER TABLE next_journal RENAME TO journal",
        *rules,
    ):
        connection.exec_driver_sql(statement)


@contextmanager
def next_version(step: Callable[[Operations], None] = next_step) -> Iterator[None]:
    """A program that is one version further."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, step))
        patched.setattr(store, "VERSION", NEXT)
        patched.setattr(cipher, "VERSION", NEXT)
        yield


def bring_forward(
    path: Path, key: bytes, backups: Path | None, step: Callable[[Operations], None] = next_step
) -> Took:
    """Open a file with the next program: first a backup, if there is a place for it, then the step.

    Raises:
        RecordsError: one of them failed.
    """
    ends: list[float] = []

    def first(connection: Any) -> None:
        if backups is not None:
            before_migration(key, path.parent, backups, lambda: datetime.now(UTC))(connection)
        ends.extend((time.perf_counter(), time.process_time()))

    records = Records(path, key, workstation=_STATION, before_migration=first)
    began = time.perf_counter()
    with next_version(step):
        try:
            records.open()
            ended, at_work = time.perf_counter(), time.process_time()
        finally:
            records.close()
    return Took(ends[0] - began, ended - ends[0], at_work - ends[1])
