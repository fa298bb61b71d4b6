"""Text that runs both ways."""

import pytest

from sdm_app.handout.bidi_levels import in_visual_order, levels_of


@pytest.mark.parametrize(
    ("text", "rtl", "levels"),
    [
        ("ab", False, [0, 0]),
        ("a \u0645\u0631", False, [0, 0, 1, 1]),
        ("\u0645 a", True, [1, 1, 2]),
        ("\u0645 12", False, [1, 1, 2, 2]),
        ("", False, []),
    ],
)
def test_each_character_has_its_level(text: str, rtl: bool, levels: list[int]) -> None:
    assert levels_of(text, rtl=rtl) == levels


def test_a_telephone_number_stays_whole_among_arabic_words() -> None:
    words, number = "اتصل ", "(555) 010-0199"

    levels = levels_of(f"{words}{number} الآن", rtl=True)

    assert levels[len(words) : len(words) + len(number)] == [2] * len(number)
    assert levels[0] == levels[-1] == 1


@pytest.mark.parametrize(
    ("pieces", "seen"),
    [
        ([(0, "a"), (0, "b")], "ab"),
        ([(0, "a"), (1, "B"), (1, "C"), (0, "d")], "aCBd"),
        ([(1, "A"), (2, "12"), (1, "B")], "B12A"),
        ([(1, "A"), (1, "B")], "BA"),
        ([], ""),
    ],
)
def test_runs_stand_from_left_to_right(pieces: list[tuple[int, str]], seen: str) -> None:
    assert "".join(in_visual_order(pieces)) == seen
