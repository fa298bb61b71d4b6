"""Writes a tagged document from top to bottom: headings, paragraphs, lists, figures, boxes."""

from collections.abc import Iterable, Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Spacer, Table

from sdm_app.handout.people import Person, people_array
from sdm_app.handout.shaped_paragraph import Script, ShapedParagraph, Span, TextStyle
from sdm_app.handout.structure import Element, layout_attributes

Color = tuple[float, float, float]


def _color(code: str) -> Color:
    return HexColor(code).rgb()  # type: ignore[no-any-return]


INK, MUTED, PRIMARY = _color("#16232E"), _color("#51606C"), _color("#0B5E6B")
STOP, LINE, OFF = _color("#A32A2A"), _color("#8A98A3"), _color("#8A98A3")

_NO_PADDING = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


class Layout(Table):  # type: ignore[misc]
    """Flowables side by side or in a box; its lines and backgrounds are artifacts."""

    def _drawBkgrnd(self) -> None:  # noqa: N802
        with self.canv.artifact():
            super()._drawBkgrnd()

    def _drawLines(self) -> None:  # noqa: N802
        with self.canv.artifact():
            super()._drawLines()


class Rule(Flowable):  # type: ignore[misc]
    """A line across, to part sections or to write on."""

    def __init__(self, color: Color, thickness: float, above: float, below: float) -> None:
        super().__init__()
        self._color, self._thickness, self._above, self._below = color, thickness, above, below

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        """The size in points."""
        self.width, self.height = available, self._above + self._thickness + self._below
        return self.width, self.height

    def draw(self) -> None:
        """Draw it as an artifact."""
        with self.canv.artifact():
            self.canv.setStrokeColorRGB(*self._color)
            self.canv.setLineWidth(self._thickness)
            self.canv.line(0, self._below, self.width, self._below)


class CheckBox(Flowable):  # type: ignore[misc]
    """An empty box to tick."""

    def __init__(self, size: float, element: Element) -> None:
        super().__init__()
        self.width = self.height = size
        self._element = element

    def wrap(self, _available: float, _height: float) -> tuple[float, float]:
        """The size in points."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the box as the item's label."""
        with self.canv.tagged(self._element):
            self.canv.setStrokeColorRGB(*INK)
            self.canv.setLineWidth(0.8)
            self.canv.rect(0, -1, self.width * 0.8, self.width * 0.8)


class People(Flowable):  # type: ignore[misc]
    """An icon array as one figure: filled people are counted, outlined ones are not."""

    def __init__(
        self, counted: int, of: int, element: Element, *, columns: int, width: float
    ) -> None:
        super().__init__()
        self._array = people_array(counted, of, columns=columns, width=width)
        self._element = element
        self.width, self.height = self._array.width, self._array.height

    def wrap(self, _available: float, _height: float) -> tuple[float, float]:
        """The size in points."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw every person."""
        x, y = self.canv.absolutePosition(0, 0)
        self._element.attributes = layout_attributes(x, y, x + self.width, y + self.height)
        with self.canv.tagged(self._element):
            self.canv.setLineWidth(0.5)
            for person in self._array.people:
                self._draw(person)

    def _draw(self, person: Person) -> None:
        self.canv.setStrokeColorRGB(*(PRIMARY if person.counted else OFF))
        self.canv.setFillColorRGB(*PRIMARY)
        fill = int(person.counted)
        self.canv.circle(*person.head, stroke=1, fill=fill)
        self.canv.roundRect(*person.body, stroke=1, fill=fill)


