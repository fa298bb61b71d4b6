"""The program as it was at version 1 of the tables, for tests that bring its records forward."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import pytest
from sqlalchemy import Connection, insert, update

from sdm_app.records import Summary, cipher, migrations, schema, server, store
from sdm_app.records.migrations import version_1

COLUMNS = version_1._BY_REFERENCE


@contextmanager
def as_version_1() -> Iterator[None]:
    """Make and write tables as version 1 did; the lists cannot be read."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(migrations, "MIGRATIONS", (version_1.upgrade,))
        for module in (store, cipher, server):
            patched.setattr(module, "VERSION", 1)
        patched.setattr(store, "_keep", _keep)
        yield


def _keep(connection: Connection, summary: Summary) -> None:
    values: dict[str, Any] = {
        name: value for name, value in asdict(summary).items() if name in COLUMNS
    }
    values |= {"started_on": summary.started_on.isoformat(), "finished": int(summary.finished)}
    table = schema.encounter_summary
    same = table.c.encounter == summary.encounter
    if connection.execute(update(table).where(same).values(values)).rowcount == 0:
        connection.execute(insert(table).values(values))
