"""F46: a clock that jumps is noted, orders nothing, and ages nothing backwards."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from sdm_app.records import Records, open_records
from sdm_app.ui.clock_watch import JUMP_SECONDS, ClockWatch, words_of_skew
from tests.records.builders import KEY, goal, started, summary

TEN_YEARS = 10 * 365.25 * 86400.0


class Clocks:
    """Two clocks that a test sets."""

    def __init__(self) -> None:
        self.set_by_hand, self.never_set = 1_800_000_000.0, 1000.0

    def pass_seconds(self, seconds: float) -> None:
        self.set_by_hand += seconds
        self.never_set += seconds


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    records = open_records(tmp_path / "visits.db", KEY)
    yield records
    records.close()


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def watch(records: Records, clocks: Clocks, qtbot: QtBot) -> Iterator[ClockWatch]:
    parent = QObject()
    yield ClockWatch(
        records, parent, wall=lambda: clocks.set_by_hand, steady=lambda: clocks.never_set
    )
    parent.deleteLater()


def noted(records: Records) -> list[str]:
    query = "SELECT reason FROM journal WHERE kind = 'clock-jump' ORDER BY number"
    rows = records.with_driver(lambda connection: connection.execute(query).fetchall())
    return [row[0] for row in rows]


@pytest.mark.parametrize("jump", [TEN_YEARS, -TEN_YEARS, JUMP_SECONDS, -JUMP_SECONDS])
def test_a_jump_is_noted_once_with_its_length(
    watch: ClockWatch, records: Records, clocks: Clocks, jump: float
) -> None:
    clocks.pass_seconds(60)
    clocks.set_by_hand += jump

    watch.look()
    clocks.pass_seconds(60)
    watch.look()

    assert noted(records) == [f"{jump:+.0f} seconds"]
    assert records.verify_chain() is None


def test_hours_that_pass_and_a_clock_put_right_are_no_jumps(
    watch: ClockWatch, records: Records, clocks: Clocks
) -> None:
    clocks.pass_seconds(9 * 3600)
    clocks.set_by_hand += JUMP_SECONDS - 1

    watch.look()

    assert noted(records) == []


@pytest.mark.parametrize("moment", ["2016-02-29T10:00", "2036-11-24T10:00", "2038-01-19T03:14:08"])
def test_events_keep_their_order_whatever_the_clock_says(records: Records, moment: str) -> None:
    records.append("e1", started("e1"), summary("e1"))
    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        records.append("e1", goal("second"), summary("e1"))
    records.append("e1", goal("third"), summary("e1"))

    kept = records.events_of("e1")

    assert [sequence for sequence, _ in kept] == [1, 2, 3]
    assert [getattr(event, "goal", "") for _, event in kept] == ["", "second", "third"]
    assert records.verify_chain() is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, ""),
        (120.0, ""),
        (-120.0, ""),
        (121.0, "2 minutes slow"),
        (-121.0, "2 minutes fast"),
        (7200.0, "120 minutes slow"),
    ],
)
def test_a_clock_far_from_the_servers_is_said(seconds: float, words: str) -> None:
    said = words_of_skew(seconds)

    assert words in said
    assert bool(said) is bool(words)
