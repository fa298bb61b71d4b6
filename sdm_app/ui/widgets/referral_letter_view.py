"""The letter of a signed referral as it will come out of the printer, and the way there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import ReferralStatus
from sdm_app.i18n import gettext as _
from sdm_app.settings import PageSize, Settings
from sdm_app.ui.overriding import override
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline
from sdm_app.ui.widgets.handout_preview import HandoutPreview


class LetterPreview(HandoutPreview):
    """The preview of the plan, with the letter in its place."""

    file_name = "referral-letter.pdf"

    def __init__(self, target: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._target = target
        self.page.setObjectName("letter-page")
        self.page.setAccessibleName(_("Preview of the letter"))
        self.paper.setObjectName("letter-page-size")
        self.black.setObjectName("letter-black-and-white")
        self._save.setObjectName("save-letter")
        self._print.setObjectName("print-letter")
        self.large.hide()
        self.black.hide()

    @override
    def pdf(self, visit: Visit) -> bytes:
        # Imported here: reportlab waits for its first use.
        from sdm_app.handout.referral_letter import build_letter  # noqa: PLC0415

        is_a4 = self.paper.currentData() == PageSize.A4
        return build_letter(
            visit,
            self._target,
            page_size="a4" if is_a4 else "letter",
            black_and_white=self.black.isChecked(),
            clinic=self.clinic(),
        )


class LetterDialog(QDialog):
    """`handed_out` carries the target once its letter was printed or saved.

    Somebody else may cancel the referral meanwhile; `see` then closes it.
    """

    handed_out = Signal(str)

    def __init__(
        self, visit: Visit, target: str, settings: Settings, *, demo: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._target, self._encounter = target, visit.encounter.id
        self.setObjectName("letter-dialog")
        self.setWindowTitle(_("Referral letter"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(PlainLabel(_("Referral letter"), "title"))
        says = _("Nothing is sent by the program. Hand it over, or send it yourself.")
        column.addWidget(PlainLabel(says, "muted"))
        self.preview = LetterPreview(target, self)
        self.preview.use_settings(settings, demo=demo)
        self.preview.handed_out.connect(self._on_handed_out)
        close = outline(_("Close"))
        close.setObjectName("letter-close")
        close.clicked.connect(self.reject)
        self.preview.buttons.addWidget(close)
        column.addWidget(self.preview, 1)
        room = parent.size()
        wide = max(720, 20 * self.fontMetrics().height())
        self.resize(min(wide, room.width() - 80), room.height() - 60)
        self.preview.show_visit(visit)

    def see(self, visit: Visit) -> None:
        """Show the letter as the visit stands now; close when it is not signed any more."""
        state = visit.encounter.referrals.get(self._target)
        is_signed = state is not None and state.status is ReferralStatus.SIGNED
        if is_signed and visit.encounter.id == self._encounter:
            self.preview.show_visit(visit)
        else:
            self.reject()

    def _on_handed_out(self) -> None:
        self.handed_out.emit(self._target)
