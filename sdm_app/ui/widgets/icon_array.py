"""A picture of 100 (or 1,000) people, some of them marked, with the same said in words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.overriding import override
from sdm_app.ui.text import PlainLabel

_CELL_RATIO = 1.15
"""Height of one person's cell by its width."""


class IconArray(QWidget):
    """People in rows, the marked ones first; the caption stands under them when there is one.

    `columns` people stand in a row of a hundred; a thousand stand 40 in a row.
    """

    def __init__(self, columns: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.people = _People(columns, self)
        self.caption = PlainLabel("", "body", self)
        self.caption.hide()
        layout.addWidget(self.people, 1)
        layout.addWidget(self.caption)

    def show_count(
        self, numerator: int, denominator: int, caption: str = "", source_ids: str = ""
    ) -> None:
        """Mark `numerator` of `denominator` people; `source_ids` tell where the number is from."""
        self.people.set_count(numerator, denominator)
        self.caption.set_text(caption)
        self.caption.setVisible(bool(caption))
        words = _("{numerator} of {denominator} people").format(
            numerator=numerator, denominator=denominator
        )
        twin = f"{words}: {caption}" if caption else words
        self.people.setAccessibleName(twin)
        self.setAccessibleName(twin)
        if source_ids:
            for widget in (self, self.people, self.caption):
                widget.setProperty("sourceIds", source_ids)


class _People(QWidget):
    def __init__(self, columns: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = columns
        self._numerator = 0
        self._denominator = 100
        self._paths: tuple[QPainterPath, QPainterPath] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)

    def set_count(self, numerator: int, denominator: int) -> None:
        if (numerator, denominator) != (self._numerator, self._denominator):
            self._numerator, self._denominator = numerator, denominator
            self._paths = None
            self.updateGeometry()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return self._size_at(24 if self._denominator <= 100 else 9)

    @override
    def minimumSizeHint(self) -> QSize:
        return self._size_at(9 if self._denominator <= 100 else 6)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._paths = None

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._paths is None:
            self._paths = self._build_paths()
        marked, others = self._paths
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawPath(others)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Highlight))
        painter.drawPath(marked)
        painter.end()

    def _grid(self) -> tuple[int, int]:
        columns = self._columns if self._denominator <= 100 else 40
        return columns, -(-self._denominator // columns)

    def _size_at(self, cell: int) -> QSize:
        columns, rows = self._grid()
        return QSize(columns * cell, round(rows * cell * _CELL_RATIO))

    def _build_paths(self) -> tuple[QPainterPath, QPainterPath]:
        columns, rows = self._grid()
        cell = min(self.width() / columns, self.height() / rows / _CELL_RATIO)
        marked, others = QPainterPath(), QPainterPath()
        marked.setFillRule(Qt.FillRule.WindingFill)
        others.setFillRule(Qt.FillRule.WindingFill)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for person in range(self._denominator):
            row, column = divmod(person, columns)
            left = self.width() - (column + 1) * cell if mirrored else column * cell
            path = marked if person < self._numerator else others
            _add_person(path, left, row * cell * _CELL_RATIO, cell)
        return marked, others


def _add_person(path: QPainterPath, left: float, top: float, cell: float) -> None:
    width = cell * 0.62
    middle = left + cell / 2
    head = width * 0.56
    path.addEllipse(QRectF(middle - head / 2, top, head, head))
    body_top = top + head + cell * 0.05
    bottom = top + cell
    left, right, radius = middle - width / 2, middle + width / 2, width * 0.35
    path.moveTo(left, bottom)
    path.lineTo(left, body_top + radius)
    path.arcTo(QRectF(left, body_top, 2 * radius, 2 * radius), 180, -90)
    path.lineTo(right - radius, body_top)
    path.arcTo(QRectF(right - 2 * radius, body_top, 2 * radius, 2 * radius), 90, -90)
    path.lineTo(right, bottom)
    path.closeSubpath()
