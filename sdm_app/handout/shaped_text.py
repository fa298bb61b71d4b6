"""Text with bold spans in shaped runs, in the order they stand on a line."""

from dataclasses import dataclass, replace
from functools import cached_property

from sdm_app.handout.bidi_levels import in_visual_order, levels_of
from sdm_app.handout.fonts import REPLACEMENT, Glyph, ShapedFont, fonts
from sdm_app.handout.printable import printable


@dataclass(frozen=True)
class Span:
    """A piece of plain text in one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Script:
    """The language of the text and whether it runs from right to left."""

    language: str
    rtl: bool = False


@dataclass(frozen=True)
class Run:
    """Glyphs of one font and direction; `start` and `end` say which characters they draw."""

    font: ShapedFont
    level: int
    start: int
    end: int
    glyphs: tuple[Glyph, ...]

    @property
    def width(self) -> float:
        """In 1/1000 of the size."""
        return sum(glyph.advance for glyph in self.glyphs)


@dataclass(frozen=True)
class Text:
    """The whole text with its weight and level by character."""

    spoken: str
    drawn: str
    bold: tuple[bool, ...]
    script: Script

    @cached_property
    def levels(self) -> list[int]:
        """Each character's embedding level; odd runs from right to left."""
        return levels_of(self.drawn, rtl=self.script.rtl)

    def line(self, start: int, end: int) -> list[Run]:
        """The runs of a line as they are drawn; its last space runs as the paragraph does.

        That space is drawn, so that a reader does not run two lines' words together.
        """
        last = start + len(self.drawn[start:end].rstrip(" "))
        base = int(self.script.rtl)
        spaces = [replace(run, level=base) for run in self.runs(last, end)]
        return in_visual_order([(run.level, run) for run in (*self.runs(start, last), *spaces)])

    def runs(self, start: int, end: int) -> list[Run]:
        """The runs of a stretch, in reading order."""
        runs: list[Run] = []
        at = start
        while at < end:
            stop = at + 1
            while stop < end and self._kind(stop) == self._kind(at):
                stop += 1
            level, bold = self._kind(at)
            font = fonts().of(bold=bold)
            glyphs = font.shape(
                self.drawn, at, stop, rtl=bool(level % 2), language=self.script.language
            )
            runs.append(Run(font, level, at, stop, tuple(glyphs)))
            at = stop
        return runs

    def stretch(self, start: int, end: int) -> "Text":
        """Part of the text on its own."""
        return replace(
            self,
            spoken=self.spoken[start:end],
            drawn=self.drawn[start:end],
            bold=self.bold[start:end],
        )

    def _kind(self, at: int) -> tuple[int, bool]:
        return self.levels[at], self.bold[at]


def text_of(spans: tuple[Span, ...], script: Script, *, bold: bool) -> Text:
    """The spans as one text; a character the fonts lack is drawn as U+FFFD and read as itself."""
    cleaned = [(printable(span.text), span.bold or bold) for span in spans]
    letters = [(letter, weight) for text, weight in cleaned for letter in text]
    while letters and letters[-1][0] == " ":
        letters.pop()
    while letters and letters[0][0] == " ":
        letters.pop(0)
    return Text(
        spoken="".join(letter for letter, _ in letters),
        drawn="".join(c if fonts().of(bold=w).has(c) else REPLACEMENT for c, w in letters),
        bold=tuple(weight for _, weight in letters),
        script=script,
    )
