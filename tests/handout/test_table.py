"""A table says of each cell which headers it stands under, and reads row by row."""

import re
from collections.abc import Iterator

import pypdfium2
import pytest

from sdm_app.handout.document import Looks
from sdm_app.handout.page import Foot, write_pages
from sdm_app.handout.shaped_text import Script
from sdm_app.handout.structure import Element
from sdm_app.handout.table import table
from tests.handout.reading import elements_of, pages_of
from tests.handout.test_reading_order import marks_of, walked
from tests.handout.verapdf import VeraPdf

HEADER = ("Treatment", "How many feel better", "Harm")
ROWS = tuple((f"Choice {n}", f"{n} of 100 people feel better", "none is known") for n in range(3))


@pytest.fixture(scope="module")
def verapdf() -> Iterator[VeraPdf]:
    with VeraPdf() as asked:
        yield asked


def printed(*, rows: int = 3, language: str = "en") -> bytes:
    script = Script(language, rtl=language == "ar")
    root = Element("Document")
    lines = [ROWS[n % len(ROWS)] for n in range(rows)]
    block = table(HEADER, lines, (1, 2, 1), parent=root, looks=Looks(), script=script)
    foot = Foot(note="A note.", page_of="Page {page} of {pages}", script=script)
    return write_pages([block], root, title="Table", page_size="letter", foot=foot)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("rows", [3, 90])
def test_a_table_breaks_no_rule(verapdf: VeraPdf, rows: int, language: str) -> None:
    assert verapdf.judge(printed(rows=rows, language=language)).failures == ()


def test_a_header_cell_without_scope_is_found(verapdf: VeraPdf) -> None:
    spoilt = printed().replace(b"/Scope ", b"/Scopx ")

    assert {failure.clause for failure in verapdf.judge(spoilt).failures} == {"7.5"}


def test_the_first_row_and_the_first_cell_of_each_row_are_headers() -> None:
    pdf = printed()
    scopes = [re.search(rb"/Scope /(\w+)", cell) for cell in elements_of(pdf, "TH")]

    assert [scope[1] for scope in scopes if scope] == [b"Column"] * 3 + [b"Row"] * 3
    assert len(elements_of(pdf, "TD")) == 6
    assert len(elements_of(pdf, "TR")) == 4


def test_a_table_reads_row_by_row() -> None:
    read = re.findall(r'^ *"(.*)"$', walked(printed()), re.MULTILINE)

    assert read == [*HEADER, *(cell for row in ROWS for cell in row), "A note."]


def test_headers_stand_on_every_page_and_are_read_once() -> None:
    pdf = printed(rows=90)
    pages = pages_of(pdf)

    assert len(pages) > 1
    assert all(page.startswith(" ".join(HEADER)) for page in pages)
    assert walked(pdf).count(f'"{HEADER[0]}"') == 1
    assert list(marks_of(pdf)) == sorted(marks_of(pdf))


def test_the_first_column_stands_where_the_language_begins() -> None:
    left, right = (lefts(printed(language=language)) for language in ("en", "ar"))

    assert left[0] < left[1] < left[2]
    assert right[0] > right[1] > right[2]


def lefts(pdf: bytes) -> list[float]:
    """How far from the left each header is drawn."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    text = page.get_textpage()
    found = []
    for header in HEADER:
        search = text.search(header)
        place = search.get_next()
        found.append(text.get_charbox(place[0])[0])
        search.close()
    text.close()
    page.close()
    document.close()
    return found
