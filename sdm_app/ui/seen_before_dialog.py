"""Asks whether a visit is the follow-up of one of the visits seen before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sdm_app.i18n import format_date
from sdm_app.i18n import gettext as _
from sdm_app.ui.flow import N_
from sdm_app.ui.overriding import override
from sdm_app.ui.pages.choice_button import ChoiceButton
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline

if TYPE_CHECKING:
    from datetime import date

    from sdm_app.ui.seen_before import SeenPatient, ToStart

RISKS = {"low": N_("Low risk"), "medium": N_("Medium risk"), "high": N_("High risk")}
SOMEBODY_ELSE = "0"
MOST_KEYS = 9
WIDE_EMS = 38


class SeenBeforeDialog(QDialog):
    """Nothing is chosen beforehand: a key too many must not tie a visit to another patient.

    `follow_up_requested` carries what is to start and the visit it follows;
    `first_visit_requested` what is to start alone; `open_requested` a visit begun today already.
    """

    follow_up_requested = Signal(object, str)
    first_visit_requested = Signal(object)
    open_requested = Signal(str)

    def __init__(
        self, wanted: ToStart, patients: list[SeenPatient], today: date, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._wanted, self._today = wanted, today
        self._by_key: dict[str, QPushButton] = {}
        self.setObjectName("seen-before-dialog")
        self.setWindowTitle(_("Seen before"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 24, 28, 24)
        outer.setSpacing(12)
        title = PlainLabel(_("Seen before: is this a follow-up?"), "title")
        outer.addWidget(title)
        same = _("{reference}, born {year}, was here before. Two people can share both.")
        said = same.format(reference=wanted.reference, year=wanted.birth_year)
        told = PlainLabel(said, "body")
        told.setObjectName("seen-before-says")
        told.setProperty("numberKind", "date")
        outer.addWidget(told)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for number, patient in enumerate(patients, start=1):
            column.addWidget(self._offer(number, patient))
        nobody = self._button(_("Somebody else, or a new problem"), "", SOMEBODY_ELSE)
        nobody.setObjectName("somebody-else")
        nobody.clicked.connect(self._on_first_visit_clicked)
        column.addWidget(nobody)
        column.addStretch(1)
        area = scrolled(inner, "seen-before-scroll")
        outer.addWidget(area, 1)
        row = QHBoxLayout()
        cancel = outline(_("Cancel"))
        cancel.setObjectName("cancel-seen-before")
        cancel.clicked.connect(self.reject)
        row.addStretch(1)
        row.addWidget(cancel)
        outer.addLayout(row)
        self._fit(area, parent)
        self.setFocus()

    def _fit(self, area: QScrollArea, parent: QWidget) -> None:
        """As high as the offers need, and no larger than the window."""
        wide = min(WIDE_EMS * self.fontInfo().pixelSize(), parent.width() - 40)
        frame, content = self.layout(), area.widget()
        inner = content.layout() if content is not None else None
        high = parent.height() - 40
        if frame is not None and inner is not None:
            edges = frame.contentsMargins()
            room = wide - edges.left() - edges.right()
            around = frame.totalHeightForWidth(wide) - area.sizeHint().height()
            high = min(high, around + inner.totalHeightForWidth(room))
        self.resize(wide, high)

    def _offer(self, number: int, patient: SeenPatient) -> ChoiceButton:
        day = format_date(patient.seen_on)
        is_today = patient.seen_on == self._today
        words = _("Seen on {date}: follow-up").format(date=day)
        if is_today:
            words = _("Begun today at {time}: open it").format(time=patient.started_at)
        risk = RISKS.get(patient.risk_group or "")
        parts = [_(risk) if risk else _("No risk group")]
        if patient.visits > 1:
            parts.append(_("{count} visits so far").format(count=patient.visits))
        key = str(number) if number <= MOST_KEYS else ""
        button = self._button(words, " · ".join(parts), key)
        button.setObjectName(f"seen-{patient.encounter}")
        button.setProperty("encounter", patient.encounter)
        slot = self._on_open_clicked if is_today else self._on_follow_up_clicked
        button.clicked.connect(slot)
        return button

    def _button(self, words: str, mark: str, key: str) -> ChoiceButton:
        button = ChoiceButton(parent=self)
        button.setCheckable(False)
        button.put_mark_below()
        pressed = _("press {keys}").format(keys=key) if key else ""
        button.say(words, " · ".join(part for part in (mark, pressed) if part))
        button.words.setProperty("numberKind", "date")
        button.mark.setProperty("numberKind", "key")
        if key:
            self._by_key[key] = button
        return button

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = self._by_key.get(event.text())
        if button is None:
            super().keyPressEvent(event)
        else:
            button.click()

    def _on_follow_up_clicked(self) -> None:
        encounter = self.sender().property("encounter")
        self.accept()
        self.follow_up_requested.emit(self._wanted, encounter)

    def _on_first_visit_clicked(self) -> None:
        self.accept()
        self.first_visit_requested.emit(self._wanted)

    def _on_open_clicked(self) -> None:
        encounter = self.sender().property("encounter")
        self.accept()
        self.open_requested.emit(encounter)
