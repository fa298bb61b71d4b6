"""An authored line with the sources its numbers rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import link, set_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdm_app.domain.content import ContentPack
    from sdm_app.domain.lines import Line

LARGE_TEXT = 30
"""Line height in pixels from which every source stands on a line of its own."""


class LineLabel(QWidget):
    """A line; when it has sources, their short names stand under it and open the source drawer."""

    source_requested = Signal(str)

    def __init__(self, role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.label = PlainLabel("", role, self)
        self.link = link("")
        self.link.setObjectName("source-link")
        self.link.hide()
        self.link.clicked.connect(self._on_link_clicked)
        layout.addWidget(self.label)
        layout.addWidget(self.link)

    def show_line(self, line: Line, pack: ContentPack, values: Mapping[str, str]) -> None:
        """Show a line with its placeholders filled from `values`."""
        # Imported here: the window's first frame must not pay for pydantic.
        from sdm_app.domain.lines_fill import fill  # noqa: PLC0415

        text = fill(line.text, values)
        ids = " ".join((*line.figures, *line.cites))
        kind = line.numbers or ("date" if text != line.text and not ids else "")
        for widget in (self, self.label, self.link):
            widget.setProperty("sourceIds", ids or None)
            widget.setProperty("numberKind", str(kind) or None)
        self.label.set_text(text)
        names = _short_names(line, pack)
        set_words(self.link, " · ".join(names))
        if self.fontMetrics().height() > LARGE_TEXT:
            self.link.setText("\n".join(names).replace("&", "&&"))
        self.link.setVisible(bool(ids))

    def text(self) -> str:
        """The text shown, without the sources."""
        return self.label.text()

    def set_role(self, role: str) -> None:
        """Show the line in another text role."""
        self.label.set_role(role)

    def _on_link_clicked(self) -> None:
        self.source_requested.emit(self.property("sourceIds") or "")


def _short_names(line: Line, pack: ContentPack) -> tuple[str, ...]:
    estimates = pack.estimate_by_id
    citations = [estimates[figure].citation for figure in line.figures] + list(line.cites)
    return tuple(pack.citation_by_id[name].short for name in dict.fromkeys(citations))
