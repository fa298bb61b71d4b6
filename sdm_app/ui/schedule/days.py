"""The days that a schedule names, to pick one of."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sdm_app.i18n import format_date
from sdm_app.i18n import gettext as _
from sdm_app.ui.widgets.chip import Chip
from sdm_app.ui.widgets.flow import FlowLayout, clear

_MOST = 7
"""Days that are offered."""


class DayChips(QWidget):
    """`day_picked` carries a `date`. Days past are not offered; today alone needs no choice."""

    day_picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("schedule-days")
        self.setProperty("numberKind", "date")
        self._row = FlowLayout(self)
        self._shown: list[tuple[date, int]] = []

    def show_days(self, days: Sequence[tuple[date, int]], chosen: date, today: date) -> None:
        """Offer the days with their numbers of rows."""
        offered = [(day, rows) for day, rows in days if day >= today][:_MOST]
        self.setVisible([day for day, _rows in offered] not in ([], [today]))
        if offered == self._shown:
            for chip in self.findChildren(Chip):
                chip.setChecked(chip.property("day") == chosen.isoformat())
            return
        self._shown = offered
        clear(self._row)
        for day, rows in offered:
            chip = Chip(_("{day} ({rows})").format(day=format_date(day), rows=rows))
            chip.setObjectName(f"day-{day.isoformat()}")
            chip.setProperty("day", day.isoformat())
            chip.setMinimumHeight(44)
            chip.setChecked(day == chosen)
            chip.clicked.connect(self._on_clicked)
            self._row.addWidget(chip)

    def _on_clicked(self) -> None:
        self.day_picked.emit(date.fromisoformat(self.sender().property("day")))
