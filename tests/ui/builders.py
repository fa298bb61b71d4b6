"""A window with records of its own, and the little that tests do to it."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from sdm_app.records import open_records
from sdm_app.settings import Settings
from sdm_app.ui.desk import Desk, open_desk
from sdm_app.ui.looks import Looks
from sdm_app.ui.main_window import MainWindow
from tests.builders import content
from tests.records.builders import KEY


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
