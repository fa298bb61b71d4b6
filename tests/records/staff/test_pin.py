"""A PIN is kept by Argon2id, is not easily guessed, and its wrong tries wait longer each time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdm_app.records import pin
from tests.records.staff.builders import ANNS


def test_a_pin_is_kept_by_argon2id_with_64_mebibytes_three_passes_and_four_lanes(
    anns_hash: str,
) -> None:
    assert anns_hash.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert anns_hash != pin.hash_pin(ANNS), "each has a salt of its own"


def test_only_the_same_digits_are_the_pin(anns_hash: str) -> None:
    assert pin.is_pin(ANNS, anns_hash)
    assert pin.is_pin(" ٤٨٢٩ ", anns_hash), "the same number typed in Arabic digits"
    assert not pin.is_pin("4820", anns_hash)
    assert not pin.is_pin("", anns_hash)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "4 to 12 digits"),
        ("829", "4 to 12 digits"),
        ("4829305718264", "4 to 12 digits"),
        ("48a9", "4 to 12 digits"),
        ("48 29", "4 to 12 digits"),
        ("0000", "repeats"),
        ("1212", "repeats"),
        ("123123", "repeats"),
        ("1234", "follow each other"),
        ("9876", "follow each other"),
        ("7890", "follow each other"),
        ("٤٤٤٤", "repeats"),
        ("1984", "year"),
        ("2026", "year"),
        ("4829", ""),
        ("198407", ""),
        ("482930571826", ""),
    ],
)
def test_a_pin_that_is_easily_guessed_is_refused_with_a_sentence(typed: str, why: str) -> None:
    fault = pin.fault_of(typed)

    assert why in fault
    assert bool(fault) is bool(why)


def test_two_wrong_pins_are_free_then_the_wait_doubles_up_to_five_minutes() -> None:
    waits = [pin.wait_after(tries) for tries in range(1, 15)]

    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]


@given(st.integers(0, 10**6))
def test_no_number_of_wrong_pins_waits_longer(tries: int) -> None:
    assert 0 <= pin.wait_after(tries) <= pin.wait_after(tries + 1) <= pin.LONGEST_WAIT
