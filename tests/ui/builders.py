"""A window with records of its own, and the little that tests do to it."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from sdm_app.records import open_records
from sdm_app.settings import Settings
from sdm_app.ui.desk import Desk, open_desk
from sdm_app.ui.looks import Looks
from sdm_app.ui.main_window import MainWindow
from tests.builders import content
from tests.records.builders import KEY

Opened = tuple[MainWindow, Desk]
"""What `tests.ui.rooms.opened` gives."""


def open_window(database: Path) -> tuple[MainWindow, Desk]:
    """A window at 1366 by 768 on records in a file, with today's list in view."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    desk = open_desk(open_records(database, KEY), date.today(), content())
    window = MainWindow(Looks(app, Settings(), None))
    window.resize(1366, 768)
    window.use_desk(desk)
    window.show()
    return window, desk


def found(window: QWidget, name: str) -> QWidget:
    """The widget of a window with an object name."""
    widget = window.findChild(QWidget, name)
    assert isinstance(widget, QWidget), name
    return widget


def start(desk: Desk) -> None:
    """Start a visit of J.D., born in 1980."""
    desk.controller.start_visit("J.D.", 1980, "rooming")


def click(inside: QWidget, name: str) -> None:
    """Press what has an object name."""
    QTest.mouseClick(found(inside, name), Qt.MouseButton.LeftButton)


def text(inside: QWidget, name: str) -> str:
    """What a label says."""
    label = found(inside, name)
    assert isinstance(label, QLabel)
    return label.text()
