"""Scores over time, drawn: a line through the visits, each with its score and its date."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from sdm_app.domain.course_shape import spots
from sdm_app.domain.outcomes import Course
from sdm_app.i18n import format_date
from sdm_app.i18n import gettext as _
from sdm_app.ui.overriding import override

EMS_HIGH = 11
EMS_WIDE = 22
DOT = 0.32
"""Radius of a score's dot, as part of the text size."""


class CoursePicture(QWidget):
    """The newest score is ringed; the accessible name says every date and score in order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course: Course | None = None
        self.setObjectName("course-picture")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_course(self, course: Course, name: str) -> None:
        """Draw these scores of the instrument called `name`."""
        self._course = course
        self.setAccessibleName(in_words(course, name))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        em = self.fontInfo().pixelSize()
        return QSize(EMS_WIDE * em, EMS_HIGH * em)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._course is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, self._course)
        painter.end()

    def _paint(self, painter: QPainter, course: Course) -> None:
        em = self.fontInfo().pixelSize()
        metrics = painter.fontMetrics()
        dates = [format_date(point.on) for point in course.points]
        wide = max(metrics.horizontalAdvance(date) for date in dates)
        ends = [f"{course.rule.highest:g}", f"{course.rule.lowest:g}"]
        left = max(metrics.horizontalAdvance(end) for end in ends) + em
        # Half a date, or the words at the axis, must have room beside the first and last dots.
        plot = QRectF(
            left + wide / 2, 1.6 * em, self.width() - left - wide, self.height() - 3.8 * em
        )
        self._paint_axis(painter, plot, ends, em)
        placed = [
            (spot, QPointF(plot.left() + spot.across * plot.width(), _y(plot, spot.up)))
            for spot in spots(course, (wide + em / 2) / max(plot.width(), 1))
        ]
        color = self.palette().color(QPalette.ColorRole.Highlight)
        painter.setPen(QPen(color, em / 8))
        painter.drawPolyline([at for _spot, at in placed])
        painter.setBrush(color)
        for (spot, at), point, date in zip(placed, course.points, dates, strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(at, DOT * em, DOT * em)
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            self._paint_score(painter, at, f"{point.score:.1f}", em)
            if spot.dated:
                below = QRectF(at.x() - wide / 2 - 2, plot.bottom() + 0.5 * em, wide + 4, 1.5 * em)
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, date)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, em / 10))
        painter.drawEllipse(placed[-1][1], 1.8 * DOT * em, 1.8 * DOT * em)

    def _paint_score(self, painter: QPainter, at: QPointF, words: str, em: int) -> None:
        """Above its dot, on a ground of its own: a line of the axis may run through it."""
        wide = painter.fontMetrics().horizontalAdvance(words) + em / 3
        where = QRectF(at.x() - wide / 2, at.y() - 2 * em, wide, 1.3 * em)
        painter.fillRect(where, self.palette().color(QPalette.ColorRole.Base))
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_axis(self, painter: QPainter, plot: QRectF, ends: list[str], em: int) -> None:
        grid = self.palette().color(QPalette.ColorRole.Mid)
        for up, words in ((1.0, ends[0]), (0.0, ends[1])):
            y = _y(plot, up)
            painter.setPen(QPen(grid, 1))
            painter.drawLine(QPointF(1.2 * em, y), QPointF(self.width() - em / 2, y))
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            where = QRectF(0, y - 0.8 * em, 1.2 * em, 1.6 * em)
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, words)


def _y(plot: QRectF, up: float) -> float:
    return plot.bottom() - up * plot.height()


def in_words(course: Course, name: str) -> str:
    """The picture for who cannot see it: every date with its score, and which way is worse."""
    scores = [
        _("{date}: {score}").format(date=format_date(point.on), score=f"{point.score:.1f}")
        for point in course.points
    ]
    said = _("{name} from {lowest} to {highest}. {direction} {scores}.").format(
        name=name,
        lowest=f"{course.rule.lowest:g}",
        highest=f"{course.rule.highest:g}",
        direction=course.rule.direction,
        scores="; ".join(scores),
    )
    return str(said)
