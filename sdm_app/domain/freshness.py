"""How old the content is on a day: current, due for review, or past its use."""

from datetime import date
from enum import StrEnum

from sdm_app.domain.content import PackInfo


class Freshness(StrEnum):
    """What a day makes of a pack."""

    CURRENT = "current"
    REVIEW_DUE = "review-due"
    EXPIRED = "expired"


def freshness_of(info: PackInfo, today: date) -> Freshness:
    """Current up to and on `next_review`, past its use from the day after `expires_on`."""
    if today > info.expires_on:
        return Freshness.EXPIRED
    return Freshness.REVIEW_DUE if today > info.next_review else Freshness.CURRENT
