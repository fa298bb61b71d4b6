"""The referrals of a visit, each with what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sdm_app.domain.referrals import Referral, referrals_of
from sdm_app.domain.services import Service
from sdm_app.domain.visit import Visit
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.flow import clear
from sdm_app.ui.widgets.form import open_once
from sdm_app.ui.widgets.referral_decision import CANCEL, CHANGE, DecisionDialog
from sdm_app.ui.widgets.referral_pend import PendDialog
from sdm_app.ui.widgets.referral_row import ReferralRow


class ReferralCard(Card):
    """Signing is one press; a change or a cancellation asks why.

    The signals are intents of the pages that show the card. `letter_requested` carries a target.
    """

    referral_pended = Signal(str, str)
    referral_signed = Signal(str)
    referral_changed = Signal(str, str, str, str)
    referral_cancelled = Signal(str, str, str)
    letter_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Referrals"), parent)
        self.setObjectName("referral-card")
        self.setProperty("numberKind", "instruction")
        self._visit: Visit | None = None
        self._shown: tuple[tuple[Referral, ...], tuple[Service, ...]] | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(16)
        self.body.addLayout(self._lines)
        add = outline(_("Add a referral"))
        add.setObjectName("referral-add")
        add.clicked.connect(self._on_add_clicked)
        self.body.addWidget(add, 0, Qt.AlignmentFlag.AlignLeading)

    def show_visit(self, visit: Visit) -> None:
        """Show the referrals of the visit as they stand."""
        self._visit = visit
        referrals = referrals_of(visit)
        if (referrals, visit.services) == self._shown:
            return
        self._shown = referrals, visit.services
        at = self._target_with_keyboard()
        clear(self._lines)
        for referral in referrals:
            row = ReferralRow(referral, visit)
            row.asked.connect(self._on_asked)
            self._lines.addWidget(row)
            if referral.to == at:
                row.take_keyboard()
        if not referrals:
            self._lines.addWidget(PlainLabel(_("No referral is suggested."), "muted"))

    def take_keyboard(self) -> None:
        """Put the keyboard at the first thing that can be done about a referral."""
        row = self.findChild(ReferralRow)
        if row is not None:
            row.take_keyboard()

    def _target_with_keyboard(self) -> str:
        """The target of the row whose button was pressed by the keyboard; empty for none."""
        focused = self.focusWidget()
        rows = self.findChildren(ReferralRow)
        with_it = (row.target for row in rows if focused is not None and row.isAncestorOf(focused))
        return next(with_it, "")

    def _on_asked(self, act: str, target: str) -> None:
        match act:
            case "sign":
                self.referral_signed.emit(target)
            case "letter":
                self.letter_requested.emit(target)
            case "pend":
                self._ask_to_pend(target)
            case _:
                self._ask_why(act, target)

    def _on_add_clicked(self) -> None:
        self._ask_to_pend("")

    def _ask_to_pend(self, target: str) -> None:
        if self._visit is not None:
            dialog = PendDialog(self._visit, target, self.window())
            dialog.pended.connect(self.referral_pended)
            open_once(dialog)

    def _ask_why(self, act: str, target: str) -> None:
        if self._visit is not None:
            dialog = DecisionDialog(self._visit, act, target, self.window())
            decided = {CHANGE: self._on_changed, CANCEL: self._on_cancelled}[act]
            dialog.decided.connect(decided)
            open_once(dialog)

    def _on_changed(self, target: str, to: str, reason: str, reason_id: str) -> None:
        self.referral_changed.emit(target, to, reason, reason_id)

    def _on_cancelled(self, target: str, _to: str, reason: str, reason_id: str) -> None:
        self.referral_cancelled.emit(target, reason, reason_id)


REFERRAL_SIGNALS = (
    "referral_pended",
    "referral_signed",
    "referral_changed",
    "referral_cancelled",
    "letter_requested",
)


def join_referrals(card: ReferralCard, page: QWidget) -> None:
    """Let a page tell what its card tells: both have the same signals."""
    for name in REFERRAL_SIGNALS:
        getattr(card, name).connect(getattr(page, name))
