"""Rooms with a screen in them: a window, its staff, and a visit that is open.

A conftest brings these fixtures to every test beside it, so the window is imported where it is
made: a test that makes none does not wait for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

if TYPE_CHECKING:
    from sdm_app.ui.desk import Desk
    from sdm_app.ui.main_window import MainWindow
    from tests.ui.staff import Screen

DATABASE = "visits.db"


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[MainWindow, Desk]]:
    """A window on records of its own, closed in the end."""
    from tests.faults.room import settle
    from tests.ui.builders import open_window

    settle()  # the window of an earlier test is let go in a turn of the event loop
    window, desk = open_window(tmp_path / DATABASE)
    qtbot.addWidget(window)
    yield window, desk
    desk.records.close()


@pytest.fixture
def screen(opened: tuple[MainWindow, Desk]) -> Screen:
    """A locked screen, as it is when the program starts."""
    from tests.ui.staff import Screen

    return Screen(opened[0])


@pytest.fixture
def in_visit(screen: Screen, opened: tuple[MainWindow, Desk]) -> Screen:
    """The clinician, in a visit on the step of what matters."""
    from tests.faults.room import settle

    screen.sign_in("Cleo Clinician")
    controller = opened[1].controller
    controller.start_visit("ZQXJREF", 1980, "rooming")
    controller.step_opened("what-matters")
    settle()
    return screen


@pytest.fixture
def pended(screen: Screen, opened: tuple[MainWindow, Desk]) -> str:
    """What Finn at the front desk screened and pended, with Cleo at the list now."""
    from tests.ui.referral_builders import NOTE, TO, hand_over, screened

    _window, desk = opened
    screen.sign_in("Finn Front")
    encounter = screened(desk)
    desk.controller.referral_pended(TO, NOTE)
    hand_over(screen, "Cleo Clinician")
    return encounter
