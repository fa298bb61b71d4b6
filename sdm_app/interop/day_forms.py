"""Days and times as schedules write them; where a day can be read in two ways, both are given."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sdm_app.domain.birth_year import FIRST_YEAR, year_of_two_digits

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_NAME = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_NUMBERS = re.compile(r"^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$")
_DAY_MONTH_WORD = re.compile(r"^(\d{1,2})[-\s./]+([a-z]{3,9})\.?[-\s./,]+(\d{4}|\d{2})$")
_MONTH_WORD_DAY = re.compile(r"^([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})$")
_TIME = re.compile(
    r"^(\d{1,2})(?:[:.](\d{2})(?:[:.]\d{2}(?:\.\d+)?)?)?\s*(?:([ap])\.?\s?m\.?)?$", re.IGNORECASE
)
_FOUR_DIGITS = re.compile(r"^(\d{2})(\d{2})$")
_MOMENT = re.compile(
    r"^(?P<day>.*[\d])(?:T|,?\s+)(?P<time>\d{1,2}(?:[:.]\d{2}){1,2}(?:\.\d+)?(?:\s*[ap]\.?\s?m\.?)?"
    r"|\d{1,2}\s*[ap]\.?m\.?)$",
    re.IGNORECASE,
)


class DateOrder(StrEnum):
    """Which number of a date comes first, where both could."""

    MONTH_FIRST = "month-first"
    DAY_FIRST = "day-first"


@dataclass(frozen=True)
class Readings:
    """A day by each order of its numbers; None where it would be no day."""

    month_first: date | None
    day_first: date | None

    def by(self, order: DateOrder) -> date | None:
        """The day by one order."""
        return self.month_first if order is DateOrder.MONTH_FIRST else self.day_first

    @property
    def one(self) -> date | None:
        """The day if there is but one, whatever the order."""
        both = {day for day in (self.month_first, self.day_first) if day is not None}
        return both.pop() if len(both) == 1 else None


def read_day(written: str) -> Readings | None:
    """The day, by each order where they differ; two digits of a year are of this century."""
    text = _DAY_NAME.sub("", written.strip().lower())
    if found := _YEAR_FIRST.match(text):
        year, month, day = map(int, found.groups())
        return _only(_day(year, month, day))
    if found := _NUMBERS.match(text):
        first, second, year = int(found[1]), int(found[3]), _whole(found[4])
        both = Readings(_day(year, first, second), _day(year, second, first))
        return both if both.month_first or both.day_first else None
    if found := _DAY_MONTH_WORD.match(text):
        return _only(_day(_whole(found[3]), _month(found[2]), int(found[1])))
    if found := _MONTH_WORD_DAY.match(text):
        return _only(_day(int(found[3]), _month(found[1]), int(found[2])))
    return None


def orders_of(readings: Iterable[Readings]) -> frozenset[DateOrder]:
    """The orders by which every one of them is a day; none when the file has both."""
    known = tuple(readings)
    return frozenset(o for o in DateOrder if all(one.by(o) is not None for one in known))


def read_time(written: str) -> str | None:
    """The time as "HH:MM"; None for what is none. Without AM or PM it is taken as it stands."""
    text = written.strip()
    if found := _FOUR_DIGITS.match(text):
        return _clock(int(found[1]), int(found[2]), "")
    found = _TIME.match(text)
    if found is None or (found[2] is None and found[3] is None):
        return None
    return _clock(int(found[1]), int(found[2] or 0), (found[3] or "").lower())


def split_moment(written: str) -> tuple[str, str]:
    """The day and the time of a cell that may have both; empty for what it has not."""
    text = written.strip()
    found = _MOMENT.match(text)
    if found and read_day(found["day"]) is not None:
        return found["day"], found["time"]
    return (text, "") if read_day(text) is not None else ("", text)


def read_birth_year(written: str, this_year: int) -> int | None:
    """The year of a birth date or birth year; None for what is none, or could be two.

    A year of two digits is taken where only one century makes it a year from 1900 to this one.
    """
    text = split_moment(written)[0] or written.strip()
    if text.isascii() and text.isdigit() and len(text) == 4:
        year = int(text)
    elif read_day(text) is None:
        return None
    elif found := re.search(r"(?:^|\D)(\d{4})(?:\D|$)", text):
        year = int(found[1])
    else:
        return year_of_two_digits(int(text[-2:]), this_year)
    return year if FIRST_YEAR <= year <= this_year else None


def _only(day: date | None) -> Readings | None:
    return None if day is None else Readings(day, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _whole(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _month(word: str) -> int:
    return _MONTHS.index(word[:3]) + 1 if word[:3] in _MONTHS else 0


def _clock(hour: int, minute: int, half: str) -> str | None:
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
