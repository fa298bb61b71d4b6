"""Asks a clinician why a referral is changed or cancelled, and to which it is changed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from sdm_app.domain.referral_content import ReferralReason
from sdm_app.domain.visit import Visit
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline, primary
from sdm_app.ui.widgets.referral_places import PlaceField
from sdm_app.ui.widgets.roomy_dialog import RoomyDialog

CHANGE, CANCEL = "change", "cancel"
REASON_AT_MOST = 500


class DecisionDialog(RoomyDialog):
    """`decided` carries target, new target ("" on cancelling), reason in words and its id.

    The id is that of the reason picked, or "" where the content has none to pick from.
    """

    decided = Signal(str, str, str, str)

    def __init__(self, visit: Visit, act: str, target: str, parent: QWidget | None = None) -> None:
        changes = act == CHANGE
        title = _("Change the referral") if changes else _("Cancel the referral")
        super().__init__(f"referral-{act}-dialog", title, parent)
        self._target = target
        column = self.column
        name = PlainLabel(visit.pack.referral_name(target), "body")
        name.setProperty("numberKind", "instruction")
        column.addWidget(name)
        self.place = PlaceField(visit, "decision-place", (target,)) if changes else None
        if self.place is not None:
            column.addWidget(PlainLabel(_("Where to instead"), "heading"))
            column.addWidget(self.place)
        content = visit.pack.referrals
        self._reasons = content.changing if changes else content.cancelling
        column.addWidget(PlainLabel(_("Reason (goes into the record)"), "heading"))
        self._choices = QButtonGroup(self)
        for at, reason in enumerate(self._reasons):
            column.addWidget(self._choice(at, reason))
        self.words = QLineEdit()
        self.words.setObjectName("decision-words")
        self.words.setAccessibleName(_("The reason in words"))
        self.words.setPlaceholderText(_("In words"))
        self.words.setMaxLength(REASON_AT_MOST)
        column.addWidget(self.words)
        leave = outline(_("Leave it as it is"))
        leave.setObjectName("decision-leave")
        leave.clicked.connect(self.reject)
        self.save = primary(title)
        self.save.setObjectName("decision-save")
        self.save.setDefault(True)
        self.save.clicked.connect(self._on_save_clicked)
        self.buttons.addWidget(leave)
        self.buttons.addWidget(self.save)
        self._choices.buttonToggled.connect(self._on_changed)
        self.words.textChanged.connect(self._on_changed)
        if self.place is not None:
            self.place.currentIndexChanged.connect(self._on_changed)
        self._on_changed()

    def _choice(self, at: int, reason: ReferralReason) -> QRadioButton:
        choice = QRadioButton(reason.label.replace("&", "&&"))
        choice.setObjectName(f"decision-{reason.id}")
        choice.setAccessibleName(reason.label)
        choice.setProperty("numberKind", "instruction")
        self._choices.addButton(choice, at)
        return choice

    def _picked(self) -> ReferralReason | None:
        at = self._choices.checkedId()
        return self._reasons[at] if at >= 0 else None

    def _given(self) -> tuple[str, str]:
        """The reason in words and its id; no words while something is missing."""
        picked, words = self._picked(), " ".join(self.words.text().split())
        if picked is None:
            return ("" if self._reasons else words), ""
        return (words if picked.needs_words else picked.label)[:REASON_AT_MOST], picked.id

    def _on_changed(self) -> None:
        picked = self._picked()
        self.words.setVisible(not self._reasons or (picked is not None and picked.needs_words))
        has_place = self.place is None or bool(self.place.picked())
        self.save.setEnabled(bool(self._given()[0]) and has_place)
        if self.isVisible():
            self.fit()

    def _on_save_clicked(self) -> None:
        reason, reason_id = self._given()
        if reason and (self.place is None or self.place.picked()):
            self.accept()
            to = "" if self.place is None else self.place.picked()
            self.decided.emit(self._target, to, reason, reason_id)
