"""The band that says on every screen that visits were opened in an emergency."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import plain


class EmergencyBand(QFrame):
    """Stands below the top bar while it lasts; `lock_requested` ends it."""

    lock_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emergency-band")
        self.setProperty("tone", "stop")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 24, 6)
        row.setSpacing(16)
        words = PlainLabel(
            _("Emergency access without a PIN: what is done now is kept under the reason given."),
            "body",
        )
        row.addWidget(words, 1)
        end = plain(_("End it and lock"))
        end.setObjectName("end-emergency")
        end.clicked.connect(self.lock_requested)
        row.addWidget(end)
        self.hide()
