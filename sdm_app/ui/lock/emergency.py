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
        self._is_checking = False
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
        self._go = primary(_("Open visits"))
        self._go.setObjectName("emergency-go")
        self._go.clicked.connect(self._on_given)
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(self._go)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def begin(self) -> None:
        """Ask anew."""
        self.show_checking(False)
        self.reason.clear()
        self.fault.set_text("")
        self.reason.setFocus()

    def say(self, sentence: str) -> None:
        """Say why it is not enough."""
        self.fault.set_text(sentence)
        self.reason.setFocus()

    def show_checking(self, is_on: bool) -> None:
        """Say that the reason is being kept, and take no other meanwhile."""
        self._is_checking = is_on
        # Not disabled: the keyboard would move on to a button that nobody chose.
        self.reason.setReadOnly(is_on)
        self._go.setEnabled(not is_on)
        self.fault.set_text(_("The reason is being kept…") if is_on else "")

    def _on_given(self) -> None:
        if self._is_checking:
            return
        # Before the button is disabled, which would send the keyboard elsewhere.
        self.reason.setFocus()
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
