"""A date field that a wheel turned over the page does not change."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDateEdit, QWidget

from sdm_app.ui.overriding import override

SHORT_DATE = "d MMM yyyy"


class QuietDate(QDateEdit):
    """A day, typed or picked from a calendar; the month is in letters, so it reads one way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCalendarPopup(True)
        self.setDisplayFormat(SHORT_DATE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("numberKind", "date")

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
