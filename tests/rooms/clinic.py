"""Two rooms of a clinic: each with a window of its own, its own records, and a person signed in."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget

from sdm_app.domain.staff import Role
from sdm_app.records import open_records
from sdm_app.records.asked_staff import AskedStaff
from sdm_app.records.staff_store import StaffStore
from sdm_app.settings import Settings
from sdm_app.ui.desk import open_desk
from sdm_app.ui.looks import Looks
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.staff.at_the_screen import AtTheScreen
from tests.builders import content
from tests.records.builders import KEY
from tests.ui.builders import found
from tests.ui.staff import HASHES, PINS, Clocks

if TYPE_CHECKING:
    from sdm_app.domain.visit import Visit

SHOTS = "BACKCHOICE_ROOM_SHOTS"
"""An environment variable: the folder where a picture of both windows is left at each stage."""


def hire(url: str) -> None:
    """Ann, who manages the staff, and Finn at the front desk and Cleo, a clinician, are added."""
    office = open_records(url, KEY, workstation="Office")
    staff = StaffStore(office.staff_rows())
    assert staff.add_first("Ann Admin", (Role.ADMIN,), HASHES["Ann Admin"]) == ""
    ann = staff.staff().active[0].id
    for name, role in (("Finn Front", Role.FRONT_DESK), ("Cleo Clinician", Role.CLINICIAN)):
        assert staff.add(ann, name, (role,), PINS[name]) == ""
    office.close()


class Room:
    """A workstation as the program sets it up, and what a person at it does and sees."""

    def __init__(self, name: str, url: str) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.name = name
        self.records = open_records(url, KEY, workstation=name)
        self.desk = open_desk(self.records, date.today(), content())
        self.window = MainWindow(Looks(app, Settings(database=url, room=name), None))
        self.window.resize(1366, 768)
        self.window.use_desk(self.desk)
        self.window.show()
        self._staff = AskedStaff(lambda: StaffStore(self.records.staff_rows()))
        self._at = AtTheScreen(self.window, self._staff, idle=Clocks().idle())
        self._at.locking.unlocked.connect(self._on_unlocked)

    def _on_unlocked(self) -> None:
        self.records.staff = self.window.signed.id

    @property
    def visit(self) -> Visit:
        """The visit that is open here."""
        assert self.desk.controller.visit is not None
        return self.desk.controller.visit

    def sign_in(self, name: str) -> None:
        """Press a name, and type its PIN."""
        self._at.start()
        door = self._at.locking.door
        self.wait(lambda: self._button(door, name) is not None)
        button = self._button(door, name)
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        field = found(door, "pin")
        QTest.keyClicks(field, PINS[name])
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.wait(lambda: not self._at.locking.is_locked)
        self.wait(lambda: not self._at.asking.is_open)

    def _button(self, door: QWidget, name: str) -> QPushButton | None:
        buttons = door.findChildren(QPushButton)
        return next((one for one in buttons if one.accessibleName() == name), None)

    def wait(self, is_so: Callable[[], bool], seconds: float = 10.0) -> float:
        """Let both windows run until it is so; the seconds that took."""
        began = time.monotonic()
        while not is_so():
            QApplication.processEvents()
            passed = time.monotonic() - began
            assert passed < seconds, f"not in {self.name} within {seconds} seconds"
            time.sleep(0.001)
        return time.monotonic() - began

    def come_forward(self) -> None:
        """Somebody sits down at this window."""
        self.window.activateWindow()
        self.window.raise_()
        self.wait(self.window.isActiveWindow)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key where the keyboard is: in the window, or in the dialog over it."""
        QApplication.processEvents()
        target = self.dialog or self.window
        focused = target.focusWidget() or target
        QTest.keyClick(focused, key, modifier or Qt.KeyboardModifier.NoModifier)
        QApplication.processEvents()

    def type(self, words: str) -> None:
        """Type words where the keyboard is."""
        QApplication.processEvents()
        target = self.dialog or self.window
        QTest.keyClicks(target.focusWidget() or target, words)
        QApplication.processEvents()

    @property
    def dialog(self) -> QDialog | None:
        """The dialog that is open over this window, if one is."""
        dialogs = self.window.findChildren(QDialog)
        return next((one for one in dialogs if one.isVisible() and one.isModal()), None)

    def click(self, name: str) -> None:
        """Press the button of this name in the dialog, or else in the window."""
        inside = self.dialog or self.window
        button = found(inside, name)
        assert button.isEnabled(), name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def shows(self, words: str) -> bool:
        """Whether a label that is in view has these words in it."""
        labels = self.window.findChildren(QLabel)
        return any(words in label.text() for label in labels if label.isVisible())

    def close(self) -> None:
        """Close the window, as its cross does."""
        self._staff.finish(10.0)
        self.window.close()


def photograph(stage: str, *rooms: Room) -> None:
    """Leave a picture of each window, with the dialog over it, if a folder for that is named."""
    folder = os.environ.get(SHOTS)
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    for room in rooms:
        QApplication.processEvents()
        name = room.name.casefold().replace(" ", "-")
        room.window.grab().save(str(Path(folder) / f"{stage}-{name}.png"))
        if room.dialog is not None:
            room.dialog.grab().save(str(Path(folder) / f"{stage}-{name}-dialog.png"))
