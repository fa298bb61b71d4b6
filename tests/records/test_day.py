"""A day read without SQLAlchemy shows what the store shows, and leaves older files to it."""

import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from sdm_app.records import OpenElsewhere, Records, UnreadableRecords, open_records
from sdm_app.records.day import read_day
from tests.records.builders import DAY, KEY, started, summary
from tests.records.places import bare


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "visits.db"


def test_the_day_is_what_the_store_lists(path: Path) -> None:
    records = open_records(path, KEY)
    records.append("e1", started(), summary())
    records.append("e2", started(), replace(summary(), encounter="e2", finished=True))
    listed = records.list_on(DAY)
    records.close()

    with closing(bare(path)) as connection:
        assert read_day(connection, DAY) == listed


def test_the_connection_that_read_the_day_goes_on_to_write(path: Path) -> None:
    open_records(path, KEY).close()
    records = Records(path, KEY)

    assert records.list_on(DAY) == ()
    with pytest.raises(OpenElsewhere):
        open_records(path, KEY)
    assert records.append("e1", started(), summary()) == 1
    assert records.list_on(DAY) == (summary(),)
    records.close()


def test_a_file_without_tables_is_left_to_the_store(path: Path) -> None:
    with closing(bare(path)) as connection:
        assert read_day(connection, DAY) is None


def test_a_day_in_a_new_file_is_empty(path: Path) -> None:
    records = Records(path, KEY)

    assert records.list_on(DAY) == ()
    records.close()


def test_a_letter_is_no_list(path: Path) -> None:
    path.write_bytes(b"this is a letter, not a database" * 200)
    records = Records(path, KEY)

    with pytest.raises(UnreadableRecords):
        records.list_on(DAY)

    records.close()


def test_a_days_list_needs_no_sqlalchemy(path: Path) -> None:
    open_records(path, KEY).close()
    program = (
        "import sys; from datetime import date; from pathlib import Path;"
        "from sdm_app.records import Records;"
        f"records = Records(Path({str(path)!r}), bytes(range(32)));"
        "assert records.list_on(date.today()) == ();"
        "sys.exit('sqlalchemy' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
