"""A bordered box that holds one idea."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sdm_app.ui.text import PlainLabel
from sdm_app.ui.theme.repolish import repolish

TONES = ("plain", "soft", "caution", "stop", "good")


class Card(QFrame):
    """A rounded box with an optional heading; content goes into `body`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", "plain")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 16, 20, 16)
        self.body.setSpacing(8)
        self.heading = PlainLabel(title, "heading", self)
        self.body.addWidget(self.heading)
        self.heading.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_title(self, title: str) -> None:
        """Show another heading; an empty one takes no room."""
        self.heading.set_text(title)
        self.heading.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_tone(self, tone: str) -> None:
        """Colour the box by what it says: one of `TONES`. The words must say it too."""
        if tone != self.property("tone"):
            self.setProperty("tone", tone)
            repolish(self)
