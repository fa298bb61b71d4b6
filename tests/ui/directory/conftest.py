"""The room of the directory's tests."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from tests.faults.room import settle
from tests.ui.directory.builders import Room


@pytest.fixture
def room(qtbot: QtBot, opened: tuple[MainWindow, Desk]) -> Iterator[Room]:
    window, desk = opened
    yield Room(qtbot, window, desk)
    for dialog in window.findChildren(QDialog):
        dialog.reject()
    settle()
