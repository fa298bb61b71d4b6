"""An authored line with the sources its numbers rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sdm_app.ui.overriding import override
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import link, set_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdm_app.domain.content import ContentPack
    from sdm_app.domain.lines import Line

_LINK_EDGES = 8
"""Pixels that a link's frame adds to its words."""


class LineLabel(QWidget):
    """A line; when it has sources, their short names stand under it and open the source drawer."""

    source_requested = Signal(str)

    def __init__(self, role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._names: tuple[str, ...] = ()
        self.label = PlainLabel("", role, self)
        self.link = link("")
        self.link.setObjectName("source-link")
        self.link.hide()
        self.link.clicked.connect(self._on_link_clicked)
        layout.addWidget(self.label)
        # Its sources wrap when it gets narrow, so they must not keep it wide.
        self.link.setMinimumWidth(1)
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
        self._names = names
        set_words(self.link, " · ".join(names))
        self._fit_link()
        self.link.setVisible(bool(ids))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_link()

    def _fit_link(self) -> None:
        """Put the sources on as many lines as the width asks: a button does not wrap by itself."""
        metrics = self.link.fontMetrics()
        lines: list[str] = []
        for name in self._names:
            longer = f"{lines[-1]} · {name}" if lines else name
            if lines and metrics.horizontalAdvance(longer) + _LINK_EDGES <= self.width():
                lines[-1] = longer
            else:
                lines.append(name)
        text = "\n".join(lines).replace("&", "&&")
        if text != self.link.text():
            self.link.setText(text)

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
