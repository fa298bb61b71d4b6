"""Records to try the program with leave nothing behind."""

from pathlib import Path

import pytest

from sdm_app.records import OpenElsewhere, open_demonstration
from tests.records.builders import DAY, goal, started, summary


def left_in(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if file.suffix != ".lock"]


def test_a_demonstration_works_and_goes_away(tmp_path: Path) -> None:
    records = open_demonstration(tmp_path)
    records.append("e1", started(), summary())

    assert records.list_on(DAY) == (summary(),)
    records.close()
    assert left_in(tmp_path) == []


def test_what_a_killed_demonstration_left_is_removed_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "demonstration.db").write_bytes(b"?" * 8192)
    (tmp_path / "demonstration.db-wal").write_bytes(b"?" * 8192)
    records = open_demonstration(tmp_path)

    assert records.list_on(DAY) == ()
    assert records.append("e1", started(), summary()) == 1
    records.close()


def test_a_demonstration_takes_nothing_from_another_that_runs(tmp_path: Path) -> None:
    first = open_demonstration(tmp_path)
    first.append("e1", started(), summary())
    second = open_demonstration(tmp_path)

    with pytest.raises(OpenElsewhere):
        second.list_on(DAY)

    assert first.append("e1", goal("walk"), summary()) == 2
    second.close()
    first.close()
