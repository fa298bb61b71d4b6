"""Tables are made and brought forward in one transaction, and fit the words of the domain."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.operations import Operations
from sqlalchemy import Column, Text
from sqlcipher3 import dbapi2 as driver

from sdm_app.domain.vocabulary import RiskGroup, Stage, Step, Urgency
from sdm_app.records import Records, migrations, schema, store
from sdm_app.records.journal import JournalKind
from sdm_app.records.migrations import version_1
from sdm_app.records.version import VERSION
from tests.records.builders import goal, started, summary
from tests.records.places import FilePlace, Place, bare


def test_there_is_one_step_a_version() -> None:
    assert len(migrations.MIGRATIONS) == VERSION


def test_the_codes_are_those_of_the_domain() -> None:
    """A new word in the domain needs a new version of the tables."""
    assert tuple(Stage) == version_1.STAGES
    assert tuple(RiskGroup) == version_1.RISK_GROUPS
    assert tuple(Urgency) == version_1.URGENCIES
    assert tuple(Step) == version_1.STEPS
    assert tuple(JournalKind) == version_1.KINDS


def test_the_queries_see_the_tables_as_they_are(place: Place, records: Records) -> None:
    records.close()

    for table in (schema.event, schema.journal, schema.encounter_summary):
        place.rows(f"SELECT {', '.join(column.name for column in table.columns)} FROM {table}")


def test_making_the_tables_stands_in_the_journal(place: Place, records: Records) -> None:
    records.close()

    assert place.rows("SELECT kind, reason FROM journal") == [("migration", f"0 to {VERSION}")]


def add_a_column(op: Operations) -> None:
    op.add_column("encounter_summary", Column("room", Text))
    op.create_index("summary_room", "encounter_summary", ["room"])
    op.execute("UPDATE encounter_summary SET room = 'here'")


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is one version further."""
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, add_a_column))
    monkeypatch.setattr(store, "VERSION", VERSION + 1)
    monkeypatch.setattr("sdm_app.records.cipher.VERSION", VERSION + 1)


def test_older_tables_are_brought_forward_after_a_backup(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    place = FilePlace(tmp_path / "visits.db")
    first = place.open()
    first.append("e1", started(), summary())
    first.close()
    request.getfixturevalue("next_version")
    seen: list[tuple[int, int]] = []

    def before(connection: Any) -> None:
        ((version,),) = connection.execute("PRAGMA user_version").fetchall()
        ((events,),) = connection.execute("SELECT count(*) FROM event").fetchall()
        seen.append((version, events))

    records = Records(place.path, bytes(range(32)), before_migration=before)
    assert records.append("e1", goal("walk"), summary()) == 2
    assert records.verify_chain() is None
    records.close()

    assert seen == [(VERSION, 1)]
    assert place.rows("PRAGMA user_version") == [(VERSION + 1,)]
    assert place.rows("SELECT room FROM encounter_summary") == [("here",)]


def test_a_backup_that_fails_stops_the_migration(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    place = FilePlace(tmp_path / "visits.db")
    place.open().close()
    request.getfixturevalue("next_version")

    def fail(_connection: Any) -> None:
        raise OSError("no room")

    records = Records(place.path, bytes(range(32)), before_migration=fail)
    with pytest.raises(OSError, match="no room"):
        records.open()
    records.close()

    assert place.rows("PRAGMA user_version") == [(VERSION,)]


def test_an_interrupted_migration_leaves_the_older_tables_whole(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = FilePlace(tmp_path / "visits.db")
    first = place.open()
    first.append("e1", started(), summary())
    first.close()
    request.getfixturevalue("next_version")

    def break_off(op: Operations) -> None:
        add_a_column(op)
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        steps = (*migrations.MIGRATIONS[:VERSION], break_off)
        broken.setattr(migrations, "MIGRATIONS", steps)
        records = Records(place.path, bytes(range(32)))
        with pytest.raises(KeyboardInterrupt):
            records.open()
        records.close()

    assert place.rows("PRAGMA user_version") == [(VERSION,)]
    with closing(bare(place.path)) as connection, pytest.raises(driver.OperationalError):
        connection.execute("SELECT room FROM encounter_summary")
    again = place.open()
    assert again.events_of("e1") == ((1, started()),)
    again.close()
