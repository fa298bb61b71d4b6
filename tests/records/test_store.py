"""Events and summaries are kept together, in order, and for their owner alone."""

import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sdm_app.records import NewerRecords, NotSaved, Records, UnreadableRecords, open_records
from sdm_app.records.store import link
from tests.records.builders import DAY, goal, started, summary


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "visits.db"


@pytest.fixture
def records(path: Path) -> Iterator[Records]:
    opened = open_records(path, staff="front desk", workstation="room-2")
    yield opened
    opened.close()


def rows_of(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def alter(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_what_was_appended_is_read_back_in_order(records: Records) -> None:
    first = records.append("e1", started(), summary())
    second = records.append("e1", goal("Lift my grandson; naïve “quotes” 背"), summary())
    records.append("e2", started("e2"), summary("e2"))

    assert (first, second) == (1, 2)
    assert records.events_of("e1") == (
        (1, started()),
        (2, goal("Lift my grandson; naïve “quotes” 背")),
    )
    assert records.events_of("nobody") == ()


def test_records_outlive_the_program(path: Path, records: Records) -> None:
    records.append("e1", started(), summary())
    records.close()

    again = open_records(path)

    assert again.events_of("e1") == ((1, started()),)
    assert again.append("e1", goal("walk"), summary()) == 2
    again.close()


def test_a_day_lists_its_visits_in_the_order_they_began(records: Records) -> None:
    records.append("late", started("late"), summary("late", at="10:30"))
    records.append("early", started("early"), summary("early", at="08:15"))
    records.append("other", started("other"), summary("other", on=DAY - timedelta(days=1)))

    listed = records.list_on(DAY)

    assert listed == (summary("early", at="08:15"), summary("late", at="10:30"))


def test_the_summary_follows_the_visit(records: Records) -> None:
    records.append("e1", started(), summary())
    records.append("e1", goal("walk"), replace(summary(), stage="acute", finished=True))

    assert records.list_on(DAY) == (replace(summary(), stage="acute", finished=True),)


def test_each_event_says_who_where_and_when(path: Path, records: Records) -> None:
    records.append("e1", started(), summary())

    ((kind, staff, workstation, time),) = rows_of(
        path, "SELECT kind, staff, workstation, time FROM event"
    )

    assert (kind, staff, workstation) == ("encounter-started", "front desk", "room-2")
    assert str(time).endswith("+00:00")


def test_each_link_covers_the_one_before(path: Path, records: Records) -> None:
    records.append("e1", started(), summary())
    records.append("e1", goal("walk"), summary())

    rows = rows_of(path, "SELECT payload, chain FROM event ORDER BY sequence")

    first = link("", str(rows[0][0]))
    assert [row[1] for row in rows] == [first, link(first, str(rows[1][0]))]


@pytest.mark.parametrize("change", ["DELETE FROM event", "UPDATE event SET payload = '{}'"])
def test_events_are_never_changed_or_removed(path: Path, records: Records, change: str) -> None:
    records.append("e1", started(), summary())

    with pytest.raises(sqlite3.IntegrityError, match="events are never"):
        alter(path, change)


def test_an_event_changed_behind_our_back_is_noticed(path: Path, records: Records) -> None:
    records.append("e1", started(), summary())
    records.append("e1", goal("walk"), summary())
    alter(
        path,
        "DROP TRIGGER event_is_never_changed",
        "UPDATE event SET payload = replace(payload, 'walk', 'swim') WHERE sequence = 2",
    )

    with pytest.raises(UnreadableRecords, match="was changed") as refused:
        records.events_of("e1")

    assert "swim" not in str(refused.value)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_only_the_owner_may_read_the_file(path: Path) -> None:
    path.touch(mode=0o644)
    records = open_records(path)
    records.append("e1", started(), summary())

    modes = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}

    records.close()
    assert modes == {0o600}


def test_commits_reach_the_disk_before_they_return(records: Records) -> None:
    with records._opened()._engine.begin() as connection:
        settings = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete")
        ]

    assert settings == ["wal", 2, 1]


def test_a_newer_file_is_refused_and_left_as_it_was(path: Path) -> None:
    open_records(path).close()
    alter(path, "PRAGMA user_version = 2")
    before = path.read_bytes()

    with pytest.raises(NewerRecords, match="version 2"):
        open_records(path)

    assert path.read_bytes() == before


def test_another_programs_file_is_refused_and_left_as_it_was(path: Path) -> None:
    alter(path, "CREATE TABLE theirs (x)")
    before = path.read_bytes()

    with pytest.raises(UnreadableRecords, match="another program"):
        open_records(path)

    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(path: Path) -> None:
    path.write_bytes(b"this is a letter, not a database" * 100)
    before = path.read_bytes()

    with pytest.raises(UnreadableRecords):
        open_records(path)

    assert path.read_bytes() == before


def test_a_failed_append_keeps_neither_event_nor_summary(path: Path, records: Records) -> None:
    records.append("e1", started(), summary())
    alter(path, "DROP TABLE encounter_summary")

    with pytest.raises(NotSaved):
        records.append("e1", goal("walk"), summary())

    assert records.events_of("e1") == ((1, started()),)


def test_two_workstations_in_one_visit_lose_nothing(path: Path, records: Records) -> None:
    other = open_records(path)
    records.append("e1", started(), summary())

    sequences = [
        (records if turn % 2 else other).append("e1", goal(str(turn)), summary())
        for turn in range(6)
    ]

    other.close()
    assert sequences == [2, 3, 4, 5, 6, 7]
    assert len(records.events_of("e1")) == 7


def test_a_list_needs_no_pydantic(path: Path, records: Records) -> None:
    records.append("e1", started(), summary())
    program = (
        "import sys; from datetime import date; from pathlib import Path;"
        "from sdm_app.records import open_records;"
        f"records = open_records(Path({str(path)!r}));"
        f"assert len(records.list_on(date({DAY.year}, {DAY.month}, {DAY.day}))) == 1;"
        "records.close(); sys.exit('pydantic' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
