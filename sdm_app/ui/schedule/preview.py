"""The first rows of a schedule, as they will be kept."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from sdm_app.domain.schedule import Expected
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.chip import Tag
from sdm_app.ui.widgets.flow import clear

SHOWN = 6
"""Rows that are shown before a person accepts them all."""


class Preview(QWidget):
    """Time, reference, birth year, reason; a reason that speaks of back pain has its mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("schedule-preview")
        self.setProperty("numberKind", "reference")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(3, 1)

    def show_rows(self, rows: Sequence[Expected], speaks: Callable[[str], bool]) -> None:
        """Show the first of the rows, those that speak of back pain before the others."""
        clear(self._grid)
        if not rows:
            return
        for column, head in enumerate((_("Time"), _("Reference"), _("Born"), _("Reason"))):
            self._grid.addWidget(PlainLabel(head, "muted"), 0, column)
        first = sorted(rows, key=lambda one: not speaks(one.reason))[:SHOWN]
        for at, row in enumerate(sorted(first, key=lambda one: one.time), start=1):
            born = "—" if row.birth_year is None else str(row.birth_year)
            for column, text in enumerate((row.time, row.reference, born)):
                label = PlainLabel(text, "body")
                label.setWordWrap(False)
                self._grid.addWidget(label, at, column, Qt.AlignmentFlag.AlignTop)
            reason = PlainLabel(row.reason or "—", "body")
            self._grid.addWidget(reason, at, 3, Qt.AlignmentFlag.AlignTop)
            if speaks(row.reason):
                mark = Tag(_("Back pain: screen"), "soft")
                self._grid.addWidget(mark, at, 4, Qt.AlignmentFlag.AlignTop)
