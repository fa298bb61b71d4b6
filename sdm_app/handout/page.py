"""The paper: its size, its frame, and what stands at the foot of every page."""

from contextlib import nullcontext
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from sdm_app.handout.document import GREY, Looks, at_end
from sdm_app.handout.shaped_paragraph import ShapedParagraph
from sdm_app.handout.shaped_text import Script
from sdm_app.handout.structure import Element
from sdm_app.handout.tagged_canvas import TaggedCanvas

PageSize = Literal["letter", "a4"]
_SIZES: dict[str, tuple[float, float]] = {"letter": LETTER, "a4": A4}
MARGIN = 42.0
_FOOT = 64.0
"""Room for three lines of ordinary print that a printer's own margin does not cut."""
_FOOT_LINES = 3
_ORDINARY = Looks()

# No block of ours fetches anything; whatever reportlab might be talked into, it reaches nobody.
rl_config.trustedHosts = []
rl_config.trustedSchemes = []
# Letters and digits in place of bytes would make pages a quarter larger and slower to write.
rl_config.useA85 = 0


@dataclass(frozen=True)
class Foot:
    """The foot of each page: a note on the left, and on the right "Page {page} of {pages}"."""

    note: str
    page_of: str
    script: Script
    looks: Looks = _ORDINARY

    @property
    def room(self) -> float:
        """How high the foot and the margin below it are, in points."""
        taller = self.looks.foot.leading - _ORDINARY.foot.leading
        return _FOOT + _FOOT_LINES * taller

    def draw(
        self, canvas: TaggedCanvas, page: int, pages: int, element: Element | None = None
    ) -> None:
        """Draw it as a pagination artifact, but the note as this element where one is given."""
        small, room_above = self.looks.foot, self.room
        number_room = small.size * 9.5
        width = canvas._pagesize[0] - 2 * MARGIN
        number = self.page_of.format(page=page, pages=pages)
        first = ShapedParagraph(self.note, small, self.script, element)
        last = ShapedParagraph(number, at_end(small), self.script)
        with canvas.artifact("Pagination"):
            canvas.setStrokeColorRGB(*GREY)
            canvas.setLineWidth(0.5)
            canvas.line(MARGIN, room_above - 8, MARGIN + width, room_above - 8)
        for block, room in ((first, width - number_room - 10), (last, number_room)):
            _, height = block.wrap(room, room_above)
            left = MARGIN if (block is first) != self.script.rtl else MARGIN + width - room
            with nullcontext() if block.element else canvas.artifact("Pagination"):
                block.drawOn(canvas, left, room_above - 12 - height)


def content_width(page_size: PageSize) -> float:
    """How wide the text may run, in points."""
    return _SIZES[page_size][0] - 2 * MARGIN


def content_height(page_size: PageSize) -> float:
    """How high the text of one page may be, in points."""
    return _SIZES[page_size][1] - MARGIN - _FOOT


def write_pages(
    story: list[Flowable], root: Element, *, title: str, page_size: PageSize, foot: Foot
) -> bytes:
    """The story as a tagged PDF; the same story gives the same bytes.

    The note at the foot stands on every page and is read once, after everything else.
    """
    out = BytesIO()
    note = root.add("P")

    def furniture(drawn: TaggedCanvas, page: int, pages: int) -> None:
        foot.draw(drawn, page, pages, note if page == pages else None)

    def canvas(*args: Any, **options: Any) -> TaggedCanvas:
        options.pop("lang", None)
        return TaggedCanvas(
            *args,
            root=root,
            title=title,
            language=foot.script.language,
            furniture=furniture,
            black_and_white=foot.looks.black_and_white,
            **options,
        )

    document = BaseDocTemplate(
        out,
        pagesize=_SIZES[page_size],
        title=title,
        pageCompression=1,
        invariant=1,
    )
    wide, high = _SIZES[page_size]
    frame = Frame(
        MARGIN,
        foot.room,
        wide - 2 * MARGIN,
        high - MARGIN - foot.room,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates(PageTemplate("plan", [frame]))
    document.build(story, canvasmaker=canvas)
    return out.getvalue()
