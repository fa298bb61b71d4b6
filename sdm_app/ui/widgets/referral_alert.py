"""Says at once that a new screening is high risk, and lets whoever screened pend the referral."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from sdm_app.domain.referrals import alert_of
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import ReferralStatus
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import primary
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.form import open_once
from sdm_app.ui.widgets.referral_pend import PendDialog


class AlertCard(Card):
    """Shown only while `alert_of` the visit stands. It shows no note: those are for clinicians."""

    referral_pended = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent)
        self.setObjectName("alert-card")
        self.setProperty("numberKind", "instruction")
        self.set_tone("caution")
        self._visit: Visit | None = None
        self._target = ""
        self.says = PlainLabel("", "body", self)
        self.says.setObjectName("alert-says")
        self.pend = primary(_("Pend the referral"))
        self.pend.setObjectName("alert-pend")
        self.pend.clicked.connect(self._on_pend_clicked)
        self.body.addWidget(self.says)
        self.body.addWidget(self.pend, 0, Qt.AlignmentFlag.AlignLeading)
        self.hide()

    def show_visit(self, visit: Visit) -> None:
        """Show the alert of the visit, or nothing."""
        self._visit = visit
        alert = alert_of(visit)
        self.setVisible(alert is not None)
        if alert is None:
            return
        referral = alert.referral
        self._target = "" if referral is None else referral.to
        is_pended = referral is not None and referral.status is ReferralStatus.PENDED
        if is_pended:
            title = _("High risk: a referral waits for a clinician")
        else:
            title = _("High risk: a referral is suggested")
        self.set_title(title)
        self.says.set_text("" if referral is None else referral.name)
        self.says.setVisible(referral is not None)
        self.pend.setVisible(not is_pended)

    def _on_pend_clicked(self) -> None:
        if self._visit is not None:
            dialog = PendDialog(self._visit, self._target, self.window())
            dialog.pended.connect(self.referral_pended)
            open_once(dialog)
