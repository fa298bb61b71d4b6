"""Where the scores of a course stand in a picture: shapes alone, for any painter."""

from dataclasses import dataclass

from sdm_app.domain.outcomes import Course

LEAST_GAP = 0.12
"""Least room between two scores, as part of the width: visits may be a day apart."""


@dataclass(frozen=True)
class Spot:
    """Where a score stands: `across` from 0 (left) to 1, `up` from 0 (bottom) to 1.

    `dated` says that its date has room beneath it.
    """

    across: float
    up: float
    dated: bool


def spots(course: Course, date_width: float) -> tuple[Spot, ...]:
    """A spot for each score, the oldest at the left.

    Args:
        course: the scores.
        date_width: how wide a date is, as part of the width. The first and the last are always
            dated, those between only where they keep clear of the dates beside them.
    """
    rule = course.rule
    across = _across([point.on.toordinal() for point in course.points])
    dated = _dated(across, date_width)
    return tuple(
        Spot(
            across=x,
            up=(point.score - rule.lowest) / (rule.highest - rule.lowest),
            dated=has_date,
        )
        for x, point, has_date in zip(across, course.points, dated, strict=True)
    )


def _across(days: list[int]) -> list[float]:
    """In proportion to time, but never closer than the least gap (or even shares of the width)."""
    if len(days) == 1:
        return [0.5]
    gap = min(LEAST_GAP, 1 / (len(days) - 1))
    span = max(days[-1] - days[0], 1)
    free = 1 - gap * (len(days) - 1)
    return [number * gap + free * (day - days[0]) / span for number, day in enumerate(days)]


def _dated(across: list[float], date_width: float) -> list[bool]:
    dated = [True] * len(across)
    last = across[0]
    for number in range(1, len(across) - 1):
        is_clear = across[number] - last >= date_width <= across[-1] - across[number]
        dated[number] = is_clear
        last = across[number] if is_clear else last
    return dated
