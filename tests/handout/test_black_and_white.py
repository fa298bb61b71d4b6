"""Printed without colours the plan says the same in black alone."""

import re

import pytest

from sdm_app.handout import build_handout
from tests.handout.printing import CASES, CLINIC, EMERGENCY, played, printed
from tests.handout.reading import painted_on, text_of


def black_and_white(case: str) -> bytes:
    return build_handout(played(case), clinic=CLINIC, black_and_white=True)


def colours_of(pdf: bytes) -> set[tuple[float, ...]]:
    found = re.findall(r"(\S+) (\S+) (\S+) (?:rg|RG)\b", " ".join(painted_on(pdf)))
    return {tuple(map(float, colour)) for colour in found}


@pytest.mark.parametrize("case", CASES)
def test_everything_is_drawn_in_black(case: str) -> None:
    assert colours_of(black_and_white(case)) <= {(0, 0, 0), (1, 1, 1)}


@pytest.mark.parametrize("case", CASES)
def test_the_words_are_those_of_the_coloured_plan(case: str) -> None:
    assert text_of(black_and_white(case)) == text_of(printed(case))


def test_the_coloured_plan_has_colours() -> None:
    assert len(colours_of(printed(EMERGENCY))) > 2
