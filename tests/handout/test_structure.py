"""The printed plan reads the same to every reader: tags, fonts, pictures with words, headings."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.builders import pack
from tests.handout.printing import CASES, CHOSEN, printed
from tests.handout.reading import elements_of, objects_of, painted_on


@pytest.mark.parametrize("name", CASES)
def test_large_print_sets_the_body_in_eighteen_points(name: str) -> None:
    operators = painted_on(printed(name, large_print=True))

    assert re.search(r"/\S+ 18 Tf", operators[0])


@pytest.mark.parametrize("name", CASES)
def test_every_mark_on_the_page_is_tagged_or_decoration(name: str) -> None:
    for operators in painted_on(printed(name)):
        depth = 0
        for line in operators.splitlines():
            depth += line.count(" BDC") - len(re.findall(r"\bEMC\b", line))
            drawn = re.search(r"\bT[jJ]$|(?<![/\w])(?:S|f\*?|B\*?)$", line)
            assert not drawn or depth > 0, line
        assert depth == 0


@pytest.mark.parametrize("name", CASES)
def test_the_file_says_that_it_is_accessible(name: str) -> None:
    pdf = printed(name)
    (catalog,) = [body for body in objects_of(pdf).values() if b"/Type /Catalog" in body]

    for entry in (b"/MarkInfo", b"/Lang", b"/Metadata", b"/StructTreeRoot", b"/ViewerPreferences"):
        assert entry in catalog
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/DisplayDocTitle true" in pdf


@pytest.mark.parametrize("name", CASES)
def test_every_font_is_embedded(name: str) -> None:
    bodies = objects_of(printed(name)).values()
    fonts = [body for body in bodies if re.search(rb"/Type /Font\b(?!D)", body)]
    descriptors = [body for body in bodies if b"/Type /FontDescriptor" in body]

    assert fonts
    assert all(b"/FontDescriptor" in body or b"/DescendantFonts" in body for body in fonts)
    assert all(b"/FontFile2" in body for body in descriptors)


@pytest.mark.parametrize("name", CHOSEN)
def test_every_picture_has_words_and_a_place(name: str) -> None:
    figures = elements_of(printed(name), "Figure")

    assert figures
    for figure in figures:
        assert re.search(rb"/Alt \((\d+ of 100 people|PEG scale, 0 to 10\.) .+\)", figure)
        assert b"/BBox" in figure


@pytest.mark.parametrize("role", ["H1", "H2", "P", "L", "LI", "Lbl", "LBody", "Figure"])
def test_structure_has_every_role(role: str) -> None:
    assert elements_of(printed("new-episode-medium-risk"), role)


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="pdfinfo is not installed")
def test_a_reader_walks_the_headings_in_order(tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(printed("new-episode-medium-risk"))
    command = ["pdfinfo", "-struct-text", str(file)]

    walked = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    words = pack().handout
    assert walked.count("H1 ") == 1
    titles = (words.title, words.goal_title, words.outlook_title, words.do_title)
    places = [
        walked.index(f'"{title}"') for title in (*titles, words.get_help_title, words.next_title)
    ]
    assert places == sorted(places)
    assert re.search(r"L \(block\)\s+LI \(block\)\s+Lbl .*\s+.*\s+LBody", walked)
