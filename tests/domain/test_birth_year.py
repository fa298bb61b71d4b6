"""Two digits of a birth year, and the year from which somebody is an adult."""

import pytest

from sdm_app.domain.birth_year import last_year_of_adults, year_of_two_digits


@pytest.mark.parametrize(
    ("short", "year"), [(27, 1927), (80, 1980), (99, 1999), (26, None), (8, None), (0, None)]
)
def test_two_digits_are_a_year_where_only_one_century_fits(short: int, year: int | None) -> None:
    assert year_of_two_digits(short, 2026) == year


def test_two_digits_of_years_after_both_centuries_are_none() -> None:
    assert year_of_two_digits(99, 1998) is None


def test_an_adult_was_born_eighteen_years_ago_or_before() -> None:
    assert last_year_of_adults(2026) == 2008
