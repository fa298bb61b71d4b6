"""A table with header cells: a row of them at the top, and the first cell of each row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable

from sdm_app.handout.document import GREY, INK, UNLIMITED, Looks
from sdm_app.handout.shaped_paragraph import ShapedParagraph
from sdm_app.handout.shaped_text import Script
from sdm_app.handout.structure import Element, header_attributes

_ROOM = 0.4
"""Room between a cell's text and its edges, as a part of the text's size."""


@dataclass(frozen=True)
class Row:
    """The cells of a row from the first to the last as it is read."""

    cells: tuple[ShapedParagraph, ...]

    def height(self, widths: Sequence[float], room: float) -> float:
        """As high as its highest cell."""
        inner = [width - 2 * room for width in widths]
        heights = [
            cell.wrap(wide, UNLIMITED)[1] for cell, wide in zip(self.cells, inner, strict=True)
        ]
        return max(heights) + 2 * room


class Table(Flowable):  # type: ignore[misc]
    """Rows under a header row, which is drawn again as decoration where the table goes on.

    On a page that runs from right to left the first column stands on the right.
    """

    def __init__(
        self, header: Row, rows: Sequence[Row], shares: Sequence[float], *, rtl: bool
    ) -> None:
        super().__init__()
        self._header, self._rows, self._shares, self._rtl = header, tuple(rows), shares, rtl
        self._room = header.cells[0].style.size * _ROOM
        self.spaceBefore = self.spaceAfter = header.cells[0].style.size * 0.6

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """The whole width, each column its share of it."""
        self.width = available_width
        self._widths = [share * available_width / sum(self._shares) for share in self._shares]
        self._heights = [
            row.height(self._widths, self._room) for row in (self._header, *self._rows)
        ]
        self.height = sum(self._heights)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Two tables parted between rows, or none when no row fits under the header."""
        self.wrap(available_width, available_height)
        fitting, height = 0, self._heights[0]
        while fitting < len(self._rows) and height + self._heights[fitting + 1] <= available_height:
            height += self._heights[fitting + 1]
            fitting += 1
        if fitting in (0, len(self._rows)):
            return []
        again = Row(tuple(cell.as_decoration() for cell in self._header.cells))
        return [
            Table(self._header, self._rows[:fitting], self._shares, rtl=self._rtl),
            Table(again, self._rows[fitting:], self._shares, rtl=self._rtl),
        ]

    def draw(self) -> None:
        """Draw row by row, cell by cell, and a line under each row."""
        top = self.height
        for number, (row, height) in enumerate(
            zip((self._header, *self._rows), self._heights, strict=True)
        ):
            start = 0.0
            for cell, width in zip(row.cells, self._widths, strict=True):
                left = self.width - start - width if self._rtl else start
                cell.drawOn(self.canv, left + self._room, top - self._room - cell.height)
                start += width
            top -= height
            with self.canv.artifact():
                self.canv.setStrokeColorRGB(*(GREY if number else INK))
                self.canv.setLineWidth(0.6 if number else 1.4)
                self.canv.line(0, top, self.width, top)


def table(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float],
    *,
    parent: Element,
    looks: Looks,
    script: Script,
) -> Table:
    """A table of texts below `parent`; every row has as many cells as there are headers.

    `shares` are the widths of the columns in proportion.
    """
    whole = parent.add("Table")
    bold = replace(looks.body, bold=True, space_after=0)
    plain = replace(looks.body, space_after=0)

    def cell(line: Element, text: str, scope: str = "") -> ShapedParagraph:
        element = line.add("TH" if scope else "TD")
        if scope:
            element.attributes = header_attributes(scope)
        return ShapedParagraph(text, bold if scope else plain, script, element)

    first = whole.add("TR")
    top = Row(tuple(cell(first, text, "Column") for text in header))
    below = []
    for texts in rows:
        line = whole.add("TR")
        name, *values = texts
        below.append(Row((cell(line, name, "Row"), *(cell(line, value) for value in values))))
    return Table(top, below, shares, rtl=script.rtl)
