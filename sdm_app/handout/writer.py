"""Writes a document from top to bottom: its blocks and its structure, in reading order."""

from collections.abc import Sequence
from dataclasses import replace

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from sdm_app.handout.document import TEAL, Beside, Blanks, CheckBox, Looks, Rule, Spot
from sdm_app.handout.shaped_paragraph import ShapedParagraph, TextStyle
from sdm_app.handout.shaped_text import Script, Span
from sdm_app.handout.structure import Element

_PICTURE_SHARE = 0.46


class Writer:
    """Adds blocks to the story and their elements to the structure, both in reading order."""

    def __init__(self, root: Element, looks: Looks, script: Script) -> None:
        self.root, self.looks, self.script = root, looks, script
        self.story: list[Flowable] = []

    def heading(self, text: str, *, color: tuple[float, float, float] = TEAL) -> None:
        """A section's heading, which stays with what follows."""
        style = replace(self.looks.heading, color=color)
        self._add(ShapedParagraph(text, style, self.script, self.root.add("H2")), keep=True)

    def paragraph(
        self, text: str | tuple[Span, ...], style: TextStyle | None = None, *, language: str = ""
    ) -> None:
        """A paragraph, in the body's style and the page's language unless others are given."""
        element = self.root.add("P")
        element.language = language
        script = replace(self.script, language=language) if language else self.script
        self._add(ShapedParagraph(text, style or self.looks.body, script, element))

    def link(self, text: str, address: str) -> None:
        """A line that opens an address where the page is read on screen."""
        element = self.root.add("P").add("Link")
        style, script = self.looks.body, self.script
        self._add(ShapedParagraph(text, style, script, element, address=address))

    def bullets(self, items: Sequence[str | tuple[Span, ...]]) -> None:
        """A list with dots."""
        style = replace(self.looks.body, space_after=1.5 * self.looks.scale)
        whole = self.root.add("L")
        for item in items:
            line = whole.add("LI")
            label = Spot(line.add("Lbl", actual_text="•"), style.size)
            self._item(item, line.add("LBody"), style, label, style.size * 1.1)

    def to_do(
        self, items: Sequence[tuple[tuple[Span, ...], Sequence[tuple[Span, ...]], Sequence[str]]]
    ) -> None:
        """A list to tick: each item's text, lines under it, and labels of what to fill in."""
        style = self.looks.body
        whole = self.root.add("L")
        for spans, under, blanks in items:
            line = whole.add("LI")
            label = CheckBox(line.add("Lbl", actual_text="☐"), style.size * 0.95)
            body = line.add("LBody")
            indent = style.size * 1.9
            self._item(spans, body, style, label, indent, keep=bool(under or blanks))
            for place, line_under in enumerate(under, start=1):
                block = ShapedParagraph(line_under, style, self.script, body, indent=indent)
                self._add(block, keep=bool(blanks) or place < len(under))
            if blanks:
                self._add(Blanks(blanks, self.looks.small, self.script, body, indent))

    @property
    def picture_share(self) -> float:
        """How much of the width a picture takes."""
        return 1 if self.looks.is_large else _PICTURE_SHARE

    def picture(self, figure: Flowable, says: Flowable) -> None:
        """A picture with its words beside it, or below it in large print."""
        if self.looks.is_large:
            self._add(figure, keep=True)
            self._add(Spacer(0, 8), keep=True)
            self._add(says)
            return
        share, rtl = _PICTURE_SHARE, self.script.rtl
        self._add(Beside([figure], [says], share=share, gap=18, rtl=rtl, middle=True))

    def blank_lines(self, count: int) -> None:
        """Lines to write on."""
        for left in reversed(range(count)):
            self._add(Rule(19 * self.looks.scale), keep=left > 0)

    def blank(self, label: str) -> None:
        """A label and a line to write on."""
        self._add(Blanks([label], self.looks.body, self.script, self.root.add("P"), 0))

    def space(self, points: float) -> None:
        """Room."""
        self._add(Spacer(0, points))

    def keep_together(self, points: float) -> None:
        """What follows starts on a new page unless this much room is left."""
        self._add(CondPageBreak(points))

    def add(self, block: Flowable) -> None:
        """A block made elsewhere."""
        self._add(block)

    def _item(
        self,
        text: str | tuple[Span, ...],
        body: Element,
        style: TextStyle,
        label: Spot | CheckBox,
        indent: float,
        *,
        keep: bool = False,
    ) -> None:
        block = ShapedParagraph(text, style, self.script, body, label=label, indent=indent)
        self._add(block, keep=keep)

    def _add(self, block: Flowable, *, keep: bool = False) -> None:
        block.keepWithNext = keep
        self.story.append(block)
