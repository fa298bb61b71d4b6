"""Large print is a layout of its own for who cannot read the ordinary one."""

import re

import pytest

from sdm_app.handout.page import PageSize
from tests.builders import pack
from tests.handout.printing import CASES, CHOSEN, SIZES, printed
from tests.handout.reading import elements_of, pages_of, painted_on


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("case", CASES)
def test_nothing_in_large_print_is_small(case: str, size: PageSize) -> None:
    pages = painted_on(printed(case, size, large_print=True))

    sizes = {float(found) for page in pages for found in re.findall(r"/\S+ (\S+) Tf", page)}

    assert min(sizes) >= 14
    assert 18 in sizes


@pytest.mark.parametrize("case", CASES)
def test_no_letter_in_large_print_is_grey(case: str) -> None:
    for page in painted_on(printed(case, large_print=True)):
        inks = re.findall(r"BT (\S+) (\S+) (\S+) rg", page)

        assert inks
        assert all(min(map(float, ink)) < 0.2 for ink in inks)


@pytest.mark.parametrize("case", CHOSEN)
def test_the_hundred_people_are_as_wide_as_the_page(case: str) -> None:
    assert width_of_people(printed(case)) < 300
    assert width_of_people(printed(case, large_print=True)) > 500


def width_of_people(pdf: bytes) -> float:
    (figure,) = [one for one in elements_of(pdf, "Figure") if b" of 100 people " in one]
    box = re.search(rb"/BBox \[ (.+?) \]", figure)
    assert box
    left, _bottom, right, _top = map(float, box[1].split())
    return right - left


@pytest.mark.parametrize("case", CASES)
def test_the_version_is_printed_once(case: str) -> None:
    text = " ".join(pages_of(printed(case, large_print=True)))

    assert text.count(pack().info.version) == 1
