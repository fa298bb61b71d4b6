"""A schedule imported at one workstation waits at the others, and is begun at one of them only."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import count

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.pages.due_row import StartButton
from sdm_app.ui.pages.today_row import OpenButton
from sdm_app.ui.schedule.import_dialog import Accepted
from sdm_app.ui.schedule.keeping import due_on, keep_schedule
from tests.builders import pack
from tests.faults.records_server import station
from tests.faults.seats import Seat
from tests.postgres import Server
from tests.ui.schedule_builders import MAPPING, due, import_rows

pytestmark = pytest.mark.slow

SECOND = 1000
STATIONS = 4


def shown(window: MainWindow, kind: type[QPushButton]) -> list[str]:
    return [one.accessibleName() for one in window.findChildren(kind) if one.isVisible()]


def test_another_window_sees_the_schedule_and_what_is_begun_of_it_within_a_second(
    qtbot: QtBot, seats: tuple[Seat, Seat]
) -> None:
    (office, _desk), (room, _room_desk) = seats

    began = time.monotonic()
    import_rows(office, due("09:05", "M.A.", 1965, "LBP"))
    qtbot.waitUntil(lambda: shown(room, StartButton) == ["Start M.A."], timeout=SECOND)
    assert time.monotonic() - began < 1

    (row,) = room.front_desk.schedule.due
    began = time.monotonic()
    room.front_desk.schedule.start(row)
    qtbot.waitUntil(lambda: shown(office, OpenButton) == ["Continue M.A."], timeout=SECOND)
    assert time.monotonic() - began < 1
    assert shown(office, StartButton) == []


def test_stations_that_import_at_once_keep_every_row_once(server: Server, database: str) -> None:
    stations = [station(server, database, f"desk-{number}") for number in range(STATIONS)]
    rows = tuple(due(f"{8 + number}:00".zfill(5), "M.A.", 1950 + number) for number in range(9))
    accepted = Accepted(date.today(), rows, MAPPING)

    def work(number: int) -> None:
        ids = count()
        keep_schedule(stations[number], accepted, pack().schedule, lambda: f"{number}-{next(ids)}")

    with ThreadPoolExecutor(STATIONS) as pool:
        list(pool.map(work, range(STATIONS)))

    kept = due_on(stations[0], date.today(), pack().schedule)
    assert [(one.time, one.birth_year) for one in kept] == [(r.time, r.birth_year) for r in rows]
    assert len({one.id.partition("-")[0] for one in kept}) == 1
    for one in stations:
        assert one.verify_chain() is None
        one.close()
