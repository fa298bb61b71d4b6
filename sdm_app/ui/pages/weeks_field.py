"""How many weeks the episode has lasted; it may stay unanswered."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.quiet_spin import QuietSpin

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
        self.spin = QuietSpin(MOST_WEEKS, self)
        self.spin.setObjectName(name)
        self.spin.setAccessibleName(self.label.text())
        self.spin.valueChanged.connect(self._on_value_changed)
        self.label.setBuddy(self.spin)
        layout.addWidget(self.label)
        layout.addWidget(self.spin, 0, Qt.AlignmentFlag.AlignLeading)

    def show_weeks(self, weeks: int | None) -> None:
        """Show the weeks of the visit without telling anybody."""
        with QSignalBlocker(self.spin):
            self.spin.show_given(weeks)

    def _on_value_changed(self, weeks: int) -> None:
        self.weeks_given.emit(weeks)
