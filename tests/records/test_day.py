"""A day read without SQLAlchemy shows what the store shows, and leaves doubtful files to it."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from sdm_app.records import open_records
from sdm_app.records.day import read_day
from tests.records.builders import DAY, started, summary


def test_the_day_is_what_the_store_lists(tmp_path: Path) -> None:
    records = open_records(tmp_path / "visits.db")
    records.append("e1", started(), summary())
    records.append("e2", started(), replace(summary(), encounter="e2", finished=True))

    assert read_day(tmp_path / "visits.db", DAY) == records.list_on(DAY)
    records.close()


def test_a_new_or_newer_file_or_a_letter_is_left_to_the_store(tmp_path: Path) -> None:
    newer = tmp_path / "newer.db"
    with closing(sqlite3.connect(newer)) as file:
        file.execute("PRAGMA user_version = 2")
    letter = tmp_path / "letter.db"
    letter.write_bytes(b"this is a letter, not a database" * 100)

    found = [read_day(tmp_path / name, DAY) for name in ("none.db", "newer.db", "letter.db")]

    assert found == [None, None, None]
    assert not (tmp_path / "none.db").exists()


def test_a_days_list_needs_no_sqlalchemy(tmp_path: Path) -> None:
    path = tmp_path / "visits.db"
    open_records(path).close()
    program = (
        "import sys; from datetime import date; from pathlib import Path;"
        "from sdm_app.records import Records;"
        f"assert Records(Path({str(path)!r})).list_on(date.today()) == ();"
        "sys.exit('sqlalchemy' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
