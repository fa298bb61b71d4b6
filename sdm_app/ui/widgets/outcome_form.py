"""Asks what an outcome needs before it counts: dates, a reason, the patient's own words."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sdm_app.domain.content import ContentPack
from sdm_app.domain.events import RequestSettled
from sdm_app.domain.requests import Outcome, RequestScript
from sdm_app.i18n import format_date
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline, primary
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.outcome_words import OutcomeWords
from sdm_app.ui.widgets.quiet_combo import QuietCombo
from sdm_app.ui.widgets.quiet_date import QuietDate
from sdm_app.ui.widgets.quiet_spin import QuietSpin

WORDS_AT_MOST = 1000
REASON_AT_MOST = 500
MOST_CONFIDENT = 10


class OutcomeForm(Card):
    """The fields of one outcome. `settled` carries a `RequestSettled`."""

    settled = Signal(object)
    cancelled = Signal()
    source_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("outcome-form")
        self.set_tone("soft")
        self._request = ""
        self._outcome: Outcome | None = None
        self._pack: ContentPack | None = None
        self._values: dict[str, str] = {}
        self.says = OutcomeWords("outcome-says", self)
        self.says.source_requested.connect(self.source_requested)
        self.body.addWidget(self.says)
        self._review, self.review = self._dated(_("We look again on"), "outcome-review-date")
        self._stop, self.stop = self._dated(_("Last day of the pills"), "outcome-stop-date")
        self.reason = QuietCombo()
        self.reason.setEditable(True)
        self._reason = self._field(_("Reason"), "outcome-reason", self.reason)
        self.words = QLineEdit()
        self.words.setMaxLength(WORDS_AT_MOST)
        self._words = self._field(_("In the patient's own words"), "outcome-words", self.words)
        self.confidence = QuietSpin(MOST_CONFIDENT)
        sure = _("How sure are they that they can do it, 0 to 10")
        self._confidence = self._field(sure, "outcome-confidence", self.confidence)
        self._confidence.setProperty("numberKind", "instrument")
        self._missing = PlainLabel("", "small")
        self._missing.setObjectName("outcome-missing")
        self.body.addWidget(self._missing)
        for edit in (self.review, self.stop):
            edit.dateChanged.connect(self._on_date_changed)
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

    def asks(self) -> Outcome | None:
        """The outcome that is being asked about; None while the form is closed."""
        return None if self.isHidden() else self._outcome

    def ask(
        self,
        script: RequestScript,
        outcome: Outcome,
        pack: ContentPack,
        today: date,
        filled: RequestSettled,
        values: Mapping[str, str],
    ) -> None:
        """Ask for what this outcome needs; what `filled` holds is there beforehand.

        `values` fill the placeholders of the outcome's lines, save its two dates.
        """
        self._outcome = None
        self.set_title(outcome.label)
        self._review.setVisible(outcome.needs_review_date)
        self.review.setMinimumDate(_qt(today))
        self.review.setDate(_qt(filled.review_on or today))
        days = outcome.stop_within_days
        self._stop.setVisible(days is not None)
        if days is not None:
            # Today is the first of the days.
            last = _qt(today).addDays(days - 1)
            self.stop.setDateRange(_qt(today), last)
            self.stop.setDate(_qt(filled.stop_on) if filled.stop_on else last)
        self._reason.setVisible(outcome.needs_reason)
        self.reason.clear()
        for reason in script.outside_guideline_reasons:
            self.reason.addItem(reason.label)
        self.reason.setCurrentIndex(-1)
        self.reason.setEditText(filled.reason)
        self.words.setText(filled.in_own_words)
        self.confidence.show_given(filled.confidence)
        self._missing.hide()
        self._request, self._outcome = script.id, outcome
        self._pack, self._values = pack, dict(values)
        self._show_words()
        self.show()
        self.words.setFocus()

    def _show_words(self) -> None:
        if self._outcome is None or self._pack is None:
            return
        values = dict(self._values)
        if self._outcome.needs_review_date:
            values["date"] = format_date(_day(self.review))
        if self._outcome.stop_within_days is not None:
            values["stop"] = format_date(_day(self.stop))
        self.says.show_outcome(self._outcome, self._pack, values)

    def _on_date_changed(self) -> None:
        self._show_words()

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
                confidence=self.confidence.given(),
            )
        )

    def _dated(self, words: str, name: str) -> tuple[QWidget, QDateEdit]:
        edit = QuietDate()
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
