"""An address on paper can be opened on screen, by who sees the page and by who hears it."""

import re
from collections.abc import Iterator

import pytest

from sdm_app.handout.document import Looks
from sdm_app.handout.page import Foot, write_pages
from sdm_app.handout.shaped_text import Script
from sdm_app.handout.structure import Element
from sdm_app.handout.writer import Writer
from tests.handout.reading import elements_of, objects_of, text_of
from tests.handout.verapdf import VeraPdf

ADDRESS = "https://clinic.example/back?from=(paper)"


@pytest.fixture(scope="module")
def verapdf() -> Iterator[VeraPdf]:
    with VeraPdf() as asked:
        yield asked


def printed(*, count: int = 1) -> bytes:
    script = Script("en")
    root = Element("Document")
    write = Writer(root, Looks(), script)
    for _ in range(count):
        write.link("clinic.example/back", ADDRESS)
        write.paragraph("Between the links.")
    foot = Foot(note="A note.", page_of="Page {page} of {pages}", script=script)
    return write_pages(write.story, root, title="Links", page_size="a4", foot=foot)


@pytest.mark.parametrize("count", [1, 60])
def test_links_break_no_rule(verapdf: VeraPdf, count: int) -> None:
    assert verapdf.judge(printed(count=count)).failures == ()


def test_a_link_that_belongs_to_nothing_is_found(verapdf: VeraPdf) -> None:
    spoilt = printed().replace(b"/StructParent ", b"/StructParenx ")

    assert {failure.clause for failure in verapdf.judge(spoilt).failures} >= {"7.18.5"}


def test_a_link_says_where_it_goes_and_opens_it() -> None:
    pdf = printed()
    (annotation,) = [body for body in objects_of(pdf).values() if b"/Subtype /Link" in body]
    (link,) = elements_of(pdf, "Link")

    assert "clinic.example/back" in text_of(pdf)
    assert b"/Contents (clinic.example/back)" in annotation
    assert ADDRESS in re.sub(rb"\\(.)", rb"\1", annotation).decode()
    assert b"/OBJR" in link
