"""What stands in place of options and questions while an urgent finding is not settled."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sdm_app.domain.safety import assess
from sdm_app.domain.visit import Visit
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import primary
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.flow import clear
from sdm_app.ui.widgets.line_label import LineLabel


class ActFirst(QWidget):
    """Says what to do now, finding by finding, and leads back to the safety check."""

    source_requested = Signal(str)
    safety_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("act-first")
        self.setAccessibleName(_("Act on this first"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(PlainLabel(_("Act on this first"), "title"))
        self._card = Card()
        self._card.set_tone("stop")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(12)
        self._card.body.addLayout(self._lines)
        layout.addWidget(self._card)
        self._open = primary(_("Open the safety check"))
        self._open.setObjectName("act-first-open-safety")
        self._open.clicked.connect(self._on_open_clicked)
        layout.addWidget(self._open)
        layout.addStretch(1)

    def show_visit(self, visit: Visit) -> None:
        """Show the actions of the findings that are present."""
        clear(self._lines)
        for finding in assess(visit).present:
            action = visit.pack.finding_by_id[finding].do
            if action is None:
                continue
            label = LineLabel("body")
            label.show_line(action, visit.pack, {})
            label.source_requested.connect(self.source_requested)
            self._lines.addWidget(label)

    def _on_open_clicked(self) -> None:
        self.safety_requested.emit()
