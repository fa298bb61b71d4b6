"""A clinic with a few people, and a window that they sign in to; clocks that a test sets."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from sdm_app.domain.staff import PersonAdded, Role
from sdm_app.records.asked_staff import AskedStaff
from sdm_app.records.pin import hash_pin
from sdm_app.records.staff_store import StaffRow, StaffStore
from sdm_app.ui.lock.door import Door
from sdm_app.ui.lock.idle import Idle
from sdm_app.ui.lock.session import Session
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.staff.at_the_screen import AtTheScreen
from tests.ui.builders import found

PINS = {"Ann Admin": "4829", "Cleo Clinician": "730561", "Finn Front": "9152", "Mo Manager": "6038"}
ROLES = {
    "Ann Admin": Role.ADMIN,
    "Cleo Clinician": Role.CLINICIAN,
    "Finn Front": Role.FRONT_DESK,
    "Mo Manager": Role.MANAGER,
}
HASHES = {name: hash_pin(pin) for name, pin in PINS.items()}
"""Made once: each takes a tenth of a second, and is meant to."""


class RowsInMemory:
    """The least that keeps the staff's events."""

    def __init__(self) -> None:
        self.rows: list[StaffRow] = []

    def read(self, after: int) -> tuple[StaffRow, ...]:
        return tuple(self.rows[after:])

    def append(self, time: str, kind: str, payload: str) -> None:
        self.rows.append(StaffRow(len(self.rows) + 1, time, payload))

    def kinds(self) -> list[str]:
        return [row.payload.split('"')[3] for row in self.rows]


class Clocks:
    """A steady clock and a wall clock that a test sets."""

    def __init__(self) -> None:
        self.steady, self.wall = 1000.0, 1_800_000_000.0

    def pass_seconds(self, seconds: float) -> None:
        self.steady += seconds
        self.wall += seconds

    def idle(self, minutes: int = 5) -> Idle:
        return Idle(minutes, wall=lambda: self.wall, monotonic=lambda: self.steady)


def a_clinic(rows: RowsInMemory, clocks: Clocks) -> StaffStore:
    """Ann Admin, Cleo Clinician, Finn Front and Mo Manager."""
    for place, (name, role) in enumerate(ROLES.items(), start=1):
        person = f"{place:032x}"
        added = PersonAdded(by="", person=person, name=name, roles=(role,), pin=HASHES[name])
        rows.append("2026-11-24T08:00:00.000+00:00", added.kind, added.model_dump_json())
    return StaffStore(rows, wall=lambda: clocks.wall, monotonic=lambda: clocks.steady)


class AtTheDoor:
    """What a person sees of the door of a locked screen, and does there."""

    at: AtTheScreen

    @property
    def door(self) -> Door:
        return self.at.locking.door

    @property
    def is_locked(self) -> bool:
        return self.at.locking.is_locked

    def choose(self, name: str) -> None:
        """Press somebody's name."""
        for button in self.door.findChildren(QPushButton):
            if button.accessibleName() == name:
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def type_pin(self, pin: str) -> None:
        """Type digits and Return where the keyboard is."""
        field = found(self.door, "pin")
        QTest.keyClicks(field, pin)
        QTest.keyClick(field, Qt.Key.Key_Return)


class Screen(AtTheDoor):
    """A window with its staff, and what a person in front of it does."""

    def __init__(
        self, window: MainWindow, clocks: Clocks | None = None, session: Session | None = None
    ) -> None:
        self.window = window
        self.rows = RowsInMemory()
        self.clocks = clocks or Clocks()
        self.store = a_clinic(self.rows, self.clocks)
        self.staff = AskedStaff(lambda: self.store)
        self.at = AtTheScreen(window, self.staff, idle=self.clocks.idle(), session=session)
        self.at.start()

    def rest(self) -> None:
        """Until the staff's thread has done what it was asked, and the window knows."""
        while self.at.asking.is_open:
            QApplication.processEvents()

    def sign_in(self, name: str) -> None:
        """Give a name and its PIN."""
        self.choose(name)
        self.type_pin(PINS[name])
        QApplication.processEvents()
        assert not self.is_locked, name

    def lock(self) -> None:
        """Press Ctrl+L."""
        top: QWidget = QApplication.activeModalWidget() or self.window
        QTest.keyClick(top, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()
        self.rest()
        assert self.is_locked
