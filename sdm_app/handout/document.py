"""The blocks a printed page is made of: headings, paragraphs, lists, pictures, boxes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reportlab.platypus import Flowable

from sdm_app.handout.shaped_paragraph import ShapedParagraph, TextStyle
from sdm_app.handout.shaped_text import Script
from sdm_app.handout.structure import Element
from sdm_app.handout.tagged_canvas import TaggedCanvas

INK = (0.09, 0.13, 0.18)
TEAL = (0.04, 0.35, 0.38)
RED = (0.58, 0.13, 0.13)
GREY = (0.33, 0.37, 0.42)
UNLIMITED = 1e6
_WHOLE_BOX = 600
_LARGE_FOOT = 14
"""The least size of large print."""


@dataclass(frozen=True)
class Looks:
    """The styles of one print size; `scale` 1 sets the body in 10.5 points, more is large print.

    In large print nothing is small or grey, and what is written on is wider apart.
    """

    scale: float = 1
    black_and_white: bool = False

    @property
    def is_large(self) -> bool:
        """Whether it is for who cannot read the ordinary print."""
        return self.scale > 1

    def _style(
        self, size: float, leading: float, *, before: float = 0, after: float = 0
    ) -> TextStyle:
        return TextStyle(
            size=size * self.scale,
            leading=leading * self.scale,
            color=INK,
            space_before=before * self.scale,
            space_after=after * self.scale,
        )

    @property
    def title(self) -> TextStyle:
        """The name of the sheet; it grows less than the rest in large print."""
        size = 21 * self.scale**0.5
        return TextStyle(size=size, leading=size * 1.25, color=INK, bold=True, space_after=1)

    @property
    def heading(self) -> TextStyle:
        """The name of a section."""
        style = self._style(13, 17, before=8, after=3)
        return replace(style, color=TEAL, bold=True)

    @property
    def body(self) -> TextStyle:
        """What is read."""
        return self._style(10.5, 14.5, after=3)

    @property
    def strong(self) -> TextStyle:
        """The one sentence of a section that matters most."""
        return replace(self._style(12.5, 17, after=4), bold=True)

    @property
    def small(self) -> TextStyle:
        """Sources and what else is looked up seldom."""
        return replace(self._style(8.5, 11.5, after=2), color=INK if self.is_large else GREY)

    @property
    def foot(self) -> TextStyle:
        """What stands at the foot of every page."""
        if not self.is_large:
            return self.small
        return TextStyle(size=_LARGE_FOOT, leading=_LARGE_FOOT * 1.3, color=INK)


def at_end(style: TextStyle) -> TextStyle:
    """The style, set against the far edge."""
    return replace(style, at_end=True)


@dataclass(frozen=True)
class Spot:
    """Draws a list item's dot as its label."""

    element: Element
    size: float

    @property
    def width(self) -> float:
        """The dot and as much room after it as before it."""
        return self.size * 0.9

    def __call__(self, canvas: TaggedCanvas, left: float, baseline: float) -> None:
        """Draw it on the line."""
        radius = self.size * 0.15
        with canvas.tagged(self.element):
            canvas.setFillColorRGB(*INK)
            canvas.circle(left + radius * 3, baseline + self.size * 0.34, radius, stroke=0, fill=1)


@dataclass(frozen=True)
class CheckBox:
    """Draws an empty box to tick as a list item's label."""

    element: Element
    size: float

    @property
    def width(self) -> float:
        """The box and as much room after it as before it."""
        return self.size + 2

    def __call__(self, canvas: TaggedCanvas, left: float, baseline: float) -> None:
        """Draw it on the line."""
        with canvas.tagged(self.element):
            canvas.setStrokeColorRGB(*INK)
            canvas.setLineWidth(1)
            canvas.rect(left + 1, baseline - self.size * 0.08, self.size, self.size, fill=0)


class Beside(Flowable):  # type: ignore[misc]
    """Two stacks of blocks side by side; `share` is the first one's part of the width."""

    def __init__(
        self,
        first: Sequence[Flowable],
        second: Sequence[Flowable],
        *,
        share: float,
        gap: float = 14,
        rtl: bool = False,
        middle: bool = False,
    ) -> None:
        super().__init__()
        self._stacks = (list(first), list(second))
        self._share, self._gap, self._rtl, self._middle = share, gap, rtl, middle

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """As high as the higher stack."""
        self.width = available_width
        first = available_width * self._share
        self._widths = (first, available_width - first - self._gap)
        self._heights = [
            stack_height(stack, width)
            for stack, width in zip(self._stacks, self._widths, strict=True)
        ]
        self.height = max(self._heights)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """None, so that it moves to the next page; one stack below the other when no page fits."""
        if self.height < _WHOLE_BOX:
            return []
        first, *rest = (*self._stacks[0], *self._stacks[1])
        if first.wrap(available_width, UNLIMITED)[1] > available_height:
            parts = first.split(available_width, available_height)
            return [*parts, *rest] if parts else []
        return [first, *rest]

    def draw(self) -> None:
        """Draw the first stack, then the second."""
        lefts = (0.0, self._widths[0] + self._gap)
        if self._rtl:
            lefts = (self.width - self._widths[0], 0.0)
        for stack, left, height in zip(self._stacks, lefts, self._heights, strict=True):
            top = self.height - (self.height - height) / 2 if self._middle else self.height
            draw_stack(self.canv, stack, left, top)


