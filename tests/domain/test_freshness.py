"""Content grows old at midnight, not a second before, wherever the clinic is."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from sdm_app.domain.content import PackInfo
from sdm_app.domain.freshness import Freshness, freshness_of
from tests.builders import pack

ZONES = ("America/Los_Angeles", "Asia/Kathmandu", "Pacific/Auckland")


def info(**dates: date | None) -> PackInfo:
    return PackInfo.model_validate({**pack().info.model_dump(), **dates})


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("last_day", "before", "after"),
    [
        ("next_review", Freshness.CURRENT, Freshness.REVIEW_DUE),
        ("expires_on", Freshness.REVIEW_DUE, Freshness.EXPIRED),
    ],
)
def test_a_date_counts_to_its_last_second(
    zone: str, last_day: str, before: Freshness, after: Freshness
) -> None:
    content = pack().info
    from datetime import datetime, time

    midnight = datetime.combine(
        getattr(content, last_day) + timedelta(days=1), time.min, ZoneInfo(zone)
    )

    for seconds, expected in ((-1, before), (0, after), (1, after)):
        with time_machine.travel(midnight + timedelta(seconds=seconds), tick=False):
            assert freshness_of(content, date.today()) is expected


@pytest.mark.parametrize(
    ("next_review", "last_day"),
    [("2027-05-24", "2028-05-24"), ("2028-02-29", "2029-02-28"), ("2027-02-28", "2028-02-28")],
)
def test_content_is_good_for_a_year_after_its_review(next_review: str, last_day: str) -> None:
    content = info(next_review=date.fromisoformat(next_review))

    assert content.expires_on == date.fromisoformat(last_day)


def test_a_pack_may_say_itself_when_it_expires() -> None:
    next_review = pack().info.next_review

    assert info(expires=next_review).expires_on == next_review
    with pytest.raises(ValueError, match="expires stands before next_review"):
        info(expires=next_review - timedelta(days=1))
