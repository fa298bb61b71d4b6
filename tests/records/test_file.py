"""A file of records is encrypted, its owner's alone, safe on the disk, and never another's."""

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sdm_app.records import OpenElsewhere, UnreadableRecords, open_records
from sdm_app.records.version import APPLICATION_ID, VERSION
from tests.records.builders import DAY, KEY, goal, started, summary
from tests.records.places import bare


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "visits.db"


def everything(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_only_the_owner_may_read_the_files(path: Path) -> None:
    path.touch(mode=0o644)
    records = open_records(path, KEY)
    records.append("e1", started(), summary())

    modes = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}

    records.close()
    assert modes == {0o600}


def test_no_word_of_a_visit_can_be_read_in_the_files(path: Path) -> None:
    records = open_records(path, KEY, staff="canary staff")
    records.append("e1", started(), summary())
    records.append("e1", goal("canary goal"), summary())

    found = b"".join(everything(path.parent).values())

    records.close()
    for word in (b"canary", b"J.D.", b"goal-written", b"CREATE TABLE", b"SQLite format"):
        assert word not in found + path.read_bytes()


def test_the_settings_are_those_that_keep_what_was_committed(path: Path) -> None:
    names = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "secure_delete": 1,
        "busy_timeout": 5000,
        "locking_mode": "exclusive",
        "temp_store": 0,  # as compiled: memory
        "application_id": APPLICATION_ID,
        "user_version": VERSION,
    }
    records = open_records(path, KEY)

    found = records.with_driver(
        lambda connection: {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names
        }
    )

    records.close()
    assert found == names


def test_every_table_is_strict(path: Path) -> None:
    open_records(path, KEY).close()

    with closing(bare(path)) as connection:
        tables = connection.execute(
            "SELECT name, strict FROM pragma_table_list WHERE name NOT LIKE 'sqlite_%'"
        ).fetchall()

    assert sorted(tables) == [
        ("clinic_document", 1),
        ("content_pack", 1),
        ("encounter_summary", 1),
        ("event", 1),
        ("journal", 1),
        ("staff_event", 1),
    ]


def test_no_file_of_shared_memory_is_made(path: Path) -> None:
    records = open_records(path, KEY)
    records.append("e1", started(), summary())

    names = {file.name for file in path.parent.iterdir()}

    records.close()
    assert names == {"visits.db", "visits.db-wal", "visits.db.lock"}


def test_replacing_an_event_is_refused_like_removing_it(path: Path) -> None:
    records = open_records(path, KEY)
    records.append("e1", started(), summary())
    records.close()

    with (
        closing(bare(path)) as connection,
        pytest.raises(Exception, match="never changed or removed"),
    ):
        connection.execute("INSERT OR REPLACE INTO event SELECT * FROM event")


def test_another_key_is_refused_and_nothing_changes(path: Path) -> None:
    records = open_records(path, KEY)
    records.append("e1", started(), summary())
    records.close()
    before = everything(path.parent)

    with pytest.raises(UnreadableRecords, match="with this key, or are damaged"):
        open_records(path, bytes(32))

    assert everything(path.parent) == before


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_no_key(path: Path, length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        open_records(path, bytes(length))

    assert not path.exists()


def test_a_plain_file_of_ours_is_refused_and_left_as_it_was(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE event (encounter TEXT)")
        connection.execute("PRAGMA user_version = 1")
    before = path.read_bytes()

    with pytest.raises(UnreadableRecords, match="without encryption"):
        open_records(path, KEY)

    assert path.read_bytes() == before


def test_another_programs_file_is_refused_and_left_as_it_was(path: Path) -> None:
    with closing(bare(path)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    before = path.read_bytes()

    with pytest.raises(UnreadableRecords, match="another program"):
        open_records(path, KEY)

    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(path: Path) -> None:
    path.write_bytes(b"this is a letter, not a database" * 200)
    before = path.read_bytes()

    with pytest.raises(UnreadableRecords):
        open_records(path, KEY)

    assert path.read_bytes() == before


def test_a_second_program_is_told_in_one_sentence(path: Path) -> None:
    first = open_records(path, KEY)
    first.append("e1", started(), summary())

    with pytest.raises(OpenElsewhere, match="Backchoice is open already"):
        open_records(path, KEY)

    assert first.append("e1", goal("walk"), summary()) == 2
    first.close()
    second = open_records(path, KEY)
    assert len(second.events_of("e1")) == 2
    second.close()


def test_a_list_needs_no_pydantic(path: Path) -> None:
    records = open_records(path, KEY)
    records.append("e1", started(), summary())
    records.close()
    program = (
        "import sys; from datetime import date; from pathlib import Path;"
        "from sdm_app.records import open_records;"
        f"records = open_records(Path({str(path)!r}), bytes(range(32)));"
        f"assert len(records.list_on(date({DAY.year}, {DAY.month}, {DAY.day}))) == 1;"
        "records.close(); sys.exit('pydantic' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
