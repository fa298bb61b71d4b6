"""The band that says what nobody may overlook: demonstration data, and content past its review."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel


class Notice(QFrame):
    """A band under the top bar; it is always there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 4, 24, 4)
        self.words = PlainLabel(_demonstration(), "small")
        self.words.setObjectName("notice")
        self.words.setProperty("numberKind", "date")
        row.addWidget(self.words)

    def show_content_notes(self, notes: tuple[str, ...]) -> None:
        """Add what must be known about the content."""
        self.words.set_text(" · ".join((_demonstration(), *notes)))


def _demonstration() -> str:
    return _("Demonstration data only: records are not encrypted yet")
