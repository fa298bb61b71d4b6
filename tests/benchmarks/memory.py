"""A child process that goes through a day of visits in one window and says what it holds then.

`python -m tests.benchmarks.memory [VISITS]`. The event loop is the program's own: without it what
was let go is never deleted, and everything looks like a leak.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from sdm_app import packs
from sdm_app.domain.staff import Role
from sdm_app.domain.vocabulary import Step
from sdm_app.records import open_records
from sdm_app.records.asked_staff import AskedStaff
from sdm_app.records.pin import hash_pin
from sdm_app.records.staff_store import StaffStore
from sdm_app.settings import Settings
from sdm_app.ui.collecting import Collecting
from sdm_app.ui.desk import Desk, open_desk
from sdm_app.ui.looks import Looks
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.staff.at_the_screen import AtTheScreen
from sdm_app.ui.theme.fonts import register_fonts

VISITS = 500
WARM_AFTER = 50
LOCK_EVERY = 10
PIN = "482915"
_TURN_MS = 1
_KEY = bytes(range(32))
_ANSWERS = (
    ("nih-chronic.duration", "under-1-month"),
    ("start-back.leg-pain", "agree"),
    ("start-back.walking", "agree"),
    ("start-back.fear", "disagree"),
)


class Day(QObject):
    """Does one thing after another, each in a turn of the event loop of its own."""

    def __init__(self, app: QApplication, acts: Iterator[Callable[[], object]]) -> None:
        super().__init__(app)
        self._app, self._acts = app, acts
        self._timer = QTimer(self)
        self._timer.setInterval(_TURN_MS)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    def _go_on(self) -> None:
        act = next(self._acts, None)
        if act is None:
            self._app.quit()
        else:
            act()


def main(visits: int) -> None:
    """Print how many bytes, objects, threads and open files there were, warm and in the end."""
    app = QApplication([])
    app.setStyle("Fusion")
    register_fonts()
    collecting = Collecting()
    with tempfile.TemporaryDirectory() as folder:
        records = open_records(Path(folder) / "visits.db", _KEY)
        store = StaffStore(records.staff_rows())
        store.add_first("Ann Admin", (Role.ADMIN, Role.CLINICIAN), hash_pin(PIN))
        looks = Looks(app, Settings(statement_read="read"), None)
        window = MainWindow(looks)
        window.resize(1366, 768)
        desk = open_desk(records, date.today(), packs.content_in_use(packs.Shelf(Path(folder))))
        window.use_desk(desk)
        window.show()
        at = AtTheScreen(window, AskedStaff(lambda: StaffStore(records.staff_rows())))
        at.start()
        seen: dict[int, dict[str, int]] = {}
        day = Day(app, acts_of(window, desk, at, visits, seen))
        app.exec()
        window.close()
        day.deleteLater()
        collecting.deleteLater()
        warm, end = seen[min(WARM_AFTER, visits)], seen[visits]
        growth = end["resident"] / warm["resident"] - 1
        figures = {"visits": visits, "growth": growth, "warm": warm, "end": end}
        sys.stdout.write(json.dumps(figures | {"course": seen}) + "\n")


def acts_of(
    window: MainWindow, desk: Desk, at: AtTheScreen, visits: int, seen: dict[int, dict[str, int]]
) -> Iterator[Callable[[], object]]:
    """Sign in, and then all that is done in so many visits."""
    yield from sign_in(at)
    for number in range(1, visits + 1):
        yield from visit(window, desk, number)
        if number % LOCK_EVERY == 0:
            yield at.locking.lock
            yield from sign_in(at)
        if number % WARM_AFTER == 0 or number == visits:
            yield gc.collect
            for _ in range(20):
                yield lambda: None
            seen[number] = held()


def sign_in(at: AtTheScreen) -> Iterator[Callable[[], object]]:
    """Give the PIN, and wait until the screen is open."""
    while at.asking.is_open:
        yield lambda: None
    person = at.locking.door.sign_in.chosen
    yield lambda: at.locking.door.pin_given.emit(person, PIN)
    while at.locking.is_locked:
        yield lambda: None


def visit(window: MainWindow, desk: Desk, number: int) -> Iterator[Callable[[], object]]:
    """A visit with something done on each step, ended by the list."""
    controller = desk.controller
    yield lambda: controller.start_visit(f"P.{number}", 1950 + number % 50, "rooming")
    for item, option in _ANSWERS:
        yield lambda item=item, option=option: controller.answered(item, option)  # type: ignore[misc]
    for step in list(Step)[1:]:
        yield lambda step=step: controller.step_opened(str(step))  # type: ignore[misc]
        # Time for what a page builds in a turn of its own.
        yield lambda: None
        if step is Step.SAFETY:
            yield lambda: controller.findings_answered("past-cancer", "no")
        if step is Step.WHAT_MATTERS:
            yield lambda: controller.priorities_picked("back-to-work")
            yield lambda: controller.goal_written("Walk to the market")
        if step is Step.OPTIONS:
            yield lambda: controller.options_chosen("stay-active")
        if step is Step.QUESTIONS:
            yield lambda: controller.request_opened("imaging")
            yield lambda: controller.concern_picked("imaging", "something-serious")
    yield window.copy_chart_note
    yield window.show_list
    yield lambda: None


def held() -> dict[str, int]:
    """What the process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return {
        "resident": pages * os.sysconf("SC_PAGE_SIZE"),
        "objects": len(gc.get_objects()),
        "widgets": len(QApplication.allWidgets()),
        "threads": threading.active_count(),
        "files": len(list(Path("/proc/self/fd").iterdir())),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else VISITS)
