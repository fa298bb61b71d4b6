"""Asks what an outcome needs before it counts: dates, a reason, the patient's own words."""

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sdm_app.domain.events import RequestSettled
from sdm_app.domain.requests import Outcome, RequestScript
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline, primary
from sdm_app.ui.widgets.card import Card

WORDS_AT_MOST = 1000
REASON_AT_MOST = 500


class OutcomeForm(Card):
    """The fields of one outcome. `settled` carries a `RequestSettled`."""

    settled = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("outcome-form")
        self.set_tone("soft")
        self._request = ""
        self._outcome: Outcome | None = None
        self._review, self.review = self._dated(_("We look again on"), "outcome-review-date")
        self._stop, self.stop = self._dated(_("Last day of the pills"), "outcome-stop-date")
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self._reason = self._field(_("Reason"), "outcome-reason", self.reason)
        self.words = QLineEdit()
        self.words.setMaxLength(WORDS_AT_MOST)
        self._words = self._field(_("In the patient's own words"), "outcome-words", self.words)
        self._missing = PlainLabel("", "small")
        self._missing.setObjectName("outcome-missing")
        self.body.addWidget(self._missing)
        row = QHBoxLayout()
        self._save = primary(_("Save"))
        self._save.setObjectName("outcome-save")
        self._save.clicked.connect(self._on_save_clicked)
        cancel = outline(_("Cancel"))
        cancel.setObjectName("outcome-cancel")
        cancel.clicked.connect(self.cancelled)
        row.addWidget(self._save)
        row.addWidget(cancel)
        self.body.addLayout(row)

    def ask(
        self, script: RequestScript, outcome: Outcome, today: date, review_on: date, words: str
    ) -> None:
        """Ask for what this outcome needs; `review_on` and `words` are filled in beforehand."""
        self._request, self._outcome = script.id, outcome
        self.set_title(outcome.label)
        self._review.setVisible(outcome.needs_review_date)
        self.review.setMinimumDate(_qt(today))
        self.review.setDate(_qt(review_on))
        days = outcome.stop_within_days
        self._stop.setVisible(days is not None)
        if days is not None:
            self.stop.setDateRange(_qt(today), _qt(today).addDays(days))
            self.stop.setDate(_qt(today).addDays(days))
        self._reason.setVisible(outcome.needs_reason)
        self.reason.clear()
        for reason in script.outside_guideline_reasons:
            self.reason.addItem(reason.label)
        self.reason.setCurrentIndex(-1)
        self.reason.setEditText("")
        self.words.setText(words)
        self._missing.hide()
        self.show()
        self.words.setFocus()

    def _on_save_clicked(self) -> None:
        outcome = self._outcome
        if outcome is None:
            return
        reason = self.reason.currentText().strip()[:REASON_AT_MOST]
        if outcome.needs_reason and not reason:
            self._missing.set_text(_("Pick or write a reason."))
            self._missing.show()
            self.reason.setFocus()
            return
        self.settled.emit(
            RequestSettled(
                request=self._request,
                outcome=outcome.code,
                review_on=_day(self.review) if outcome.needs_review_date else None,
                stop_on=_day(self.stop) if outcome.stop_within_days is not None else None,
                reason=reason if outcome.needs_reason else "",
                in_own_words=self.words.text().strip(),
            )
        )

    def _dated(self, words: str, name: str) -> tuple[QWidget, QDateEdit]:
        edit = QDateEdit()
        edit.setCalendarPopup(True)
        edit.setProperty("numberKind", "date")
        return self._field(words, name, edit), edit

    def _field(self, words: str, name: str, edit: QWidget) -> QWidget:
        edit.setObjectName(name)
        edit.setAccessibleName(words)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        label = PlainLabel(words, "small")
        label.setBuddy(edit)
        column.addWidget(label)
        column.addWidget(edit)
        self.body.addWidget(holder)
        return holder


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _day(edit: QDateEdit) -> date:
    day = edit.date()
    return date(day.year(), day.month(), day.day())
