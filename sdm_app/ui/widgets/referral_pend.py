"""Asks where a referral goes, and for a word to the clinician who will sign it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from sdm_app.domain.referrals import referrals_of
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import ReferralStatus
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline, primary
from sdm_app.ui.widgets.referral_places import PlaceField
from sdm_app.ui.widgets.roomy_dialog import RoomyDialog

NOTE_AT_MOST = 200
_IN_HAND = (ReferralStatus.PENDED, ReferralStatus.SIGNED)


class PendDialog(RoomyDialog):
    """`pended` carries the target and the note. What is pended or signed already is not offered."""

    pended = Signal(str, str)

    def __init__(self, visit: Visit, target: str = "", parent: QWidget | None = None) -> None:
        super().__init__("pend-dialog", _("Pend a referral"), parent)
        column = self.column
        says = _("A clinician signs, changes or cancels it. Nothing is sent by the program.")
        column.addWidget(PlainLabel(says, "muted"))
        in_hand = tuple(r.to for r in referrals_of(visit) if r.status in _IN_HAND)
        self.place = PlaceField(visit, "pend-place", in_hand)
        self.place.pick(target)
        column.addWidget(PlainLabel(_("Where to"), "heading"))
        column.addWidget(self.place)
        column.addWidget(PlainLabel(_("Note for the clinician (may be left empty)"), "heading"))
        self.note = QPlainTextEdit()
        self.note.setObjectName("pend-note")
        self.note.setAccessibleName(_("Note for the clinician"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(4 * self.fontMetrics().height())
        self.note.textChanged.connect(self._on_note_changed)
        column.addWidget(self.note)
        self.room = PlainLabel("", "muted")
        self.room.setObjectName("pend-room")
        self.room.setProperty("numberKind", "progress")
        column.addWidget(self.room)
        cancel = outline(_("Cancel"))
        cancel.setObjectName("pend-cancel")
        cancel.clicked.connect(self.reject)
        self.go = primary(_("Pend referral"))
        self.go.setObjectName("pend-go")
        self.go.setDefault(True)
        self.go.clicked.connect(self._on_go_clicked)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.go)
        self._on_note_changed()
        self.place.currentIndexChanged.connect(self._on_place_changed)
        self._on_place_changed()
        self.place.setFocus()

    def _on_place_changed(self) -> None:
        self.go.setEnabled(bool(self.place.picked()))

    def _on_note_changed(self) -> None:
        text = self.note.toPlainText()
        if len(text) > NOTE_AT_MOST:
            cursor = self.note.textCursor()
            at = min(cursor.position(), NOTE_AT_MOST)
            self.note.setPlainText(text[:NOTE_AT_MOST])
            cursor.setPosition(at)
            self.note.setTextCursor(cursor)
            return
        left = NOTE_AT_MOST - len(text)
        self.room.set_text(_("Room for {left} more letters. No names.").format(left=left))

    def _on_go_clicked(self) -> None:
        target = self.place.picked()
        if target:
            note = " ".join(self.note.toPlainText().split())
            self.accept()
            self.pended.emit(target, note)
