"""The fonts of one document: a code for each drawn glyph, and the subset that the file carries.

A code stands for a glyph together with the characters it draws, so that every reader gets the text
back exactly: a ligature is two letters, and a space that does not break is not an ordinary one.
"""

import struct
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from sdm_app.handout.fonts import ShapedFont

_SYMBOLIC = 4
_STEM, _BOLD_STEM = 80, 140
_LETTERS = 6
_AT_ONCE = 100
"""As many codes as a block of a character map may hold."""
_DROPPED = ("GSUB", "GPOS", "GDEF", "cmap", "name", "OS/2", "post", "BASE", "STAT", "DSIG")
_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class EmbeddedFont:
    """A font as one document uses it."""

    def __init__(self, font: ShapedFont, name: str) -> None:
        self.name = name
        self._font = font
        self._codes: dict[tuple[int, str], int] = {}

    def code_of(self, glyph: int, text: str) -> int:
        """The code, from 1, of a glyph that draws these characters."""
        return self._codes.setdefault((glyph, text), len(self._codes) + 1)

    def write(self, document: PDFDocument) -> Any:
        """The font's dictionary; what it refers to is added to the document."""
        program, new_numbers = _subset(self._font, sorted({glyph for glyph, _ in self._codes}))
        digest = sha256(program).digest()
        letters = "".join(chr(ord("A") + byte % 26) for byte in digest[:_LETTERS])
        base = f"{letters}+{self._font.name}"
        numbers = [0, *(new_numbers[glyph] for glyph, _ in self._codes)]
        widths = [round(self._font.width_of(glyph), 2) for glyph, _ in self._codes]
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(base),
                "CIDSystemInfo": PDFDictionary(
                    {
                        "Registry": PDFString("Adobe"),
                        "Ordering": PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": self._descriptor(document, base, program),
                "W": PDFArray([1, PDFArray(widths)]),
                "CIDToGIDMap": _stream(document, struct.pack(f">{len(numbers)}H", *numbers)),
            }
        )
        descendant.__RefOnly__ = 1
        whole = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": PDFName(base),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([document.Reference(descendant)]),
                "ToUnicode": _stream(document, self._characters().encode()),
            }
        )
        whole.__RefOnly__ = 1
        return whole

    def _descriptor(self, document: PDFDocument, base: str, program: bytes) -> Any:
        metrics = self._font.metrics
        descriptor = PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": PDFName(base),
                "Flags": _SYMBOLIC,
                "FontBBox": PDFArray(list(metrics.box)),
                "ItalicAngle": 0,
                "Ascent": metrics.ascent,
                "Descent": metrics.descent,
                "CapHeight": metrics.capital,
                "StemV": _BOLD_STEM if self._font.name.endswith("Bold") else _STEM,
                "FontFile2": _stream(document, program, Length1=len(program)),
            }
        )
        descriptor.__RefOnly__ = 1
        return document.Reference(descriptor)

    def _characters(self) -> str:
        """Which characters each code stands for."""
        lines = (
            f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            for (_, text), code in self._codes.items()
        )
        blocks = [
            f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar"
            for block in _blocks(lines)
        ]
        return _CMAP.format(blocks="\n".join(blocks))


class EmbeddedFonts:
    """The fonts of one document, by the order in which they are first drawn with."""

    def __init__(self) -> None:
        self._known: dict[str, EmbeddedFont] = {}

    def of(self, font: ShapedFont) -> EmbeddedFont:
        """The font as this document uses it."""
        known = self._known.get(font.name)
        if known is None:
            known = self._known[font.name] = EmbeddedFont(font, f"T{len(self._known) + 1}")
        return known

    def write(self, document: PDFDocument) -> None:
        """Every font that was drawn with, under its name, where all pages look for theirs."""
        fonts = document.idToObject["BasicFonts"].dict
        for font in self._known.values():
            fonts[font.name] = font.write(document)


def _subset(font: ShapedFont, glyphs: list[int]) -> tuple[bytes, dict[int, int]]:
    """A font program with these glyphs and those they are made of, and their new numbers."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(
        int.from_bytes(tag.ljust(4).encode(), "big") for tag in _DROPPED
    )
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    plan = hb.SubsetPlan(font.face, wanted)
    return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)


def _blocks(lines: Iterator[str]) -> Iterator[list[str]]:
    while block := list(islice(lines, _AT_ONCE)):
        yield block


def _stream(document: PDFDocument, content: bytes, **entries: int) -> Any:
    stream = PDFStream(content=content, filters=[PDFZCompress])
    stream.dictionary.dict.update(entries)
    return document.Reference(stream)
