"""Rows of a schedule, kept as an import keeps them."""

from datetime import date

from sdm_app.domain.schedule import Expected
from sdm_app.interop.schedule_mapping import ScheduleMapping
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.schedule.import_dialog import Accepted

MAPPING = ScheduleMapping(time="Time", reference="Ref", reason="Reason")


def due(time: str, reference: str, birth_year: int | None = 1980, reason: str = "") -> Expected:
    """Somebody who is expected."""
    return Expected(time=time, reference=reference, birth_year=birth_year, reason=reason)


def import_rows(window: MainWindow, *rows: Expected, day: date | None = None) -> None:
    """Keep the rows for a day, today unless it is said."""
    window.front_desk.schedule.keep(Accepted(day or date.today(), rows, MAPPING))
