"""Rows of a schedule, kept as an import keeps them."""

from datetime import date

from PySide6.QtTest import QTest

from sdm_app.domain.schedule import Expected
from sdm_app.interop.schedule_mapping import ScheduleMapping
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.pages.due_row import StartButton
from sdm_app.ui.schedule.import_dialog import Accepted
from tests.faults.room import settle

TODAY = date.today()
MAPPING = ScheduleMapping(time="Time", reference="Ref", reason="Reason")


def due(time: str, reference: str, birth_year: int | None = 1980, reason: str = "") -> Expected:
    """Somebody who is expected."""
    return Expected(time=time, reference=reference, birth_year=birth_year, reason=reason)


def import_rows(window: MainWindow, *rows: Expected, day: date | None = None) -> None:
    """Keep the rows for a day, today unless it is said."""
    window.front_desk.schedule.keep(Accepted(day or date.today(), rows, MAPPING))


def starts(window: MainWindow) -> list[str]:
    """What can be started, once the list has come to rest."""
    asking = window.front_desk.schedule.asking
    for _turn in range(500):
        settle()
        if not asking.is_open:
            break
        QTest.qWait(10)
    return [b.accessibleName() for b in window.findChildren(StartButton) if b.isVisible()]
