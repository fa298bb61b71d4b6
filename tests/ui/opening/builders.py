"""A clinic that was set up before, and what somebody does in the program's own window."""

from datetime import date
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sdm_app import user_folders
from sdm_app.domain.staff import Role
from sdm_app.records import keys, open_records
from sdm_app.records.pin import hash_pin
from sdm_app.records.staff_store import StaffStore
from sdm_app.ui.app import Windows
from sdm_app.ui.lock.door import Door
from sdm_app.ui.main_window import MainWindow
from tests.records.builders import started, summary
from tests.ui.builders import found

PASSPHRASE = "a bridge over quiet water"
PIN = "482915"


class Pocket:
    """Stands in for this computer's keyring."""

    def __init__(self) -> None:
        self.secrets: dict[str, bytes] = {}

    def secret_of(self, records: str) -> bytes | None:
        return self.secrets.get(records)

    def keep(self, records: str, secret: bytes) -> bool:
        self.secrets[records] = secret
        return True


def a_clinic_with_a_visit() -> Path:
    """Records that were set up before, with one clinician and one visit of today."""
    file = user_folders.database()
    records = open_records(file, keys.set_up(file.parent, PASSPHRASE))
    StaffStore(records.staff_rows()).add_first(
        "Ann Admin", (Role.ADMIN, Role.CLINICIAN), hash_pin(PIN)
    )
    records.append("e1", started("e1"), summary("e1", on=date.today()))
    records.close()
    return file


def ready(qtbot: QtBot, windows: Windows) -> MainWindow:
    """The window once a visit could be started."""
    window = windows.window
    assert window is not None
    qtbot.waitUntil(lambda: found(window, "new-visit").isEnabled(), timeout=30000)
    return window


def words(widget: QWidget) -> str:
    labels = [label for label in widget.findChildren(QLabel) if label.isVisible()]
    return "\n".join(label.text() for label in labels)


def press(widget: QWidget, name: str) -> None:
    button = found(widget, name)
    assert isinstance(button, QPushButton)
    button.click()


def sign_in(qtbot: QtBot, window: MainWindow, pin: str) -> None:
    door = window.findChild(Door)
    assert door is not None
    for button in door.findChildren(QPushButton):
        if button.accessibleName() == "Ann Admin":
            button.click()
    QTest.keyClicks(found(door, "pin"), pin)
    press(door, "pin-go")
    qtbot.waitUntil(lambda: not window.hiding.is_locked, timeout=10000)
