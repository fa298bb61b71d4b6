"""A number field that a wheel turned over the page does not change."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSpinBox, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.overriding import override

NOT_GIVEN = -1


class QuietSpin(QSpinBox):
    """A whole number from 0 up; one step below 0 it is not asked."""

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(8, 0, 0, 0)
        self.setRange(NOT_GIVEN, most)
        self.setSpecialValueText(_("not asked"))
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("numberKind", "instrument")

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def given(self) -> int | None:
        """The number, or None when it was not asked."""
        return None if self.value() == NOT_GIVEN else self.value()

    def show_given(self, number: int | None) -> None:
        """Show a number, or that it was not asked."""
        self.setValue(NOT_GIVEN if number is None else number)
