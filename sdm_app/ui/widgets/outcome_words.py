"""What to say when a talk ends in a certain way, and what may be offered then."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sdm_app.domain.content import ContentPack
from sdm_app.domain.lines import Line
from sdm_app.domain.requests import Outcome
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.flow import clear
from sdm_app.ui.widgets.line_label import LineLabel


class OutcomeWords(QWidget):
    """The lines of one outcome, with its dates filled in."""

    source_requested = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_outcome(self, outcome: Outcome, pack: ContentPack, values: Mapping[str, str]) -> None:
        """Show what an outcome says and offers."""
        clear(self._column)
        for said in outcome.say:
            self._add(said, pack, values)
        if outcome.offers:
            self._column.addWidget(PlainLabel(_("You can offer"), "muted"))
        for offer in outcome.offers:
            self._add(offer.model_copy(update={"text": f"• {offer.text}"}), pack, values)
        self.setVisible(bool(outcome.say or outcome.offers))

    def _add(self, line: Line, pack: ContentPack, values: Mapping[str, str]) -> None:
        label = LineLabel("guide")
        label.show_line(line, pack, values)
        label.source_requested.connect(self.source_requested)
        self._column.addWidget(label)
