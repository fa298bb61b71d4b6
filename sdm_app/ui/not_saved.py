"""Stops everything when a change could not be kept, and says what is saved and what is not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.overriding import override
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline, plain, primary
from sdm_app.ui.widgets.card import Card


class NotSavedDialog(QDialog):
    """Three ways on: try again, print the plan with the change on it, or go on without it."""

    retry_requested = Signal()
    print_requested = Signal()
    give_up_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("not-saved")
        self.setWindowTitle(_("Not saved"))
        self.setMinimumWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(12)
        column.addWidget(PlainLabel(_("The last change is not saved"), "title"))
        card = Card()
        card.set_tone("stop")
        self.reason = PlainLabel("")
        self.reason.setObjectName("not-saved-reason")
        self.reason.setProperty("numberKind", "version")
        card.body.addWidget(self.reason)
        column.addWidget(card)
        column.addWidget(PlainLabel(_("Saved: everything before the last change.")))
        column.addWidget(
            PlainLabel(_("Not saved: the last answer or choice. It can still go on the print."))
        )
        column.addLayout(self._build_buttons())

    def show_reason(self, reason: str) -> None:
        """Open, or stay open, with a sentence on why."""
        self.reason.set_text(reason)
        self.open()
        self.raise_()

    @override
    def reject(self) -> None:
        """Escape and the window's cross do not decide this."""

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        give_up = plain(_("Go on without the change"))
        paper = outline(_("Print the plan"))
        retry = primary(_("Try again"))
        retry.setDefault(True)
        row.addWidget(give_up)
        row.addStretch(1)
        for button, name, signal in (
            (give_up, "give-up-change", self.give_up_requested),
            (paper, "print-unsaved", self.print_requested),
            (retry, "try-again", self.retry_requested),
        ):
            button.setObjectName(name)
            button.clicked.connect(signal)
        row.addWidget(paper)
        row.addWidget(retry)
        return row
