"""The cell of the grid that says who near by gives an option."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sdm_app.domain.options import GridRow
from sdm_app.domain.services import availability_of
from sdm_app.domain.visit import Visit
from sdm_app.ui.directory.service_words import lines_of, more_words
from sdm_app.ui.text import PlainLabel, breakable


def near_you_cell(visit: Visit, row: GridRow, option: str) -> QWidget:
    """The service to name first and how many more there are; the row's own line when none is."""
    cell = QWidget()
    cell.setProperty("numberKind", "reference")
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    found = availability_of(visit.services, option)
    if found is None:
        column.addWidget(PlainLabel(row.nothing_listed.text if row.nothing_listed else ""))
    else:
        name = PlainLabel(breakable(found.first.name))
        font = name.font()
        font.setBold(True)
        name.setFont(font)
        column.addWidget(name)
        for line in lines_of(found.first):
            column.addWidget(PlainLabel(breakable(line)))
        if found.more:
            column.addWidget(PlainLabel(more_words(found.more), "muted"))
    column.addStretch(1)
    return cell
