"""The embedded fonts, and how a shaped glyph gets a character code that reportlab can embed."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from sdm_app import resources

REPLACEMENT = "\ufffd"
_PRIVATE_USE = 0xE000
_PRIVATE_USE_SIZE = 0x1900
_NEIGHBOURS = 5
"""Letters before and after a stretch that HarfBuzz looks at; more would make long words slow."""


class ShapedFont(TTFont):  # type: ignore[misc]
    """A TrueType font with its HarfBuzz twin.

    A glyph that no character maps to gets a private code made from its number alone, so that two
    documents with the same words have the same bytes.
    """

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, path)
        self._harfbuzz = hb.Font(hb.Face(hb.Blob.from_file_path(path)))
        self._per_mille = 1000 / self._harfbuzz.face.upem

    def has(self, character: str) -> bool:
        """Whether the font can draw the character."""
        return ord(character) in self.face.charToGlyph

    def shape(self, text: str, start: int, end: int, *, rtl: bool, language: str) -> list["Glyph"]:
        """The glyphs of part of a text in the order they stand on paper, in 1/1000 of the size."""
        first = max(0, start - _NEIGHBOURS)
        part = text[first : end + _NEIGHBOURS]
        buffer = hb.Buffer()
        buffer.add_str(part, start - first, end - start)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.language = language
        hb.shape(self._harfbuzz, buffer, {"liga": False, "clig": False})
        scale = self._per_mille
        return [
            Glyph(
                code=self._code_of(info.codepoint, part[info.cluster]),
                advance=place.x_advance * scale,
                right=place.x_offset * scale,
                up=place.y_offset * scale,
            )
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]

    def width_in_file(self, code: int) -> float:
        """How far a PDF viewer moves on after a code, in 1/1000 of the size."""
        return float(self.face.getCharWidth(code))

    def _code_of(self, glyph: int, character: str) -> int:
        if self.face.charToGlyph.get(ord(character)) == glyph:
            return ord(character)
        if glyph >= _PRIVATE_USE_SIZE:
            raise ValueError(f"{self.fontName}: glyph {glyph} has no private code")
        code = _PRIVATE_USE + glyph
        self.face.charToGlyph[code] = glyph
        self.face.charWidths[code] = round(
            self._harfbuzz.get_glyph_h_advance(glyph) * self._per_mille
        )
        return code


@dataclass(frozen=True)
class Glyph:
    """One drawn sign: its code, how far it moves on, and where it sits off the line."""

    code: int
    advance: float
    right: float
    up: float


@dataclass(frozen=True)
class Fonts:
    """The two weights of the printed plan."""

    regular: ShapedFont
    bold: ShapedFont

    def of(self, *, bold: bool) -> ShapedFont:
        """The font of a weight."""
        return self.bold if bold else self.regular


@cache
def fonts() -> Fonts:
    """Noto Sans, read once. It draws the Latin, Greek and Cyrillic scripts."""
    return Fonts(regular=_load("NotoSans-Regular"), bold=_load("NotoSans-Bold"))


def _load(name: str) -> ShapedFont:
    font: Any = ShapedFont(name, str(resources.asset("fonts", f"{name}.ttf")))
    # The canvas looks up the font of its preamble by name.
    pdfmetrics.registerFont(font)
    return font  # type: ignore[no-any-return]
