"""A blank sheet over the whole window, for when somebody walks in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline


class HideScreen(QWidget):
    """Covers its parent and keeps the keyboard away from it; F12 or the button shows it again."""

    show_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._covered = parent
        self.setObjectName("hidden-screen")
        self.setProperty("surface", "hidden")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.addStretch(1)
        words = PlainLabel(_("The screen is hidden"), "title")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(words)
        self.button = outline(_("Show it again  F12"))
        self.button.setObjectName("show-screen")
        self.button.setAccessibleName(_("Show the screen again"))
        self.button.setProperty("numberKind", "key")
        self.button.clicked.connect(self.show_requested)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        self.hide()

    def cover(self) -> None:
        """Cover the parent at its size now."""
        self.setGeometry(self._covered.rect())
        self.raise_()
        self.show()
        self.button.setFocus()
