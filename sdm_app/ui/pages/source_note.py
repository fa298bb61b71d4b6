"""Under a figure: who was counted, for how long, how certain it is, and the source."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sdm_app.domain.content import ContentPack
from sdm_app.domain.sources import Frequency
from sdm_app.domain.vocabulary import Certainty
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import link, set_words


class SourceNote(QWidget):
    """Population, period, certainty as the source states it, and a link that opens the source."""

    source_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self.text = PlainLabel("", "muted", self)
        self.text.setObjectName("figure-population")
        self.link = link("")
        self.link.setObjectName("figure-source")
        self.link.clicked.connect(self._on_link_clicked)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)

    def show_figure(self, figure: Frequency | None, pack: ContentPack) -> None:
        """Show where a figure comes from; nothing when there is none."""
        self.setVisible(figure is not None)
        if figure is None:
            return
        certainty = _("Certainty: {words}").format(words=certainty_words(figure.certainty))
        parts = (figure.population, figure.period, certainty)
        self.text.set_text(" · ".join(parts))
        set_words(self.link, pack.citation_by_id[figure.citation].short)
        for widget in (self, self.text, self.link):
            widget.setProperty("sourceIds", figure.id)

    def _on_link_clicked(self) -> None:
        self.source_requested.emit(self.property("sourceIds"))


def certainty_words(certainty: Certainty) -> str:
    """How sure the source says the figure is."""
    return {
        Certainty.HIGH: _("high"),
        Certainty.MODERATE: _("moderate"),
        Certainty.LOW: _("low"),
        Certainty.VERY_LOW: _("very low"),
        Certainty.NOT_RATED: _("not rated by the source"),
    }[certainty]
