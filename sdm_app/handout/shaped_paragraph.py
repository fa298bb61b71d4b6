"""A paragraph of plain text: broken into lines, drawn and tagged. It knows no markup."""

import re
from dataclasses import dataclass
from typing import Protocol

from reportlab.platypus import Flowable

from sdm_app.handout.run_writer import write_run
from sdm_app.handout.shaped_text import Script, Span, text_of
from sdm_app.handout.structure import Element
from sdm_app.handout.tagged_canvas import TaggedCanvas

_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_NEVER_FIRST = "、。，．：；？！）】」』》〉…”’%‰·"
_TOGETHER = 2
"""The fewest lines of a paragraph that a page ends or begins with."""
_NEVER_LAST = "（【「『《〈“‘"


class Label(Protocol):
    """What stands before a list item; `width` is how far it reaches from the page's edge."""

    @property
    def width(self) -> float:
        """In points."""

    def __call__(self, canvas: TaggedCanvas, left: float, baseline: float) -> None:
        """Draw it with its room's left edge here, on the first line."""


@dataclass(frozen=True)
class TextStyle:
    """Size and leading in points, a colour as red, green and blue from 0 to 1, the space around."""

    size: float
    leading: float
    color: tuple[float, float, float] = (0, 0, 0)
    bold: bool = False
    space_before: float = 0
    space_after: float = 0
    at_end: bool = False


class ShapedParagraph(Flowable):  # type: ignore[misc]
    """Plain text in lines. Without an element it is an artifact; with an address it is a link."""

    def __init__(
        self,
        spans: tuple[Span, ...] | str,
        style: TextStyle,
        script: Script,
        element: Element | None = None,
        *,
        label: Label | None = None,
        indent: float = 0,
        address: str = "",
    ) -> None:
        super().__init__()
        pieces = (Span(spans),) if isinstance(spans, str) else spans
        self.style = style
        self.element = element
        self._label = label
        self._address = address
        self._label_room = indent
        self._rtl = script.rtl
        self._text = text_of(pieces, script, bold=style.bold)
        self._lines: list[tuple[int, int]] = []
        self._broken_for = -1.0
        self.spaceBefore = style.space_before
        self.spaceAfter = style.space_after

    @property
    def natural_width(self) -> float:
        """How wide the text is on one line, in points."""
        return self._width(0, len(self._text.drawn))

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Break into lines; a word wider than the line is cut by letter."""
        self.width = available_width
        # A page asks for it several times; a word of many pages would take minutes.
        if available_width != self._broken_for:
            self._lines = self._broken(available_width - self._label_room)
            self._broken_for = available_width
        self.height = len(self._lines) * self.style.leading
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list["ShapedParagraph"]:
        """Two paragraphs of the same element, or none: no line of it stands alone on a page."""
        self.wrap(available_width, available_height)
        fitting = int(available_height // self.style.leading)
        if fitting >= len(self._lines):
            return []
        fitting = min(fitting, len(self._lines) - _TOGETHER)
        if fitting < _TOGETHER:
            return []
        lines = self._lines
        return [self._part(lines[:fitting], self._label), self._part(lines[fitting:], None)]

    def as_decoration(self) -> "ShapedParagraph":
        """The same lines again, which a reader passes by."""
        again = self._part([(0, len(self._text.drawn))], None)
        again.element, again._broken_for = None, -1.0
        return again

    def draw(self) -> None:
        """Draw the label beside the first line, then the lines, each tagged."""
        canvas = self.canv
        top = self.height - (self.style.leading - self.style.size) / 2 - self.style.size * 0.86
        if self._label is not None:
            self._label(canvas, self.width - self._label.width if self._rtl else 0, top)
        marking = canvas.artifact() if self.element is None else canvas.tagged(self.element)
        if self.element is not None:
            self.element.say(self._text.spoken, turned=self._text.is_turned)
        with marking:
            for number, (start, end) in enumerate(self._lines):
                self._draw_line(canvas, start, end, top - number * self.style.leading)
        if self.element is not None and self._address:
            left, bottom = canvas.absolutePosition(0, 0)
            box = (left, bottom, left + self.width, bottom + self.height)
            canvas.link(self.element, self._address, self._text.spoken, box)

    def _part(self, lines: list[tuple[int, int]], label: Label | None) -> "ShapedParagraph":
        """Some of the lines as a paragraph of its own, broken as they are."""
        part = ShapedParagraph(
            "",
            self.style,
            Script(self._text.language, rtl=self._rtl),
            self.element,
            label=label,
            indent=self._label_room,
            address=self._address,
        )
        first, last = lines[0][0], lines[-1][1]
        part._text = self._text.stretch(first, last)
        part._lines = [(start - first, end - first) for start, end in lines]
        part._broken_for = self._broken_for
        return part

    def _broken(self, available: float) -> list[tuple[int, int]]:
        lines: list[tuple[int, int]] = []
        start, width = 0, 0.0
        for begin, end in self._pieces(available):
            bare = self._text.seen_end(begin, end)
            if width + self._width(begin, bare) > available + 0.01 and begin > start:
                lines.append((start, begin))
                start, width = begin, 0.0
            width += self._width(begin, end)
        lines.append((start, len(self._text.drawn)))
        return lines

    def _pieces(self, available: float) -> list[tuple[int, int]]:
        """What no line breaks within: words, and letters of a word wider than the line."""
        pieces: list[tuple[int, int]] = []
        for start, end in _words(self._text.drawn):
            if self._width(start, end) <= available:
                pieces.append((start, end))
            else:
                pieces += [(at, at + 1) for at in range(start, end)]
        return pieces

    def _width(self, start: int, end: int) -> float:
        return self._text.width(start, end) * self.style.size / 1000

    def _draw_line(self, canvas: TaggedCanvas, start: int, end: int, baseline: float) -> None:
        seen = self._text.seen_end(start, end)
        left = self._label_room
        if self._rtl != self.style.at_end:
            left = self.width - self._width(start, seen) - self._label_room
        if self._text.base:
            # The space a line ends with hangs outside the edge.
            left -= self._width(seen, end)
        code = canvas._code
        code.append(f"BT {_numbers(canvas.ink(self.style.color))} rg")
        size = self.style.size
        for run in self._text.line(start, end):
            write_run(canvas, run, self._text.spoken, size, (left, baseline))
            left += run.width * size / 1000
        code.append("ET")


def _words(text: str) -> list[tuple[int, int]]:
    """Start and end of every piece that stays on one line, with the spaces that follow it."""
    cuts = [at for at in range(1, len(text)) if _may_break(text[at - 1], text[at])]
    starts = [0, *cuts]
    return list(zip(starts, [*cuts, len(text)], strict=True))


def _may_break(before: str, after: str) -> bool:
    if before == " ":
        return after != " "
    wide = bool(_CJK.match(before) or _CJK.match(after))
    return wide and after not in _NEVER_FIRST and before not in _NEVER_LAST and after != " "


def _numbers(values: tuple[float, ...]) -> str:
    return " ".join(f"{value:.3f}" for value in values)
