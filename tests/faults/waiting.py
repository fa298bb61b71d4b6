"""A window whose staff is kept in records of its own, in a file or on a clinic's server."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from sdm_app.domain.staff import PersonAdded
from sdm_app.records import Records, staff_store
from sdm_app.records.asked_staff import AskedStaff
from sdm_app.records.pin import is_pin
from sdm_app.records.staff_store import StaffStore
from sdm_app.settings import Settings
from sdm_app.ui import patience
from sdm_app.ui.desk import open_desk
from sdm_app.ui.looks import Looks
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.staff.at_the_screen import AtTheScreen
from tests.builders import content
from tests.faults.heartbeat import MOST_SECONDS, heartbeat
from tests.faults.records_invariants import say
from tests.ui.staff import HASHES, PINS, ROLES, AtTheDoor

SLOW_PIN_SECONDS = 0.6
"""A PIN that takes so long to try would be felt if the window waited for it."""

REAL_PATIENCE = patience.SECONDS
WRONG = "4820"
REASON = "Eve Stone: cannot feel her legs"


class Clinic(AtTheDoor):
    """Ann Admin and Cleo Clinician, and the window that they sign in to."""

    def __init__(self, qtbot: QtBot, records: Records) -> None:
        rows = records.staff_rows()
        for place, name in enumerate(("Ann Admin", "Cleo Clinician"), start=1):
            added = PersonAdded(
                by="", person=f"{place:032x}", name=name, roles=(ROLES[name],), pin=HASHES[name]
            )
            rows.append("2026-11-24T08:00:00.000+00:00", added.kind, added.model_dump_json())
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.records = records
        self.qtbot = qtbot
        self.window = MainWindow(Looks(app, Settings(), None))
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.desk = open_desk(records, date.today(), content())
        self.window.use_desk(self.desk)
        self.window.show()
        self.staff = AskedStaff(lambda: StaffStore(records.staff_rows()))
        self.at = AtTheScreen(self.window, self.staff)
        self.at.start()
        self.until(lambda: self.is_named)

    @property
    def is_named(self) -> bool:
        names = [button.accessibleName() for button in self.door.findChildren(QPushButton)]
        return "Ann Admin" in names

    @property
    def said(self) -> str:
        text: str = self.door.sign_in.fault.text()
        return text

    def until(self, is_so: Callable[[], object], seconds: float = 20.0) -> None:
        self.qtbot.waitUntil(lambda: bool(is_so()), timeout=int(seconds * 1000))

    def rest(self) -> None:
        # A window that was closed in the test may be gone: nobody is told then.
        asking = self.at.asking
        self.until(lambda: not isValid(asking) or not asking.is_open)

    def sign_in(self, name: str) -> None:
        self.choose(name)
        self.type_pin(PINS[name])
        self.until(lambda: not self.is_locked)

    def lock(self) -> float:
        """Lock; the seconds until all is covered."""
        began = time.perf_counter()
        self.at.locking.lock()
        took = time.perf_counter() - began
        assert self.is_locked
        return took

    def kinds(self) -> list[str]:
        return [row.payload.split('"')[3] for row in self.records.staff_rows().read(0)]

    def standstill(self, act: Callable[[], object], is_over: Callable[[], object]) -> float:
        """The longest that the window stood still from an act until it is over, in seconds."""
        with heartbeat() as beats:
            act()
            self.until(is_over)
        return beats.longest


def as_in_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window waits no longer than it does for people; a PIN takes longer than it may."""
    monkeypatch.setattr(patience, "SECONDS", REAL_PATIENCE)

    def slowly(typed: str, kept: str) -> bool:
        time.sleep(SLOW_PIN_SECONDS)
        return is_pin(typed, kept)

    monkeypatch.setattr(staff_store, "is_pin", slowly)


def require_answering(what: str, seconds: float) -> None:
    """Fail when the window stood still for longer than it may."""
    say(f"longest standstill, {what}: {seconds * 1000:.0f} ms")
    assert seconds < MOST_SECONDS, what
