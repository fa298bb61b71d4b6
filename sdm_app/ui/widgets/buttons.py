"""The window's buttons: one primary action a screen, outlined ones beside it, links in text."""

from PySide6.QtWidgets import QPushButton, QSizePolicy


def primary(text: str) -> QPushButton:
    """The one thing to do next."""
    return _button(text, "primary")


def outline(text: str) -> QPushButton:
    """Another thing one can do."""
    return _button(text, "outline")


def plain(text: str) -> QPushButton:
    """A button of the frame."""
    return _button(text, "plain")


def link(text: str) -> QPushButton:
    """A button that reads as part of the text, such as a source."""
    # Imported here: the first frame has no link (see `qt_values`).
    from PySide6.QtCore import Qt  # noqa: PLC0415

    button = _button(text, "link")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return button


def set_words(button: QPushButton, text: str) -> None:
    """Show other words; an ampersand is shown, not taken for a shortcut."""
    button.setText(text.replace("&", "&&"))
    button.setAccessibleName(text)


def _button(text: str, kind: str) -> QPushButton:
    button = QPushButton()
    button.setProperty("kind", kind)
    button.setAutoDefault(False)
    set_words(button, text)
    return button