class Boxed(Flowable):  # type: ignore[misc]
    """Blocks inside a coloured frame; `body` is the size of plain text, which the room follows."""

    def __init__(
        self, blocks: Sequence[Flowable], color: tuple[float, float, float], body: float
    ) -> None:
        super().__init__()
        self._blocks = list(blocks)
        self._color, self._body = color, body
        self._padding = body * 0.95
        self.spaceBefore = self.spaceAfter = body * 0.7

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """The blocks and the frame."""
        self.width = available_width
        inner = available_width - 2 * self._padding
        self.height = stack_height(self._blocks, inner) + 2 * self._padding
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """None, so that it moves to the next page; two boxes when no page could hold it."""
        inner = available_width - 2 * self._padding
        if stack_height(self._blocks, inner) < _WHOLE_BOX:
            return []
        count = len(self._blocks)
        while count and (
            stack_height(self._blocks[:count], inner) + 2 * self._padding > available_height
        ):
            count -= 1
        parts = (self._blocks[:count], self._blocks[count:])
        if count == 0 and self._blocks[0].height >= _WHOLE_BOX:
            halves = self._blocks[0].split(inner, available_height - 2 * self._padding)
            parts = (halves[:1], [*halves[1:], *self._blocks[1:]])
        return [Boxed(part, self._color, self._body) for part in parts] if all(parts) else []

    def draw(self) -> None:
        """Draw the frame as decoration, then the blocks."""
        with self.canv.artifact():
            self.canv.setStrokeColorRGB(*self._color)
            self.canv.setLineWidth(1.6)
            self.canv.roundRect(0, 0, self.width, self.height, 6, stroke=1, fill=0)
        draw_stack(self.canv, self._blocks, self._padding, self.height - self._padding)


class Rule(Flowable):  # type: ignore[misc]
    """A line across the page: decoration, or a line to write on when it is thin."""

    def __init__(self, height: float, *, thick: bool = False) -> None:
        super().__init__()
        self.height = height
        self._thick = thick

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """The whole width."""
        self.width = available_width
        return self.width, self.height

    def draw(self) -> None:
        """Draw it at the bottom of its room."""
        with self.canv.artifact():
            self.canv.setStrokeColorRGB(*(TEAL if self._thick else GREY))
            self.canv.setLineWidth(2 if self._thick else 0.6)
            self.canv.line(0, 2, self.width, 2)


class Blanks(Flowable):  # type: ignore[misc]
    """Labels on one line, each followed by a line to write on."""

    def __init__(
        self,
        labels: Sequence[str],
        style: TextStyle,
        script: Script,
        element: Element,
        indent: float,
    ) -> None:
        super().__init__()
        self._labels = [ShapedParagraph(label, style, script, element) for label in labels]
        self._style, self._rtl, self._indent = style, script.rtl, indent
        self.spaceAfter = style.size * 0.7

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """One line, high enough to write on."""
        self.width = available_width
        self.height = self._style.leading * 1.3
        return self.width, self.height

    def draw(self) -> None:
        """Draw the labels and the lines after them."""
        room = (self.width - self._indent) / len(self._labels)
        for number, label in enumerate(self._labels):
            wide = label.natural_width + 1
            left = self._indent + number * room
            start, end = left + wide + 4, left + room - 10
            label_at = left
            if self._rtl:
                start, end = self.width - start, self.width - end
                label_at = self.width - left - wide
            label.wrap(wide, UNLIMITED)
            label.drawOn(self.canv, label_at, 0)
            with self.canv.artifact():
                self.canv.setStrokeColorRGB(*GREY)
                self.canv.setLineWidth(0.6)
                self.canv.line(start, 2, end, 2)


def stack_height(blocks: Sequence[Flowable], width: float) -> float:
    """How high blocks stand on each other; sizes every block for the width."""
    heights = [block.wrap(width, UNLIMITED)[1] for block in blocks]
    return float(sum(heights) + sum(_gaps(blocks)))


def draw_stack(canvas: TaggedCanvas, blocks: Sequence[Flowable], left: float, top: float) -> None:
    """Draw sized blocks from the top down."""
    for block, gap in zip(blocks, (0.0, *_gaps(blocks)), strict=False):
        top -= gap + block.height
        block.drawOn(canvas, left, top)


def _gaps(blocks: Sequence[Flowable]) -> list[float]:
    return [max(above.getSpaceAfter(), below.getSpaceBefore()) for above, below in pairwise(blocks)]
