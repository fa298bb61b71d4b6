"""Two workstations of a clinic, each with a window, at one server.

A conftest brings the fixture to every test beside it, so the window is imported where it is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

import pytest
from pytestqt.qtbot import QtBot

from tests.postgres import Server

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from sdm_app.ui.desk import Desk
    from sdm_app.ui.main_window import MainWindow

Seat: TypeAlias = "tuple[MainWindow, Desk]"


@pytest.fixture
def seats(
    qtbot: QtBot, qapp: QApplication, server: Server, database: str
) -> Iterator[tuple[Seat, Seat]]:
    """Two windows at one server, which have read the day's schedule and the clinic's directory."""
    from sdm_app.settings import Settings
    from sdm_app.ui.desk import open_desk
    from sdm_app.ui.looks import Looks
    from sdm_app.ui.main_window import MainWindow
    from tests.builders import content
    from tests.faults.records_server import station
    from tests.faults.room import settle

    def seat(name: str) -> Seat:
        desk = open_desk(station(server, database, name), date.today(), content())
        window = MainWindow(Looks(qapp, Settings(), None))
        qtbot.addWidget(window)
        window.use_desk(desk)
        window.show()
        return window, desk

    def is_reading(window: MainWindow) -> bool:
        return window.near_you.in_use.is_busy or window.front_desk.schedule.asking.is_open

    both = seat("office"), seat("room-2")
    qtbot.waitUntil(lambda: not any(is_reading(window) for window, _desk in both))
    yield both
    for window, desk in both:
        window.together.leave()
        desk.records.close()
    settle()
