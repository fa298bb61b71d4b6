"""The places that a referral may go to, as a field."""

from PySide6.QtWidgets import QWidget

from sdm_app.domain.referrals import places_for, referrals_of
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import ReferralStatus
from sdm_app.i18n import gettext as _
from sdm_app.ui.widgets.quiet_combo import QuietCombo


class PlaceField(QuietCombo):
    """What is suggested stands first; then every other place. None is picked."""

    def __init__(
        self, visit: Visit, name: str, without: tuple[str, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(_("Where to"))
        self.setProperty("numberKind", "instruction")
        self.setMinimumContentsLength(30)
        suggested = [
            referral.to
            for referral in referrals_of(visit)
            if referral.status is ReferralStatus.SUGGESTED
        ]
        for target in places_for(visit):
            if target not in without:
                words = visit.pack.referral_name(target)
                if target in suggested:
                    words = _("{name} (suggested)").format(name=words)
                self.addItem(words, target)
        self.setPlaceholderText(_("Choose a place"))
        self.setCurrentIndex(-1)
        self._is_suggested = bool(self.count()) and self.itemData(0) in suggested

    def pick(self, target: str) -> None:
        """Pick a place; without one, what is suggested, if anything is."""
        at = self.findData(target)
        self.setCurrentIndex(0 if at < 0 and self._is_suggested else at)

    def picked(self) -> str:
        """The id of the place that is picked."""
        return str(self.currentData() or "")
