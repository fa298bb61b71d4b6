"""The fonts of printed pages: which of them draws a character, and the glyphs of shaped text."""

import struct
from dataclasses import dataclass
from functools import cache

import uharfbuzz as hb

from sdm_app import resources

REPLACEMENT = "\ufffd"
_NEIGHBOURS = 5
"""Letters before and after a stretch that HarfBuzz looks at; more would make long words slow."""
_BY_LETTER = 1
"""HarfBuzz's cluster level at which a mark is told apart from the letter that carries it."""
_HEAD_BOX = 36
"""Where a font's `head` table has the box that holds every glyph."""
_FEATURES = {"liga": False, "clig": False}

_REGULAR = ("NotoSans-Regular", "NotoNaskhArabic-Regular", "NotoSansSC-Regular")
_BOLD = ("NotoSans-Bold", "NotoNaskhArabic-Bold", "NotoSansSC-Bold", "NotoSansSC-Regular")
"""In the order asked. The bold Chinese has fewer characters than the regular one."""
_CHINESE_QUOTES = "“”‘’…—·"
"""Half as wide in the Latin font, where Chinese text wants them as wide as its characters."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn sign: how far it moves on, and where it sits off the line; 1/1000 of the size."""

    number: int
    advance: float
    right: float
    up: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """The fewest glyphs that draw whole characters, which are `start` to `end` of the text."""

    start: int
    end: int
    glyphs: tuple[Glyph, ...]

    @property
    def width(self) -> float:
        """In 1/1000 of the size."""
        return sum(glyph.advance for glyph in self.glyphs)


@dataclass(frozen=True, slots=True)
class Metrics:
    """What a reader of the file is told of a font's size, in 1/1000 of the size."""

    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    capital: int


class ShapedFont:
    """A TrueType font as HarfBuzz reads it. Nothing in it changes, so threads may share it."""

    def __init__(self, name: str) -> None:
        self.name = name
        path = str(resources.asset("fonts", f"{name}.ttf"))
        self.face = hb.Face(hb.Blob.from_file_path(path))
        self._per_mille = 1000 / self.face.upem
        self._harfbuzz = hb.Font(self.face)
        self._characters = frozenset(self.face.unicodes)

    def has(self, character: str) -> bool:
        """Whether the font can draw the character."""
        return ord(character) in self._characters

    def shape(
        self, text: str, start: int, end: int, *, rtl: bool, language: str
    ) -> tuple[Cluster, ...]:
        """The glyphs of part of a text in the order they stand on paper."""
        first = max(0, start - _NEIGHBOURS)
        buffer = hb.Buffer()
        buffer.add_str(text[first : end + _NEIGHBOURS], start - first, end - start)
        buffer.guess_segment_properties()
        buffer.cluster_level = _BY_LETTER
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.language = language
        hb.shape(self._harfbuzz, buffer, _FEATURES)
        scale = self._per_mille
        starts: list[int] = []
        glyphs: list[list[Glyph]] = []
        for info, (right, up, advance, _down) in zip(
            buffer.glyph_infos, (p.position for p in buffer.glyph_positions), strict=True
        ):
            if not starts or starts[-1] != info.cluster:
                starts.append(info.cluster)
                glyphs.append([])
            glyphs[-1].append(Glyph(info.codepoint, advance * scale, right * scale, up * scale))
        ends = _ends(starts, end - first, rtl=rtl)
        return tuple(
            Cluster(begin + first, stop + first, tuple(drawn))
            for begin, stop, drawn in zip(starts, ends, glyphs, strict=True)
        )

    def width_of(self, glyph: int) -> float:
        """How far a viewer moves on after a glyph, in 1/1000 of the size."""
        return float(self._harfbuzz.get_glyph_h_advance(glyph) * self._per_mille)

    @property
    def metrics(self) -> Metrics:
        """The font's own word on how far its letters reach."""
        extents = self._harfbuzz.get_font_extents("ltr")
        capital = self._harfbuzz.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)
        box = struct.unpack_from(">4h", self.face.reference_table("head").data, _HEAD_BOX)
        left, bottom, right, top, ascent, descent, high = (
            round(value * self._per_mille)
            for value in (*box, extents.ascender, extents.descender, capital)
        )
        return Metrics((left, bottom, right, top), ascent, descent, high)


def _ends(starts: list[int], end: int, *, rtl: bool) -> list[int]:
    """Where the characters of each cluster end, which is where those of the next one begin."""
    return [end, *starts[:-1]] if rtl else [*starts[1:], end]


@cache
def font(name: str) -> ShapedFont:
    """A font of ours by its name, read once."""
    return ShapedFont(name)


def font_for(character: str, *, bold: bool, language: str) -> ShapedFont | None:
    """The font that draws a character, or None where none of ours does."""
    names: tuple[str, ...] = _BOLD if bold else _REGULAR
    if language == "zh" and character in _CHINESE_QUOTES:
        names = names[2:]
    return next((known for name in names if (known := font(name)).has(character)), None)


def lacking(text: str) -> tuple[str, ...]:
    """The characters of a text that no font of ours draws, each once, in the order they come."""
    return tuple(c for c in dict.fromkeys(text) if font_for(c, bold=False, language="") is None)
