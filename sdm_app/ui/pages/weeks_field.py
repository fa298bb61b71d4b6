"""How many weeks the episode has lasted; it may stay unanswered."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.overriding import override
from sdm_app.ui.text import PlainLabel

NOT_GIVEN = -1
MOST_WEEKS = 5200


class WeeksField(QWidget):
    """A number of weeks; `weeks_given` tells it, or -1 once it is taken back."""

    weeks_given = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.label = PlainLabel(_("How many weeks has this pain lasted?"), "body", self)
        self.spin = _Weeks(self)
        self.spin.setObjectName(name)
        self.spin.setAccessibleName(self.label.text())
        self.spin.setRange(NOT_GIVEN, MOST_WEEKS)
        self.spin.setSpecialValueText(_("not asked"))
        self.spin.setKeyboardTracking(False)
        self.spin.setProperty("numberKind", "instrument")
        self.spin.valueChanged.connect(self._on_value_changed)
        self.label.setBuddy(self.spin)
        layout.addWidget(self.label)
        layout.addWidget(self.spin, 0, Qt.AlignmentFlag.AlignLeading)

    def show_weeks(self, weeks: int | None) -> None:
        """Show the weeks of the visit without telling anybody."""
        with QSignalBlocker(self.spin):
            self.spin.setValue(NOT_GIVEN if weeks is None else weeks)

    def _on_value_changed(self, weeks: int) -> None:
        self.weeks_given.emit(weeks)


class _Weeks(QSpinBox):
    """A wheel turned over the page must not change an answer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
