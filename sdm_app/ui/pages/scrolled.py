"""Lets a page's content scroll when large text makes it taller than the window."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from sdm_app.ui.overriding import override


def scrolled(content: QWidget, name: str) -> QScrollArea:
    """A frameless area that scrolls the content up and down, never sideways."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setProperty("surface", "scrolled")
    area.setWidget(content)
    return area


class SidewaysArea(QScrollArea):
    """Scrolls what is too wide for the window sideways; it is always as high as its content asks.

    At large text the columns of a grid need more room than the window has.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setObjectName("sideways")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        content.installEventFilter(self)

    @override
    def minimumSizeHint(self) -> QSize:
        content = self.widget()
        if content is None:
            return super().minimumSizeHint()
        least = content.minimumSize().expandedTo(content.minimumSizeHint())
        bar = self.horizontalScrollBar().sizeHint().height()
        too_wide = least.width() > self.viewport().width()
        return QSize(0, least.height() + (bar if too_wide else 0))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() in (QEvent.Type.LayoutRequest,):
            self.updateGeometry()
        return super().eventFilter(watched, event)
