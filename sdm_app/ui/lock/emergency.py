"""The way in without a PIN when a patient is in danger: a reason, which is kept."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline, primary
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.form import add_field

REASON_AT_MOST = 500


class Emergency(Card):
    """`reason_given` carries what was typed; whoever keeps it says whether it is enough."""

    reason_given = Signal(str)
    given_up = Signal()

    def __init__(self, asks: str, back_words: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Open visits in an emergency"), parent)
        self.set_tone("caution")
        self.body.addWidget(
            PlainLabel(
                _(
                    "Today’s visits can be seen and the safety check used until the screen is"
                    " locked again. The clinic sees that it was done, when, and why."
                )
            )
        )
        self.reason = add_field(self.body, "emergency-reason", asks)
        self.reason.setMaxLength(REASON_AT_MOST)
        self.reason.returnPressed.connect(self._on_given)
        self.fault = PlainLabel("")
        self.fault.setObjectName("emergency-fault")
        self.fault.setProperty("numberKind", "instruction")
        self.body.addWidget(self.fault)
        row = QHBoxLayout()
        back = outline(back_words)
        back.setObjectName("emergency-back")
        back.clicked.connect(self.given_up)
        go = primary(_("Open visits"))
        go.setObjectName("emergency-go")
        go.clicked.connect(self._on_given)
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(go)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def begin(self) -> None:
        """Ask anew."""
        self.reason.clear()
        self.fault.set_text("")
        self.reason.setFocus()

    def say(self, sentence: str) -> None:
        """Say why it is not enough."""
        self.fault.set_text(sentence)
        self.reason.setFocus()

    def _on_given(self) -> None:
        self.reason_given.emit(self.reason.text())


class EmergencyDialog(QDialog):
    """Asks somebody who is signed in already; `reason_given` may be refused by `card.say`."""

    reason_given = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("emergency-dialog")
        self.setWindowTitle(_("Emergency"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        self.card = Emergency(_("The reason"), _("Cancel"))
        self.card.reason_given.connect(self.reason_given)
        self.card.given_up.connect(self.reject)
        column.addWidget(self.card)
        line = self.fontMetrics().height()
        self.resize(min(28 * line, parent.width() - 80), min(18 * line, parent.height() - 80))
        self.card.begin()
