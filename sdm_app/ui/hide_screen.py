"""A blank sheet over the whole window, for when somebody walks in or nobody is there."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.overriding import override
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline


class HideScreen(QWidget):
    """Covers its parent and keeps the keyboard to itself; F12 or the button shows it again."""

    show_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._covered = parent
        self.setObjectName("hidden-screen")
        self.setProperty("surface", "hidden")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.addStretch(1)
        self._words = PlainLabel(_("The screen is hidden"), "title")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._words)
        self.button = outline(_("Show it again  F12"))
        self.button.setObjectName("show-screen")
        self.button.setAccessibleName(_("Show the screen again"))
        self.button.setProperty("numberKind", "key")
        self.button.clicked.connect(self.show_requested)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        parent.installEventFilter(self)
        self.hide()

    def say_locked(self) -> None:
        """Show no way back here: the door has it."""
        self._words.set_text(_("The screen is locked"))
        self.button.hide()

    def cover(self) -> None:
        """Cover the parent at its size now."""
        self.setGeometry(self._covered.rect())
        self.raise_()
        self.show()
        (self if self.button.isHidden() else self.button).setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._covered.rect())
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What is covered must not hear it: Escape would close the dialog and lose what it holds.
        event.accept()

    @override
    def focusNextPrevChild(self, _next: bool) -> bool:
        return True
