"""The only label of the window, and its tool tips: plain text, never guessed to be HTML."""

import re

from PySide6.QtWidgets import QLabel, QWidget

from sdm_app.ui.qt_values import PLAIN_TEXT
from sdm_app.ui.theme.repolish import repolish

ROLES = ("title", "lead", "heading", "body", "small", "muted", "number", "guide")


class PlainLabel(QLabel):
    """Wrapped plain text in one of the `ROLES`, which the style sheet sizes and colours."""

    def __init__(self, text: str = "", role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("textFormat", PLAIN_TEXT)
        self.setWordWrap(True)
        self.setProperty("role", role)
        self.setText(text)

    def set_text(self, text: str) -> None:
        """Show other text; the same text costs nothing."""
        if text != self.text():
            self.setText(text)

    def set_role(self, role: str) -> None:
        """Show the text in another role."""
        if role != self.property("role"):
            self.setProperty("role", role)
            repolish(self)


def breakable(text: str) -> str:
    """What somebody typed, with places where a word of more than 24 letters may be parted."""
    return re.sub(r"\S{25,}", lambda word: re.sub(r"(\S{12})(?=\S)", "\\1\u200b", word[0]), text)


def set_tip(widget: QWidget, text: str) -> None:
    """Show the text beside the pointer that rests on the widget; tags in it are shown, not obeyed.

    A tool tip has no text format: Qt obeys whatever looks like HTML, so that alone is escaped.
    """
    if "<" not in text and "&lt;" not in text:
        widget.setToolTip(text)
        return
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    widget.setToolTip(f'<p style="white-space: pre-wrap">{escaped}</p>')
    # A screen reader would read the tip, and with it the tags of our own.
    widget.setAccessibleDescription(widget.accessibleDescription() or text)
