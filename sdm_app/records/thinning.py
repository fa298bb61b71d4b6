"""Which backups are kept: all of two days, then a daily, a weekly and a monthly one for a while."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime, timedelta

WHOLE_DAYS = 2
DAILY, WEEKLY, MONTHLY = 12, 10, 9
"""How many days, weeks and months keep one backup, each period older than the one before."""


def to_remove(taken: Iterable[datetime], now: datetime) -> tuple[datetime, ...]:
    """Which backups may go, oldest first; the newest of all never does.

    Everything of today and yesterday stays, and whatever a wrong clock dated in the future. Of the
    12 latest days before that stays each day's newest, of the 10 latest weeks before those each
    week's, of the 9 latest months before those each month's. All times are in UTC.
    """
    times = sorted(set(taken), reverse=True)
    first_whole = (now - timedelta(days=WHOLE_DAYS - 1)).date()
    kept = {time for time in times if time.date() >= first_whole} | set(times[:1])
    left = [time for time in times if time.date() < first_whole]
    for period_of, count in ((_day, DAILY), (_week, WEEKLY), (_month, MONTHLY)):
        newest: dict[Hashable, datetime] = {}
        for time in left:
            newest.setdefault(period_of(time.date()), time)
        chosen = list(newest.values())[:count]
        kept |= set(chosen)
        left = [time for time in left if period_of(time.date()) not in list(newest)[:count]]
    return tuple(sorted(set(times) - kept))


_Period = Callable[[date], Hashable]


def _day(day: date) -> Hashable:
    return day


def _week(day: date) -> Hashable:
    return day.isocalendar()[:2]


def _month(day: date) -> Hashable:
    return day.year, day.month
