"""One referral: where it stands, why, and what a clinician can do about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from sdm_app.domain.referrals import Referral
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import ReferralStatus
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline, primary
from sdm_app.ui.widgets.chip import Tag
from sdm_app.ui.widgets.flow import FlowLayout
from sdm_app.ui.widgets.referral_words import story_of, tag_words

_DOES = {
    ReferralStatus.SUGGESTED: ("sign", "change", "cancel"),
    ReferralStatus.PENDED: ("sign", "change", "cancel"),
    ReferralStatus.SIGNED: ("letter", "change", "cancel"),
    ReferralStatus.CHANGED: ("pend",),
    ReferralStatus.CANCELLED: ("pend",),
}


class ReferralRow(QWidget):
    """`asked` carries what was pressed (sign, pend, change, cancel or letter) and the target."""

    asked = Signal(str, str)

    def __init__(self, referral: Referral, visit: Visit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.target, self._name = referral.to, referral.name
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        name = PlainLabel(referral.name, "body")
        name.setObjectName(f"referral-{referral.to}")
        words, tone = tag_words(referral.status)
        tag = Tag(words, tone)
        tag.setObjectName(f"referral-status-{referral.to}")
        head.addWidget(name, 1)
        head.addWidget(tag)
        column.addLayout(head)
        for line in story_of(referral, visit):
            column.addWidget(PlainLabel(line, "muted"))
        holder = QWidget()
        self._buttons = FlowLayout(holder)
        for act in _DOES[referral.status]:
            self._buttons.addWidget(self._button(act))
        column.addWidget(holder)

    def take_keyboard(self) -> None:
        """Put the keyboard at the first thing that can be done."""
        act = self.findChild(QPushButton)
        if act is not None:
            act.setFocus()

    def _button(self, act: str) -> QPushButton:
        words = {
            "sign": _("Sign"),
            "pend": _("Pend"),
            "change": _("Change"),
            "cancel": _("Cancel"),
            "letter": _("Letter"),
        }[act]
        button = primary(words) if act in ("sign", "letter") else outline(words)
        button.setObjectName(f"referral-{act}-{self.target}")
        button.setAccessibleName(f"{words}: {self._name}")
        button.setProperty("act", act)
        button.clicked.connect(self._on_clicked)
        return button

    def _on_clicked(self) -> None:
        self.asked.emit(self.sender().property("act"), self.target)
