"""A reportlab canvas that marks what it draws and writes PDF/UA-1's structure and metadata."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

from sdm_app.handout.embedded_fonts import EmbeddedFonts
from sdm_app.handout.structure import Anchor, Element, Mark, StructureTree

PageFurniture = Callable[["TaggedCanvas", int, int], None]
"""Draws what stands on every page, given the page's number and how many pages there are."""

_METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


Color = tuple[float, ...]
_BLACK, _WHITE = (0, 0, 0), (1, 1, 1)
_PRINTED = 4
"""The flag of an annotation that is printed with its page."""


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """Draws inside `tagged` (belongs to an element) or `artifact` (a screen reader passes it by).

    Pages are kept until `save`, since the furniture needs to know how many there are.
    """

    def __init__(
        self,
        *args: Any,
        root: Element,
        title: str,
        language: str,
        furniture: PageFurniture,
        black_and_white: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, lang=language, **options)
        self.fonts = EmbeddedFonts()
        self._black_and_white = black_and_white
        self._root = root
        self._metadata = _METADATA.format(title=escape(title), language=escape(language))
        self._furniture = furniture
        self._is_marking = False
        self._marked: list[Element] = []
        self._waiting: list[dict[str, Any]] = []
        self._written: list[tuple[Any, list[Element]]] = []
        self.setTitle(title)
        self.setAuthor("")
        self.setSubject("")
        self.setCreator("backchoice")
        self.setViewerPreference("DisplayDocTitle", "true")

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """What is drawn meanwhile belongs to the element; marked content never nests."""
        if self._is_marking:
            raise RuntimeError(f"'{element.role}' would be marked inside marked content")
        mark = Mark(page=self._pageNumber, number=len(self._marked))
        self._marked.append(element)
        element.children.append(mark)
        with self._marking(f"/{element.role} <</MCID {mark.number}>> BDC"):
            yield

    def link(
        self, element: Element, address: str, says: str, box: tuple[float, float, float, float]
    ) -> None:
        """Make a box of the page open an address; `says` is read to who cannot see it.

        The box is left, bottom, right and top in points from the page's lower left.
        """
        action = {"S": PDFName("URI"), "URI": PDFString(address)}
        annotation = PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("Link"),
                "Rect": PDFArray([round(edge, 2) for edge in box]),
                "Border": PDFArray([0, 0, 0]),
                "F": _PRINTED,
                "A": PDFDictionary(action),
                "Contents": PDFString(says),
            }
        )
        annotation.__RefOnly__ = 1
        self._addAnnotation(annotation)
        element.children.append(Anchor(self._pageNumber, annotation))

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """What is drawn meanwhile is decoration; inside marked content it stays part of that."""
        if self._is_marking:
            yield
            return
        with self._marking(f"/Artifact <</Type /{kind}>> BDC"):
            yield

    @contextmanager
    def _marking(self, opening: str) -> Iterator[None]:
        self._code.append(opening)
        self._is_marking = True
        yield
        self._code.append("EMC")
        self._is_marking = False

    def showPage(self) -> None:  # noqa: N802
        """Keep the page for `save` and start the next."""
        self._waiting.append(dict(self.__dict__))
        self._marked = []
        self._startPage()

    def save(self) -> None:
        """Write every page with its furniture, then the structure, then the file."""
        waiting = self._waiting
        for state in waiting:
            self.__dict__.update(state)
            self._furniture(self, self._pageNumber, len(waiting))
            super().showPage()
            self._written.append((self._last_page(), state["_marked"]))
        self._write_structure()
        self.fonts.write(self._doc)
        self._code: list[str] = []
        super().save()

    def ink(self, color: Color) -> Color:
        """The colour to draw with; without colours everything is black but white grounds."""
        return _BLACK if self._black_and_white and color != _WHITE else color

    def setFillColorRGB(self, *color: float) -> None:  # noqa: N802
        """Fill with a colour of red, green and blue from 0 to 1."""
        super().setFillColorRGB(*self.ink(color))

    def setStrokeColorRGB(self, *color: float) -> None:  # noqa: N802
        """Draw lines in a colour likewise."""
        super().setStrokeColorRGB(*self.ink(color))

    def _make_preamble(self) -> None:
        """None of reportlab's own, which names a font that is not in the file."""
        self._preamble = ""

    def _last_page(self) -> Any:
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*type(page).__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._written)
        page.Tabs = PDFName("S")
        return page

    def _write_structure(self) -> None:
        catalog = self._doc.Catalog
        catalog.StructTreeRoot = StructureTree(self._doc, self._written).write(self._root)
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.Metadata = pdfdoc.XMP(creator=self._xmp)

    def _xmp(self, _document: Any) -> bytes:
        return self._metadata.encode()
