"""A pill that is on or off, and a tag that only says something."""

from textwrap import wrap

from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from sdm_app.ui.text import PlainLabel
from sdm_app.ui.theme.repolish import repolish


class Chip(QPushButton):
    """A checkable pill; a check mark beside its colour says that it is on."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = text
        self._letters = 0
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._on_toggled)
        self.set_words(text)

    def set_words(self, text: str) -> None:
        """Show other words on the pill."""
        self._words = text
        self.setAccessibleName(text)
        self._on_toggled(self.isChecked())

    def break_lines(self, letters: int) -> None:
        """Put the words on several lines of at most so many letters."""
        self._letters = letters
        self._on_toggled(self.isChecked())

    def _on_toggled(self, checked: bool) -> None:
        words = in_lines(self._words, self._letters) if self._letters else self._words
        shown = words.replace("&", "&&")
        self.setText(f"✓ {shown}" if checked else shown)


def in_lines(text: str, letters: int) -> str:
    """The text on lines of at most so many letters: a button does not wrap by itself."""
    return "\n".join(wrap(text, letters, break_long_words=False))


class Tag(PlainLabel):
    """A small pill of text in one of the card tones; it cannot be pressed."""

    def __init__(self, text: str = "", tone: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(text, "small", parent)
        self.setWordWrap(False)
        self.setProperty("tag", tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def set_tone(self, tone: str) -> None:
        """Colour the pill; the words must say the same."""
        if tone != self.property("tag"):
            self.setProperty("tag", tone)
            repolish(self)
