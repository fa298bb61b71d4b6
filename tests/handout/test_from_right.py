"""A page in a language that runs from the right is the mirror of one that does not."""

import re

import pytest

from sdm_app.handout.document import Looks
from sdm_app.handout.page import MARGIN, Foot, content_width, write_pages
from sdm_app.handout.people_figure import PeopleFigure
from sdm_app.handout.shaped_text import Script, Span
from sdm_app.handout.structure import Element
from sdm_app.handout.writer import Writer
from tests.handout.reading import painted_on

WIDE = content_width("a4")
LEFT, RIGHT = Script("en"), Script("ar", rtl=True)


def painted(script: Script) -> str:
    root = Element("Document")
    write = Writer(root, Looks(), script)
    write.to_do([((Span("المشي"),), (), ())])
    write.bullets(["المشي"])
    write.add(PeopleFigure(1, 100, WIDE, root.add("Figure", alt="x"), rtl=script.rtl))
    foot = Foot(note="A note.", page_of="Page {page} of {pages}", script=script)
    (page,) = painted_on(write_pages(write.story, root, title="Sides", page_size="a4", foot=foot))
    return page


def box(script: Script) -> tuple[float, float]:
    """The left and right edge of the box to tick."""
    found = re.search(r"/Lbl .*?n (\S+) \S+ (\S+) \S+ re", painted(script), re.DOTALL)
    assert found
    left, wide = float(found[1]), float(found[2])
    return left, left + wide


def test_a_box_to_tick_is_as_far_from_its_edge_on_either_side() -> None:
    near, far = box(LEFT)

    assert box(RIGHT) == pytest.approx((WIDE - far, WIDE - near))


def test_people_are_counted_from_where_the_language_begins() -> None:
    figures = [painted(script).split("/Figure ")[1].split("EMC")[0] for script in (LEFT, RIGHT)]

    assert [figure.count("-1 0 0 1") for figure in figures] == [0, 1]


def test_lines_end_at_the_right_edge() -> None:
    starts = re.findall(r"Tf 1 0 0 1 (\S+) \S+ Tm", painted(RIGHT))

    assert MARGIN < float(starts[0]) < WIDE
    assert float(starts[0]) > WIDE / 2
