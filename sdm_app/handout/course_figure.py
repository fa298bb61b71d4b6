"""Scores over time as a block of a printed page, from the same shapes as in the window."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from reportlab.platypus import Flowable

from sdm_app.domain.course_shape import Spot, spots
from sdm_app.domain.outcomes import Course
from sdm_app.handout.document import GREY, INK, TEAL, UNLIMITED
from sdm_app.handout.shaped_paragraph import ShapedParagraph, TextStyle
from sdm_app.handout.shaped_text import Script
from sdm_app.handout.structure import Element, layout_attributes

TALL_LINES = 9
"""Height in lines of its text."""


class CourseFigure(Flowable):  # type: ignore[misc]
    """Filled dots on a line; the newest is ringed. It reads in black and white."""

    def __init__(
        self,
        course: Course,
        dates: Sequence[str],
        style: TextStyle,
        script: Script,
        element: Element,
    ) -> None:
        super().__init__()
        self._course, self._script, self.element = course, script, element
        self._style = replace(style, color=INK, space_after=0)
        self._dates = [self._words(date) for date in dates]
        self._scores = [self._words(f"{point.score:.1f}") for point in course.points]
        rule = course.rule
        self._ends = [self._words(f"{end:g}") for end in (rule.lowest, rule.highest)]

    def _words(self, text: str) -> ShapedParagraph:
        # Without an element: what the picture is called says every date and score already.
        return ShapedParagraph(text, self._style, self._script)

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """The whole width."""
        self.width = available_width
        self.height = TALL_LINES * self._style.leading
        return self.width, self.height

    def draw(self) -> None:
        """Draw axis, line, dots and words, and tell the structure where."""
        canvas, line = self.canv, self._style.leading
        left, bottom = canvas.absolutePosition(0, 0)
        self.element.attributes = layout_attributes(
            left, bottom, left + self.width, bottom + self.height
        )
        wide = max(date.natural_width for date in self._dates)
        edge = max(end.natural_width for end in self._ends) + line / 2
        start, foot = edge + wide / 2, 1.5 * line
        room, tall = self.width - edge - wide, self.height - 3.2 * line
        placed = [
            (spot, start + spot.across * room, foot + spot.up * tall)
            for spot in spots(self._course, (wide + line / 2) / room)
        ]
        with canvas.tagged(self.element):
            canvas.setStrokeColorRGB(*GREY)
            canvas.setLineWidth(0.4)
            for up in (0.0, 1.0):
                canvas.line(edge, foot + up * tall, self.width, foot + up * tall)
            self._draw_dots([(x, y) for _spot, x, y in placed])
        with canvas.artifact():
            self._draw_words(placed, foot, tall)

    def _draw_dots(self, at: list[tuple[float, float]]) -> None:
        canvas, radius = self.canv, self._style.size * 0.28
        canvas.setStrokeColorRGB(*TEAL)
        canvas.setFillColorRGB(*TEAL)
        canvas.setLineWidth(1.2)
        for (x, y), (next_x, next_y) in pairwise(at):
            canvas.line(x, y, next_x, next_y)
        for x, y in at:
            canvas.circle(x, y, radius, stroke=0, fill=1)
        canvas.setLineWidth(0.8)
        canvas.circle(*at[-1], radius * 1.9, stroke=1, fill=0)

    def _draw_words(
        self, placed: Sequence[tuple[Spot, float, float]], foot: float, tall: float
    ) -> None:
        line = self._style.leading
        for end, up in zip(self._ends, (0.0, 1.0), strict=True):
            self._draw_centred(end, end.natural_width / 2, foot + up * tall - line / 2)
        for (spot, x, y), date, score in zip(placed, self._dates, self._scores, strict=True):
            if spot.dated:
                self._draw_centred(date, x, foot - 1.3 * line)
            self._draw_ground(score.natural_width, x, y + self._style.size * 0.55)
            self._draw_centred(score, x, y + self._style.size * 0.55)

    def _draw_ground(self, wide: float, x: float, y: float) -> None:
        """Of white, under words that a line of the axis may run through."""
        self.canv.setFillColorRGB(1, 1, 1)
        self.canv.rect(x - wide / 2 - 1, y + 1, wide + 2, self._style.size, stroke=0, fill=1)

    def _draw_centred(self, words: ShapedParagraph, x: float, y: float) -> None:
        wide = words.natural_width + 1
        words.wrap(wide, UNLIMITED)
        words.drawOn(self.canv, x - wide / 2, y)
