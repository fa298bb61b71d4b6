"""Text with bold spans in shaped runs, in the order they stand on a line."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from sdm_app.handout.bidi_levels import in_visual_order, levels_of, runs_from_right
from sdm_app.handout.fonts import Cluster, ShapedFont, font_for
from sdm_app.handout.printable import printable

_BLANK = "_"
_WITH_THE_LAST = ("Mn", "Mc", "Me", "Cf")


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
    """Glyphs of one font and direction, from left to right."""

    font: ShapedFont
    level: int
    clusters: tuple[Cluster, ...]

    @property
    def width(self) -> float:
        """In 1/1000 of the size."""
        return sum(cluster.width for cluster in self.clusters)


@dataclass(frozen=True)
class Text:
    """The whole text with its font and level by character.

    `levels` are those of the bidirectional algorithm; odd ones run from right to left, and `base`
    is that of the whole.
    """

    spoken: str
    drawn: str
    fonts: tuple[ShapedFont, ...]
    levels: tuple[int, ...]
    base: int
    language: str

    @cached_property
    def _reach(self) -> list[float]:
        """How far the text reaches before each character and at its end, all on one line."""
        advances = [0.0] * len(self.drawn)
        for run in self._runs(0, len(self.drawn)):
            for cluster in run.clusters:
                advances[cluster.start] += cluster.width
        return list(accumulate(advances, initial=0.0))

    def width(self, start: int, end: int) -> float:
        """How wide a stretch is, in 1/1000 of the size."""
        return self._reach[end] - self._reach[start]

    def seen_end(self, start: int, end: int) -> int:
        """Where the spaces that a line ends with begin."""
        return start + len(self.drawn[start:end].rstrip(" "))

    @property
    def is_turned(self) -> bool:
        """Whether any of it runs from right to left, so that it is not drawn as it is read."""
        return any(level % 2 for level in self.levels)

    def line(self, start: int, end: int) -> list[Run]:
        """The runs of a line from left to right; its last space runs as the paragraph does.

        That space is drawn, so that a reader does not run two lines' words together.
        """
        last = self.seen_end(start, end)
        spaces = [replace(run, level=self.base) for run in self._runs(last, end)]
        return in_visual_order([(run.level, run) for run in (*self._runs(start, last), *spaces)])

    def _runs(self, start: int, end: int) -> list[Run]:
        """The runs of a stretch, in reading order."""
        runs: list[Run] = []
        at = start
        while at < end:
            level, font = self.levels[at], self.fonts[at]
            stop = at + 1
            while stop < end and self.fonts[stop] is font and self.levels[stop] == level:
                stop += 1
            clusters = font.shape(self.drawn, at, stop, rtl=level % 2 == 1, language=self.language)
            runs.append(Run(font, level, clusters))
            at = stop
        return runs

    def stretch(self, start: int, end: int) -> "Text":
        """Part of the text on its own."""
        return replace(
            self,
            spoken=self.spoken[start:end],
            drawn=self.drawn[start:end],
            fonts=self.fonts[start:end],
            levels=self.levels[start:end],
        )


def text_of(spans: tuple[Span, ...], script: Script, *, bold: bool) -> Text:
    """The spans as one text; a character no font has is drawn as a blank and read as itself."""
    cleaned = [(printable(span.text), span.bold or bold) for span in spans]
    letters = [(letter, weight) for text, weight in cleaned for letter in text]
    while letters and letters[-1][0] == " ":
        letters.pop()
    while letters and letters[0][0] == " ":
        letters.pop(0)
    spoken = "".join(letter for letter, _ in letters)
    drawn = list(_drawn(letters, script))
    rtl = runs_from_right(spoken, script_rtl=script.rtl)
    return Text(
        spoken=spoken,
        drawn="".join(letter for letter, _ in drawn),
        fonts=tuple(font for _, font in drawn),
        levels=tuple(levels_of(spoken, rtl=rtl)),
        base=int(rtl),
        language=script.language,
    )


def _drawn(letters: list[tuple[str, bool]], script: Script) -> Iterator[tuple[str, ShapedFont]]:
    """What is drawn for each letter, and the font: a mark stays with the letter that carries it."""
    last: ShapedFont | None = None
    was_bold = False
    for letter, bold in letters:
        if last is None or bold != was_bold or not _follows(letter) or not last.has(letter):
            found = font_for(letter, bold=bold, language=script.language)
            if found is None:
                letter, found = _BLANK, font_for(_BLANK, bold=bold, language="")
                assert found is not None
            last, was_bold = found, bold
        yield letter, last


def _follows(letter: str) -> bool:
    return not letter.isascii() and unicodedata.category(letter) in _WITH_THE_LAST
