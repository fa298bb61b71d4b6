"""Whose directory is open to whom: its keepers, the open visit, a demonstration."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from sdm_app.records import open_demonstration
from sdm_app.settings import Settings
from sdm_app.ui.desk import open_desk
from sdm_app.ui.directory.directory_dialog import DirectoryDialog
from sdm_app.ui.looks import Looks
from sdm_app.ui.main_window import MainWindow
from tests.builders import content
from tests.faults.room import settle
from tests.ui.builders import click, found
from tests.ui.directory.builders import RIVER, Room, keep
from tests.ui.staff import Screen


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("Ann Admin", True),
        ("Mo Manager", True),
        ("Cleo Clinician", False),
        ("Finn Front", False),
    ],
)
def test_manager_and_admin_keep_the_directory(screen: Screen, name: str, may: bool) -> None:
    screen.sign_in(name)

    assert found(screen.window, "open-directory").isVisible() is may


def test_a_lock_keeps_what_was_typed_for_the_same_person_alone(screen: Screen) -> None:
    screen.sign_in("Mo Manager")
    click(screen.window, "open-directory")
    click(screen.window, "add-service")
    settle()
    QTest.keyClicks(found(screen.window, "service-name"), "River")

    screen.lock()
    screen.sign_in("Mo Manager")
    field = found(screen.window, "service-name")
    assert isinstance(field, QLineEdit)
    assert field.text() == "River"
    screen.lock()
    screen.sign_in("Finn Front")
    settle()

    assert screen.window.findChild(DirectoryDialog) is None
    assert not found(screen.window, "open-directory").isVisible()


def test_the_open_visit_is_seen_with_what_is_listed(room: Room) -> None:
    room.desk.controller.start_visit("J.D.", 1980, "rooming")
    settle()

    keep(room.desk.records, RIVER)
    room.window.near_you.in_use.read()
    room.rest()

    visit = room.desk.controller.visit
    assert visit is not None
    assert visit.services == (RIVER,)


def test_a_demonstration_lists_examples_that_say_so(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    desk = open_desk(open_demonstration(tmp_path), date.today(), content())
    window = MainWindow(Looks(qapp, Settings(), None))
    qtbot.addWidget(window)
    window.use_desk(desk)
    qtbot.waitUntil(lambda: bool(window.near_you.in_use.listed.directory.services))

    listed = window.near_you.in_use.listed
    assert all(one.name.startswith("Example ") for one in listed.directory.services)
    assert {one.target for one in listed.directory.services} <= set(desk.referral_names())
    assert listed.number == 0
    desk.records.close()
