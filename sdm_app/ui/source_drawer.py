"""Where a number comes from: one card a source, with nothing fetched from anywhere."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from sdm_app.domain.content import ContentPack
from sdm_app.domain.sources import Citation
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import primary
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.source_line import source_line
from sdm_app.ui.widgets.study_card import amount_words, estimate_lines


class SourceDrawer(QDialog):
    """The sources behind what was pressed, or of the whole pack."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("source-drawer")
        self.setWindowTitle(_("Sources"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(PlainLabel(_("Where this comes from"), "title"))
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._area, 1)
        close = primary(_("Close"))
        close.setObjectName("close-sources")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def show_sources(self, ids: Iterable[str], pack: ContentPack) -> None:
        """Open with the sources of estimates, guidelines and citations, each once."""
        inner = QWidget()
        inner.setProperty("surface", "scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        for name in dict.fromkeys(ids):
            column.addWidget(_card(name, pack))
        column.addStretch(1)
        self._area.setWidget(inner)
        window = self.parentWidget()
        if window is not None:
            self.resize(min(820, window.width() - 80), min(720, window.height() - 80))
        self.open()


def _card(name: str, pack: ContentPack) -> Card:
    estimate = pack.estimate_by_id.get(name)
    if estimate is not None:
        lines = [amount_words(estimate), *estimate_lines(estimate)]
        citation = pack.citation_by_id[estimate.citation]
    elif name in pack.guideline_by_id:
        guideline = pack.guideline_by_id[name]
        lines = [f"{guideline.issuer}, {guideline.country}. {guideline.scope}"]
        citation = pack.citation_by_id[guideline.citation]
    else:
        lines, citation = [], pack.citation_by_id[name]
    card = Card(citation.short)
    card.setObjectName(f"source-{name}")
    card.heading.setProperty("sourceIds", name)
    for role, line in (
        *(("body", line) for line in lines),
        *(("muted", line) for line in _citation_lines(citation)),
    ):
        card.body.addWidget(source_line(line, role, name))
    return card


def _citation_lines(citation: Citation) -> list[str]:
    place = f" {citation.published_in}." if citation.published_in else ""
    lines = [f"{citation.authors}. {citation.title}. {citation.year}.{place}", citation.link]
    return [*lines, citation.note] if citation.note else lines
