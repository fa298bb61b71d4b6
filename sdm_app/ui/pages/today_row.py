"""One visit in today's list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline
from sdm_app.ui.widgets.chip import Tag

if TYPE_CHECKING:
    from sdm_app.records.summary import Summary

_CHRONIC = "chronic"
_HIGH = "high"


class TodayRow(QFrame):
    """Time, reference and age, what the screening says, referral, and the way in."""

    visit_requested = Signal(str)

    def __init__(
        self, summary: Summary, referral: str, year: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "row")
        self.setObjectName(f"row-{summary.encounter}")
        self._encounter = summary.encounter
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(16)
        time = PlainLabel(summary.started_at)
        time.setWordWrap(False)
        time.setProperty("numberKind", "date")
        who = PlainLabel(patient_words(summary.reference, summary.birth_year, year), "heading")
        who.setProperty("numberKind", "reference")
        words, tone = screening_words(summary)
        tag = Tag(words, tone)
        to = PlainLabel(referral or "—", "muted")
        button = outline(_open_words(summary))
        button.setObjectName(f"open-{summary.encounter}")
        button.setAccessibleName(f"{button.text()} {summary.reference}")
        button.clicked.connect(self._on_clicked)
        row.addWidget(time)
        row.addWidget(who, 3)
        holder = QHBoxLayout()
        holder.addWidget(tag, 0, Qt.AlignmentFlag.AlignVCenter)
        holder.addStretch(1)
        row.addLayout(holder, 4)
        row.addWidget(to, 3)
        row.addWidget(button)

    def _on_clicked(self) -> None:
        self.visit_requested.emit(self._encounter)


def patient_words(reference: str, birth_year: int | None, year: int) -> str:
    """Reference and age by birth year, such as "J.D. · 46"."""
    return reference if birth_year is None else f"{reference} · {year - birth_year}"


def is_alert(summary: Summary) -> bool:
    """Whether a clinician has to look: high risk in a stage other than chronic, still open."""
    high = summary.risk_group == _HIGH and summary.stage not in (None, _CHRONIC)
    return high and not summary.finished


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
