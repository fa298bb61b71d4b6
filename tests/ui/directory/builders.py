"""A window with its directory open, and the services that are kept in it."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.domain.services import Directory, Service
from sdm_app.records import Records
from sdm_app.ui.desk import Desk
from sdm_app.ui.directory.directory_dialog import DirectoryDialog
from sdm_app.ui.main_window import MainWindow
from tests.faults.room import settle
from tests.ui.builders import click, found

PT = "physical-therapy"
RIVER = Service(id="river", target=PT, name="River", phone="555 0100", wait_days=7)
LAKE = Service(id="lake", target="yoga", name="Lake")


def listed(records: Records) -> tuple[Service, ...]:
    """What is kept."""
    document = records.document("services")
    return () if document is None else Directory.model_validate_json(document.text).services


def keep(records: Records, *services: Service) -> None:
    """Keep a list as another workstation would."""
    records.keep_document("services", Directory(services=services).model_dump_json())


class Room:
    """A window with its directory open."""

    def __init__(self, qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
        self.qtbot, self.window, self.desk = qtbot, window, desk

    @property
    def dialog(self) -> DirectoryDialog:
        dialog = self.window.findChild(DirectoryDialog)
        assert dialog is not None
        return dialog

    def open(self) -> DirectoryDialog:
        self.window.near_you.in_use.read()
        self.rest()
        click(self.window, "open-directory")
        settle()
        return self.dialog

    def rest(self) -> None:
        """Until the records have answered."""
        self.qtbot.waitUntil(lambda: not self.window.near_you.in_use.is_busy)
        settle()

    def press(self, name: str, inside: QWidget | None = None) -> None:
        click(inside or self.dialog, name)
        self.rest()

    def type_in(self, name: str, words: str) -> None:
        field = found(self.dialog, name)
        assert isinstance(field, QLineEdit)
        field.selectAll()
        QTest.keyClicks(field, words)
        settle()
