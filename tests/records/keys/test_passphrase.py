"""The passphrase can be typed from paper, and cannot be guessed."""

import math

import pytest

from sdm_app.records.keys import (
    ENTROPY_BITS,
    PassphraseTooWeak,
    is_typed_back,
    new_passphrase,
)
from sdm_app.records.keys.passphrase import ALPHABET, plain, require_strong


def test_a_new_passphrase_is_five_groups_of_four_without_look_alikes() -> None:
    groups = new_passphrase().split("-")

    assert [len(group) for group in groups] == [4] * 5
    assert set("".join(groups)) <= set(ALPHABET)
    assert not set(ALPHABET) & set("01OILU")


def test_its_entropy_is_as_stated() -> None:
    assert math.floor(20 * math.log2(len(set(ALPHABET)))) == ENTROPY_BITS
    assert ENTROPY_BITS >= 77


def test_every_character_comes_up_about_as_often() -> None:
    text = "".join(new_passphrase().replace("-", "") for _ in range(1500))

    # 30,000 characters of 30: 1,000 each, give or take 31; six times that never comes by chance.
    assert all(abs(text.count(one) - 1000) < 190 for one in ALPHABET)


@pytest.mark.parametrize("typed", ["7kq2-hm9t", "7KQ2HM9T", " 7kq2 – HM9t \n", "７KQ2 HM9T"])
def test_case_spaces_and_dashes_do_not_count(typed: str) -> None:
    assert is_typed_back("7KQ2-HM9T", typed)


@pytest.mark.parametrize("typed", ["", "7KQ2-HM9", "7KQ2-HM9TT", "7KQ2-HM9S", "HM9T-7KQ2"])
def test_a_slip_is_noticed(typed: str) -> None:
    assert not is_typed_back("7KQ2-HM9T", typed)


def test_a_new_passphrase_is_strong_enough_for_itself() -> None:
    for _ in range(1000):
        require_strong(new_passphrase())


@pytest.mark.parametrize(
    ("own", "strong"),
    [
        ("abcdefghijklm", False),
        ("abcdefghijklmn", True),
        ("a - b" * 7, False),
        ("abcde" * 9, False),
    ],
)
def test_a_passphrase_of_ones_own_needs_fourteen_characters_six_different(
    own: str, strong: bool
) -> None:
    if strong:
        require_strong(own)
    else:
        with pytest.raises(PassphraseTooWeak, match="14 characters"):
            require_strong(own)


def test_letters_beyond_english_are_kept_whichever_way_they_are_typed() -> None:
    assert plain("Ru\u0308ckenschmerz") == plain("r\u00fcckenschmerz") == "rückenschmerz"
