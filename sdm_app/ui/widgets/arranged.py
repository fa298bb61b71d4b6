"""A widget that puts its parts elsewhere when it gets another width or text size."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from sdm_app.ui.overriding import override


class Arranged(QWidget):
    """`arrange` is called on each change; widths count in heights of a line."""

    def arrange(self) -> None:
        """Put the parts where they have room."""
        raise NotImplementedError

    def has_room(self, lines: int) -> bool:
        """Whether it is as wide as so many heights of a line."""
        return self.width() >= lines * self.fontMetrics().height()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.arrange()


def side_by_side(has_room: bool) -> QBoxLayout.Direction:
    """Beside each other where there is room, else one below the other."""
    direction = QBoxLayout.Direction
    return direction.LeftToRight if has_room else direction.TopToBottom
