"""The structure tree of a tagged PDF: what each piece of a page is, in reading order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFString


@dataclass(frozen=True)
class Mark:
    """A piece of marked content: `number` counts from 0 on each page, `page` from 1."""

    page: int
    number: int


@dataclass(frozen=True)
class Anchor:
    """A link's place on a page, which counts from 1; the annotation opens its address."""

    page: int
    annotation: Any


@dataclass(eq=False)
class Element:
    """A structure element. Made in reading order; its marks are added when it is drawn.

    `alt` describes a figure, `actual_text` stands for a drawn sign, `language` is told where it is
    not the page's. An element for which nothing was drawn, in itself or below, is left out of the
    file.
    """

    role: str
    alt: str = ""
    actual_text: str = ""
    language: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)
    children: list["Element | Mark | Anchor"] = field(default_factory=list)
    _said: list[str] = field(default_factory=list)
    _is_turned: bool = False

    def say(self, text: str, *, turned: bool) -> None:
        """What was drawn of the element, in reading order; `turned` if it is not drawn so."""
        self._said.append(text)
        self._is_turned = self._is_turned or turned

    @property
    def spoken(self) -> str:
        """What a reader is given in place of what was drawn, or nothing if that reads well."""
        return self.actual_text or (" ".join(self._said) if self._is_turned else "")

    def add(self, role: str, *, alt: str = "", actual_text: str = "") -> "Element":
        """A new last child."""
        child = Element(role, alt=alt, actual_text=actual_text)
        self.children.append(child)
        return child

    @property
    def is_drawn(self) -> bool:
        """Whether anything of the element stands on a page."""
        return any(not isinstance(c, Element) or c.is_drawn for c in self.children)

    def walk(self) -> Iterator["Element"]:
        """The element and all below it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()


def layout_attributes(left: float, bottom: float, right: float, top: float) -> dict[str, Any]:
    """The attributes of a figure that fills this box, in points from the page's lower left."""
    box = PDFArray([round(edge, 2) for edge in (left, bottom, right, top)])
    return {"O": PDFName("Layout"), "BBox": box, "Placement": PDFName("Block")}


def header_attributes(scope: str) -> dict[str, Any]:
    """The attributes of a table's header cell; `scope` is Row or Column."""
    return {"O": PDFName("Table"), "Scope": PDFName(scope)}


class StructureTree:
    """Writes the elements and, for each page, which element every mark belongs to."""

    def __init__(self, document: PDFDocument, pages: list[tuple[Any, list[Element]]]) -> None:
        self._document = document
        self._pages = pages
        self._page_of = {number: document.Reference(p) for number, (p, _) in enumerate(pages, 1)}
        self._reference_of: dict[int, Any] = {}

    def write(self, root: Element) -> Any:
        """A reference to the StructTreeRoot."""
        tree = _indirect({"Type": PDFName("StructTreeRoot")})
        reference = self._document.Reference(tree)
        tree["K"] = PDFArray([self._write(root, reference)])
        parents = [*self._parents(), *self._parents_of_links(root)]
        tree["ParentTree"] = PDFDictionary({"Nums": PDFArray(parents)})
        tree["ParentTreeNextKey"] = len(parents) // 2
        return reference

    def _write(self, element: Element, parent: Any) -> Any:
        written = _indirect(
            {"Type": PDFName("StructElem"), "S": PDFName(element.role), "P": parent}
        )
        reference = self._document.Reference(written)
        self._reference_of[id(element)] = reference
        if element.alt:
            written["Alt"] = PDFString(element.alt)
        if element.spoken:
            written["ActualText"] = PDFString(element.spoken)
        if element.language:
            written["Lang"] = PDFString(element.language)
        if element.attributes:
            written["A"] = PDFDictionary(dict(element.attributes))
        written["K"] = PDFArray(list(self._children(element, reference)))
        return reference

    def _children(self, element: Element, reference: Any) -> Iterator[Any]:
        for child in element.children:
            if isinstance(child, Mark):
                yield PDFDictionary(
                    {
                        "Type": PDFName("MCR"),
                        "Pg": self._page_of[child.page],
                        "MCID": child.number,
                    }
                )
            elif isinstance(child, Anchor):
                yield PDFDictionary(
                    {
                        "Type": PDFName("OBJR"),
                        "Pg": self._page_of[child.page],
                        "Obj": self._document.Reference(child.annotation),
                    }
                )
            elif child.is_drawn:
                yield self._write(child, reference)

    def _parents(self) -> Iterator[Any]:
        for number, (_, elements) in enumerate(self._pages):
            owners = PDFArray([self._reference_of[id(element)] for element in elements])
            owners.__RefOnly__ = 1
            yield number
            yield self._document.Reference(owners)

    def _parents_of_links(self, root: Element) -> Iterator[Any]:
        anchors = (
            (element, child)
            for element in root.walk()
            for child in element.children
            if isinstance(child, Anchor)
        )
        for number, (element, anchor) in enumerate(anchors, start=len(self._pages)):
            anchor.annotation["StructParent"] = number
            yield number
            yield self._reference_of[id(element)]


def _indirect(entries: dict[str, Any]) -> PDFDictionary:
    dictionary = PDFDictionary(entries)
    dictionary.__RefOnly__ = 1
    return dictionary
