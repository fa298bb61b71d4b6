"""The rows of today's list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.chip import Tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sdm_app.records.summary import Summary

_CHRONIC = "chronic"
_HIGH = "high"
_UNDECIDED = ("", "suggested", "pended")


class OpenButton(QPushButton):
    """The way into one visit; `visit_requested` carries its encounter's id."""

    visit_requested = Signal(str)

    def __init__(self, summary: Summary, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self._encounter = summary.encounter
        self.setProperty("kind", "outline")
        self.setObjectName(f"open-{summary.encounter}")
        self.setAccessibleName(f"{words} {summary.reference}")
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.visit_requested.emit(self._encounter)


class TodayRows(QWidget):
    """The visits in aligned columns: time, reference and age, screening, referral, the way in."""

    visit_requested = Signal(str)

    def __init__(
        self, rows: Sequence[tuple[Summary, str]], year: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._open_at: dict[str, PlainLabel] = {}
        self.setProperty("surface", "scrolled")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(20, 12, 20, 8)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        for column, stretch in ((1, 3), (2, 4), (3, 3)):
            self._grid.setColumnStretch(column, stretch)
        if rows:
            heads = (_("Time"), _("Reference"), _("Screening"), _("Referral"))
            for column, head in enumerate(heads):
                self._grid.addWidget(PlainLabel(head, "muted"), 0, column)
        for place, (summary, referral) in enumerate(rows):
            self._add(summary, referral, year, 2 * place + 1)
        self._grid.setRowStretch(2 * len(rows) + 1, 1)

    def show_open_at(self, places: Mapping[str, tuple[str, ...]]) -> None:
        """Say of each visit at which other workstations it is open."""
        for encounter, label in self._open_at.items():
            at = ", ".join(places.get(encounter, ()))
            label.set_text(_("Open in {places}").format(places=at) if at else "")
            label.setVisible(bool(at))

    def _who(self, summary: Summary, year: int) -> QWidget:
        """Reference and age, and below them where else the visit is open."""
        who = PlainLabel(patient_words(summary.reference, summary.birth_year, year), "heading")
        who.setObjectName(f"row-{summary.encounter}")
        who.setWordWrap(False)
        where = self._open_at[summary.encounter] = PlainLabel("", "muted")
        where.setObjectName(f"open-at-{summary.encounter}")
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label in (who, where):
            label.setProperty("numberKind", "reference")
            column.addWidget(label)
        where.hide()
        return cell

    def _add(self, summary: Summary, referral: str, year: int, row: int) -> None:
        divider = QFrame()
        divider.setProperty("surface", "divider")
        self._grid.addWidget(divider, row, 0, 1, 5)
        time = PlainLabel(summary.started_at)
        time.setWordWrap(False)
        time.setProperty("numberKind", "date")
        who = self._who(summary, year)
        tag = Tag(*screening_words(summary))
        button = OpenButton(summary, _open_words(summary), self)
        button.visit_requested.connect(self.visit_requested)
        for column, cell in enumerate((time, who, tag, PlainLabel(referral or "—", "muted"))):
            self._grid.addWidget(cell, row + 1, column, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(button, row + 1, 4)


def patient_words(reference: str, birth_year: int | None, year: int) -> str:
    """Reference and age by birth year, such as "J.D. · 46"."""
    return reference if birth_year is None else f"{reference} · {year - birth_year}"


def is_alert(summary: Summary) -> bool:
    """Whether a clinician has to look: high risk in a stage other than chronic, still open.

    A referral that is signed, changed or cancelled ends it.
    """
    high = summary.risk_group == _HIGH and summary.stage not in (None, _CHRONIC)
    return high and not summary.finished and summary.referral_status in _UNDECIDED


def screening_words(summary: Summary) -> tuple[str, str]:
    """What the screening says, and the tone of its tag."""
    if summary.stage == _CHRONIC:
        return _("Chronic: no screen needed"), "plain"
    match summary.risk_group:
        case "low":
            return _("Low risk"), "soft"
        case "medium":
            return _("Medium risk"), "caution"
        case "high":
            return _("High risk · alert"), "caution"
    if summary.stage is None:
        return _("Not screened"), "plain"
    return _("Screening not finished"), "plain"


def _open_words(summary: Summary) -> str:
    if is_alert(summary):
        return _("Review")
    return _("Open") if summary.finished else _("Continue")
