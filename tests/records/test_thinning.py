"""Over a year backups are thinned to some thirty, and a good one of every age stays."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from sdm_app.records.thinning import DAILY, MONTHLY, WEEKLY, to_remove

NOW = datetime(2026, 11, 24, 17, tzinfo=UTC)


def kept_after(days: int, at_hours: tuple[int, ...] = (9, 13, 17)) -> list[datetime]:
    """What is left when backups are taken every day at these hours and thinned each time."""
    kept: list[datetime] = []
    for day in range(days, -1, -1):
        for hour in at_hours:
            now = NOW.replace(hour=hour) - timedelta(days=day)
            kept.append(now)
            gone = to_remove(kept, now)
            assert now not in gone
            kept = [time for time in kept if time not in gone]
    return kept


def test_after_a_year_all_of_two_days_and_some_thirty_older_ones_are_left() -> None:
    kept = kept_after(365)
    recent = [time for time in kept if time.date() >= NOW.date() - timedelta(days=1)]

    assert len(recent) == 6
    assert len(kept) == len(recent) + DAILY + WEEKLY + MONTHLY


def test_on_each_day_of_a_year_the_count_is_bounded_and_the_newest_stays() -> None:
    for days in range(0, 365, 7):
        kept = kept_after(days)
        assert max(kept) == NOW
        assert min(days, 13) < len(kept) <= 6 + DAILY + WEEKLY + MONTHLY


def test_after_a_year_no_gap_is_longer_than_its_age_allows() -> None:
    kept = kept_after(365)

    for older, newer in pairwise(kept):
        age = NOW - newer
        # A month keeps the last of its Sundays, and from one to the next are up to 37 days.
        longest = 1 if age < timedelta(days=12) else 7 if age < timedelta(days=80) else 37
        assert newer - older <= timedelta(days=longest)
    assert {(time.year, time.month) for time in kept} >= {(2026, month) for month in range(1, 12)}
    assert NOW - kept[0] > timedelta(days=270)


def test_of_an_older_day_its_newest_stays() -> None:
    morning, evening = NOW - timedelta(days=5, hours=8), NOW - timedelta(days=5)

    assert to_remove([morning, evening, NOW], NOW) == (morning,)


def test_all_of_today_and_yesterday_stays() -> None:
    times = [NOW - timedelta(hours=hour) for hour in range(41)]

    assert to_remove(times, NOW) == ()


@pytest.mark.parametrize("age", [0, 1, 30, 400, 4000])
def test_the_newest_is_never_removed_however_old(age: int) -> None:
    newest = NOW - timedelta(days=age)

    assert newest not in to_remove([newest - timedelta(days=d) for d in range(400)], NOW)


def test_what_a_wrong_clock_dated_in_the_future_stays() -> None:
    future = [NOW + timedelta(days=900 + day) for day in range(3)]

    assert to_remove([*future, NOW], NOW) == ()


def test_a_clinic_that_backs_up_once_a_month_loses_none_of_nine_months() -> None:
    months = [NOW - timedelta(days=30 * month) for month in range(24)]

    assert len(months) - len(to_remove(months, NOW)) >= 1 + MONTHLY


def test_nothing_is_removed_of_nothing() -> None:
    assert to_remove([], NOW) == ()


def test_the_same_backups_are_thinned_once() -> None:
    times = [NOW - timedelta(hours=5 * count) for count in range(2000)]
    left = set(times) - set(to_remove(times, NOW))

    assert to_remove(left, NOW) == ()