class Story:
    """The flowables of a document and its structure, written together in reading order.

    `body` is the size of plain text in points; everything else follows from it.
    """

    def __init__(self, body: float, width: float, language: str) -> None:
        self.root = Element("Document")
        self.flowables: list[Flowable] = []
        self._into = self.flowables
        self._body, self._width = body, width
        self.script = Script(language)

    def style(self, scale: float = 1.0, color: Color = INK, **options: Any) -> TextStyle:
        """A text style `scale` times the size of plain text."""
        size = self._body * scale
        return TextStyle(size=size, leading=size * 1.36, color=color, **options)

    def _paragraph(
        self, text: str | Sequence[Span], style: TextStyle, element: Element
    ) -> ShapedParagraph:
        spans = text if isinstance(text, str) else tuple(text)
        return ShapedParagraph(spans, style, self.script, element)

    def heading(self, text: str, level: int = 2, color: Color = PRIMARY) -> None:
        """A heading; level 1 is the title."""
        scale, before = (1.9, 0.0) if level == 1 else (1.14, self._body * 0.75)
        style = self.style(
            scale,
            INK if level == 1 else color,
            bold=True,
            space_before=before,
            space_after=self._body * 0.2,
        )
        paragraph = self._paragraph(text, style, self.root.add(f"H{level}"))
        paragraph.keepWithNext = 1
        self._into.append(paragraph)

    def paragraph(self, text: str | Sequence[Span], **style: Any) -> None:
        """A paragraph of plain text."""
        style.setdefault("space_after", self._body * 0.3)
        self._into.append(self._paragraph(text, self.style(**style), self.root.add("P")))

    def items(self, texts: Iterable[str | Sequence[Span]], *, columns: int = 1) -> None:
        """A bulleted list, in one or two columns."""
        rows = self._list([(text, None) for text in texts])
        if columns == 1:
            self._into += rows
            return
        half = -(-len(rows) // 2)
        pairs = [[rows[i], rows[i + half] if i + half < len(rows) else ""] for i in range(half)]
        width = self._available / 2
        self._into.append(Layout(pairs, colWidths=[width, width], style=_NO_PADDING))

    def check_list(self, texts: Iterable[Sequence[Span]], blanks: str) -> None:
        """Things to do, each with a box to tick and a line to write on (`blanks` names what)."""
        self._into += self._list([(text, blanks) for text in texts])

    def _list(self, texts: list[tuple[str | Sequence[Span], str | None]]) -> list[Flowable]:
        parent = self.root.add("L")
        rows = []
        for text, blanks in texts:
            item = parent.add("LI")
            label, body = item.add("Lbl"), item.add("LBody")
            mark: Flowable = (
                CheckBox(self._body, label)
                if blanks is not None
                else self._paragraph("•", self.style(), label)
            )
            spans = (Span(text),) if isinstance(text, str) else tuple(text)
            cells: list[Flowable] = [self._paragraph(spans, self.style(), body)]
            if blanks:
                muted = self.style(0.88, MUTED, space_after=self._body * 0.35)
                cells.append(self._paragraph(blanks, muted, body))
            indent = self._body * (1.7 if blanks is not None else 1.0)
            row = Layout([[mark, cells]], colWidths=[indent, None], style=_NO_PADDING)
            row.hAlign = "LEFT"
            rows.append(row)
        return rows

    def blank_lines(self, count: int) -> None:
        """Lines to write on."""
        self._into += [Rule(LINE, 0.8, self._body * 1.5, 2) for _ in range(count)]

    def rule(self) -> None:
        """The line under the title."""
        self._into.append(Rule(PRIMARY, 2, self._body * 0.3, self._body * 0.3))

    def space(self, scale: float) -> None:
        """Empty space, in sizes of plain text."""
        self._into.append(Spacer(1, self._body * scale))

    def people_beside(
        self, numerator: int, denominator: int, alternative: str, spans: Sequence[Span]
    ) -> None:
        """An icon array, and beside it the sentence that says the same."""
        figure = self.root.add("Figure", alt=alternative)
        people = People(numerator, denominator, figure, columns=20, width=self._width * 0.42)
        words = self._paragraph(spans, self.style(1.05), self.root.add("P"))
        gap = self._body * 1.6
        widths = [people.width + gap, self._width - people.width - gap]
        beside = [*_NO_PADDING, ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
        self._into.append(Layout([[people, words]], colWidths=widths, style=beside))

    def begin_box(self) -> None:
        """What follows stands in a box, until `end_box`."""
        self._into = []

    def end_box(self) -> None:
        """Close the box."""
        pad = self._body * 0.8
        style = [
            ("BOX", (0, 0), (-1, -1), 1.4, HexColor("#A32A2A")),
            ("LEFTPADDING", (0, 0), (-1, -1), pad),
            ("RIGHTPADDING", (0, 0), (-1, -1), pad),
            ("TOPPADDING", (0, 0), (-1, -1), pad * 0.2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), pad * 0.8),
            ("ROUNDEDCORNERS", [6, 6, 6, 6]),
        ]
        boxed = Layout([[self._into]], colWidths=[self._width], style=style)
        self._into = self.flowables
        self.space(0.7)
        self._into.append(boxed)

    @property
    def _available(self) -> float:
        boxed = self._into is not self.flowables
        return self._width - self._body * 1.6 if boxed else self._width
