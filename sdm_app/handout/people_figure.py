"""The icon array as a block of a printed page."""

from typing import Any

from reportlab.platypus import Flowable

from sdm_app.handout.document import GREY, TEAL
from sdm_app.handout.people import Person, people_array
from sdm_app.handout.structure import Element, layout_attributes
from sdm_app.handout.tagged_canvas import TaggedCanvas


class PeopleFigure(Flowable):  # type: ignore[misc]
    """People counted are filled, the others outlined: it reads in black and white.

    They are counted from where the page's language begins.
    """

    def __init__(
        self, counted: int, of: int, width: float, element: Element, *, rtl: bool = False
    ) -> None:
        super().__init__()
        self._rtl = rtl
        self._array = people_array(counted, of, columns=20 if of <= 100 else 50, width=width)
        self.width, self.height = self._array.width, self._array.height
        self.element = element

    def wrap(self, *_available: float) -> tuple[float, float]:
        """Its own size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw everyone and tell the structure where."""
        canvas = self.canv
        left, bottom = canvas.absolutePosition(0, 0)
        self.element.attributes = layout_attributes(
            left, bottom, left + self.width, bottom + self.height
        )
        with canvas.tagged(self.element):
            if self._rtl:
                canvas.transform(-1, 0, 0, 1, self.width, 0)
            canvas.setFillColorRGB(*TEAL)
            canvas.setStrokeColorRGB(*GREY)
            canvas.setLineWidth(0.5)
            for person in self._array.people:
                filled = int(person.counted)
                canvas.circle(*person.head, stroke=1 - filled, fill=filled)
                canvas.drawPath(_shoulders(canvas, person), stroke=1 - filled, fill=filled)


def _shoulders(canvas: TaggedCanvas, person: Person) -> Any:
    left, foot, width, tall, radius = person.body
    right, top = left + width, foot + tall
    path = canvas.beginPath()
    path.moveTo(left, foot)
    path.lineTo(left, top - radius)
    path.arcTo(left, top - 2 * radius, left + 2 * radius, top, startAng=180, extent=-90)
    path.arcTo(right - 2 * radius, top - 2 * radius, right, top, startAng=90, extent=-90)
    path.lineTo(right, foot)
    path.close()
    return path
