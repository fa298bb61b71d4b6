"""Asks which column of a schedule holds what."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.interop.schedule_mapping import Part, ScheduleMapping
from sdm_app.interop.sheet import Sheet
from sdm_app.ui.flow import N_
from sdm_app.ui.overriding import override
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.arranged import Arranged
from sdm_app.ui.widgets.quiet_combo import QuietCombo

PARTS = (
    (Part.TIME, N_("Time")),
    (Part.DATE, N_("Date")),
    (Part.NAME, N_("Full or last name")),
    (Part.FIRST_NAME, N_("First name")),
    (Part.REFERENCE, N_("Initials or reference")),
    (Part.BIRTH, N_("Birth date or year")),
    (Part.REASON, N_("Reason for the visit")),
    (Part.ROOM, N_("Room")),
    (Part.CLINICIAN, N_("Clinician")),
)
_WORDS = dict(PARTS)
_FIELD_LINES = 13
"""Heights of a line that a field is wide at least."""


def part_words(part: Part) -> str:
    """What a part of a schedule is called."""
    return _(_WORDS[part])


class MappingForm(Arranged):
    """One choice a part; `changed` comes when a person picked another column."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("numberKind", "reference")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._cells: list[QWidget] = []
        self._choices: dict[Part, QuietCombo] = {}
        self._order = ScheduleMapping().date_order
        self._across = 0
        for part, words in PARTS:
            combo = QuietCombo()
            combo.setObjectName(f"column-{part}")
            combo.setAccessibleName(_(words))
            combo.activated.connect(self.changed)
            label = PlainLabel(_(words), "small")
            label.setBuddy(combo)
            cell = QWidget()
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            column.addWidget(label)
            column.addWidget(combo)
            self._choices[part] = combo
            self._cells.append(cell)
        self.arrange()

    def show_mapping(self, sheet: Sheet, mapping: ScheduleMapping) -> None:
        """Offer the columns of a file, each part at the column it has."""
        self._order = mapping.date_order
        for part, combo in self._choices.items():
            combo.clear()
            combo.addItem(_("Not in this file"), "")
            for name in sheet.names:
                combo.addItem(name, name)
            combo.setCurrentIndex(max(0, combo.findData(mapping.column(part))))

    def mapping(self) -> ScheduleMapping:
        """What was picked; the order of dates is what was shown."""
        picked = {str(part): combo.currentData() or "" for part, combo in self._choices.items()}
        return ScheduleMapping.model_validate({**picked, "date_order": self._order})

    @override
    def arrange(self) -> None:
        across = max(1, min(3, self.width() // (_FIELD_LINES * self.fontMetrics().height())))
        if across == self._across:
            return
        self._across = across
        for at, cell in enumerate(self._cells):
            self._grid.removeWidget(cell)
            self._grid.addWidget(cell, at // across, at % across)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
