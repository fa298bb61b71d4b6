"""Birth years: which are taken, what two digits of one mean, and who is an adult."""

FIRST_YEAR = 1900
"""The earliest that is taken."""
ADULT_AT = 18
"""Years of age from which somebody is an adult, as the intended use says."""


def year_of_two_digits(short: int, this_year: int) -> int | None:
    """The year, where only one century makes it one from 1900 to this year; else None."""
    fitting = [year for year in (1900 + short, 2000 + short) if year <= this_year]
    return fitting[0] if len(fitting) == 1 else None


def last_year_of_adults(this_year: int) -> int:
    """The latest year in which an adult was born: ages are counted in years alone."""
    return this_year - ADULT_AT
