"""The rows of today's list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from sdm_app.i18n import format_date
from sdm_app.i18n import gettext as _
from sdm_app.ui.pages.due_row import Due, StartButton, due_note, due_tag
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
    """The visits in aligned columns: time, reference and age, screening, referral, the way in.

    Who is due stands among them by time; `due_requested` carries the id of such a row. Visits of
    several days stand by day.
    """

    visit_requested = Signal(str)
    due_requested = Signal(str)

    def __init__(
        self,
        rows: Sequence[tuple[Summary, str]],
        year: int,
        parent: QWidget | None = None,
        due: Sequence[Due] = (),
        *,
        has_days: bool = False,
    ) -> None:
        super().__init__(parent)
        self.ways_in: list[QPushButton] = []
        self._has_days = has_days
        self._open_at: dict[str, PlainLabel] = {}
        self.setProperty("surface", "scrolled")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(20, 12, 20, 8)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        for column, stretch in ((1, 3), (2, 4), (3, 3)):
            self._grid.setColumnStretch(column, stretch)
        if rows or due:
            first = _("Day") if has_days else _("Time")
            last = _("Referral or reason") if due else _("Referral")
            heads = (first, _("Reference"), _("Screening"), last)
            for column, head in enumerate(heads):
                self._grid.addWidget(PlainLabel(head, "muted"), 0, column)
        lines = [(_moment(s, has_days), partial(self._add, s, to, year)) for s, to in rows]
        lines += [(one.time, partial(self._add_due, one, year)) for one in due]
        for place, (_when, add) in enumerate(sorted(lines, key=lambda line: line[0])):
            add(2 * place + 1)
        self._grid.setRowStretch(2 * len(lines) + 1, 1)

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
        when = format_date(summary.started_on) if self._has_days else summary.started_at
        button = OpenButton(summary, _open_words(summary), self)
        button.visit_requested.connect(self.visit_requested)
        tag, note = (
            Tag(*screening_words(summary)),
            PlainLabel(referral_words(summary, referral), "muted"),
        )
        self._add_line(row, when, self._who(summary, year), tag, note, button)

    def _add_due(self, due: Due, year: int, row: int) -> None:
        who = PlainLabel(patient_words(due.reference, due.birth_year, year), "heading")
        who.setObjectName(f"due-{due.id}")
        who.setWordWrap(False)
        note = PlainLabel(due_note(due) or "—", "muted")
        note.setObjectName(f"due-note-{due.id}")
        for label in (who, note):
            label.setProperty("numberKind", "reference")
        button = StartButton(due, self)
        button.due_requested.connect(self.due_requested)
        self._add_line(row, due.time, who, Tag(*due_tag(due)), note, button)

    def _add_line(
        self, row: int, when: str, who: QWidget, tag: Tag, note: PlainLabel, way_in: QPushButton
    ) -> None:
        divider = QFrame()
        divider.setProperty("surface", "divider")
        self._grid.addWidget(divider, row, 0, 1, 5)
        time = PlainLabel(when)
        time.setWordWrap(self._has_days)
        time.setProperty("numberKind", "date")
        for column, cell in enumerate((time, who, tag, note)):
            self._grid.addWidget(cell, row + 1, column, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(way_in, row + 1, 4)
        self.ways_in.append(way_in)


def _moment(summary: Summary, has_days: bool) -> str:
    """Where a visit stands in the list: by its time or, in a list of several days, its day."""
    day = summary.started_on.isoformat()
    return f"{day} {summary.started_at}" if has_days else summary.started_at


def patient_words(reference: str, birth_year: int | None, year: int) -> str:
    """Reference and age by birth year, such as "J.D. · 46"."""
    return reference if birth_year is None else f"{reference} · {year - birth_year}"


def is_alert(summary: Summary) -> bool:
    """Whether a clinician has to look: high risk in a stage other than chronic, still open.

    A referral that is signed, changed or cancelled ends it.
    """
    high = summary.risk_group == _HIGH and summary.stage not in (None, _CHRONIC)
    return high and not summary.finished and summary.referral_status in _UNDECIDED


def referral_words(summary: Summary, name: str) -> str:
    """Where the referral of a visit goes, and where it stands once somebody acted on it."""
    if not name:
        return "—"
    match summary.referral_status:
        case "pended":
            return _("{referral} · to be signed").format(referral=name)
        case "signed":
            return _("{referral} · signed").format(referral=name)
        case "changed" | "cancelled":
            return _("{referral} · cancelled").format(referral=name)
    return name


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
