"""What a screen reader walks is what was written, in the order it was written."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sdm_app.handout import build_handout
from sdm_app.handout.page import PageSize
from sdm_app.handout.shaped_paragraph import ShapedParagraph
from tests.handout.papers import told
from tests.handout.printing import CASES, CLINIC, SIZES, printed
from tests.handout.reading import objects_of
from tests.handout.words import GOALS

DUMPS = Path(__file__).parent / "dumps"
DUMPED = (
    "emergency-bladder-and-numbness",
    "lasting-pain-surgery-question",
    "leg-pain-past-six-weeks",
    "new-episode-medium-risk",
)
REWRITE = "pytest tests/handout/test_reading_order.py --rewrite-dumps"


def walked(pdf: bytes) -> str:
    """The structure with its text, as poppler walks it."""
    command = ["pdfinfo", "-struct-text", "-"]
    run = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return run.stdout.decode()


def without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that is written into the structure from here on."""
    texts: list[str] = []
    original = ShapedParagraph.__init__

    def noting(
        self: ShapedParagraph, spans: Any, style: Any, script: Any, element: Any = None, **rest: Any
    ) -> None:
        original(self, spans, style, script, element, **rest)
        if element is not None:
            texts.append(self._text.spoken)

    monkeypatch.setattr(ShapedParagraph, "__init__", noting)
    return texts


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("case", CASES)
def test_what_is_read_is_what_was_written_in_its_order(
    written: list[str], case: str, size: PageSize, *, large_print: bool
) -> None:
    pdf = build_handout(
        told(case, "zh"), page_size=size, large_print=large_print, clinic=CLINIC, language="zh"
    )
    read = re.findall(r'^ *"(.*)"$', walked(pdf), re.MULTILINE)

    assert len(written) > 10
    assert without_spaces("".join(read)) == without_spaces("".join(written))


@pytest.mark.parametrize("language", GOALS)
@pytest.mark.parametrize("case", CASES)
def test_what_is_drawn_is_drawn_in_the_order_it_is_read(case: str, language: str) -> None:
    pdf = build_handout(told(case, language), language=language, clinic=CLINIC)

    marks = list(marks_of(pdf))

    assert marks == sorted(marks)
    assert len(marks) == len(set(marks))


def marks_of(pdf: bytes) -> Iterator[tuple[int, int]]:
    """Page and number of each piece of marked content, in the order of the structure."""
    objects = objects_of(pdf)
    pages = [n for n, body in objects.items() if re.search(rb"/Type /Page\b(?!s)", body)]
    (root,) = [n for n, body in objects.items() if b"/Type /StructTreeRoot" in body]

    def below(number: int) -> Iterator[tuple[int, int]]:
        children = objects[number].split(b"/K [")[1].split(b"]")[0]
        for child in re.finditer(rb"/MCID (\d+) /Pg (\d+) 0 R|(\d+) 0 R", children):
            if child[3]:
                yield from below(int(child[3]))
            else:
                yield pages.index(int(child[2])), int(child[1])

    yield from below(root)


@pytest.mark.parametrize("case", DUMPED)
def test_the_structure_is_the_one_that_was_looked_at(
    request: pytest.FixtureRequest, case: str
) -> None:
    """To take a change of words or structure as right, run the command and read the difference."""
    dump = DUMPS / f"{case}.txt"
    found = walked(printed(case))

    if request.config.getoption("--rewrite-dumps"):
        dump.write_text(found, encoding="utf-8")

    assert found == dump.read_text(encoding="utf-8"), REWRITE
