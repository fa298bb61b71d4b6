"""A dialog that large text does not burst: what it asks scrolls, and its buttons stay in view."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from sdm_app.ui.overriding import override
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.flow import FlowLayout

_LINES_WIDE = 24
"""Heights of a line that it is wide, where the window has so much room."""
_EDGE = 28
_ROOM_LEFT = 48
"""Pixels of the window that stay in view around it."""


class RoomyDialog(QDialog):
    """What is asked goes into `column`, what ends it into `buttons`."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_EDGE, 24, _EDGE, 24)
        outer.setSpacing(16)
        self._inner = QWidget()
        self.column = QVBoxLayout(self._inner)
        self.column.setContentsMargins(0, 0, 12, 0)
        self.column.setSpacing(8)
        self.column.addWidget(PlainLabel(title, "title"))
        outer.addWidget(scrolled(self._inner, f"{name}-scroll"), 1)
        holder = QWidget()
        self.buttons = FlowLayout(holder, spacing=12)
        outer.addWidget(holder)

    def fit(self) -> None:
        """Take the height that the words need, as far as the window has it."""
        window = self.parentWidget() or self
        room = window.size()
        wide = _LINES_WIDE * self.fontMetrics().height()
        if window is not self:
            wide = min(wide, room.width() - _ROOM_LEFT)
        for child in self.findChildren(QWidget):
            child.ensurePolished()
        inner = wide - 2 * _EDGE - 12
        asked = max(self.column.totalHeightForWidth(inner), self.column.totalSizeHint().height())
        high = asked + self.buttons.heightForWidth(inner) + 2 * 24 + 16 + 4
        if window is not self:
            high = min(high, room.height() - _ROOM_LEFT)
        self.resize(wide, high)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()
