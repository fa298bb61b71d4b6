"""A day's schedule: who is expected when, and whose reason speaks of back pain."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from sdm_app.domain.base import Frozen
from sdm_app.domain.schedule_words import ScheduleWords

REFERENCE_LENGTH = 40
REASON_LENGTH = 120
PLACE_LENGTH = 40
_MOST_INITIALS = 4

Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""Local time of day, "HH:MM"."""


class Expected(Frozen):
    """Somebody a schedule names: initials or a clinic reference, never a full name.

    `reason` is for staff alone. `room` and `clinician` are as the schedule has them, or empty.
    """

    time: Clock
    reference: str = Field(min_length=1, max_length=REFERENCE_LENGTH)
    birth_year: int | None = Field(default=None, ge=1900, le=2100)
    reason: str = Field(default="", max_length=REASON_LENGTH)
    room: str = Field(default="", max_length=PLACE_LENGTH)
    clinician: str = Field(default="", max_length=PLACE_LENGTH)

    @property
    def who(self) -> tuple[str, int | None]:
        """Whom it names, as far as is known."""
        return self.reference, self.birth_year


class ScheduleRow(Expected):
    """A row of the day's schedule; `id` stays the same when the day is imported again."""

    id: str = Field(min_length=1, max_length=64)


class Schedule(Frozen):
    """The rows of one day, by time."""

    day: date
    rows: tuple[ScheduleRow, ...] = ()


def merged(
    before: Schedule,
    read: Iterable[Expected],
    started: Collection[str],
    ids: Iterator[str],
) -> Schedule:
    """The day's schedule after it was imported again: as read now, and what was begun stays.

    Somebody known keeps the row's id, at the same time or, when they come once a day, at another.

    Args:
        before: the day as it was known; without rows when it was not.
        read: who is expected, as read now.
        started: ids of the rows whose visit has begun.
        ids: ids for those who are new.
    """
    left = list(before.rows)
    rows = []
    now = sorted(read, key=lambda one: (one.time, one.reference))
    for is_known in (_at_the_same_time, _the_only_one):
        unmatched = []
        for one in now:
            known = is_known(one, left, now)
            if known is None:
                unmatched.append(one)
                continue
            left.remove(known)
            rows.append(_with_id(one, known.id))
        now = unmatched
    rows += [_with_id(one, next(ids)) for one in now]
    rows += [row for row in left if row.id in started]
    return Schedule(day=before.day, rows=tuple(sorted(rows, key=lambda r: (r.time, r.reference))))


def without_other_reasons(one: Expected, words: ScheduleWords) -> Expected:
    """The same without its reason, unless that speaks of back pain: nobody needs the others."""
    return one if words.speaks(one.reason) else one.model_copy(update={"reason": ""})


def canonical_reference(written: str) -> str:
    """Initials in one form, such as "J.D." for "jd" or "J. D."; other references as written.

    Up to four letters alone are initials: one patient is found again however they were typed.
    """
    shown = " ".join(written.split())
    letters = re.sub(r"[.\s]", "", shown)
    has_case = all(letter.upper() != letter.lower() for letter in letters)
    if not letters or not has_case or len(letters) > _MOST_INITIALS:
        return shown
    return "".join(f"{letter.upper()[:1]}." for letter in letters)


def _at_the_same_time(
    one: Expected, known: Sequence[ScheduleRow], _now: Sequence[Expected]
) -> ScheduleRow | None:
    return next((row for row in known if (row.time, row.who) == (one.time, one.who)), None)


def _the_only_one(
    one: Expected, known: Sequence[ScheduleRow], now: Sequence[Expected]
) -> ScheduleRow | None:
    rows = [row for row in known if row.who == one.who]
    return rows[0] if len(rows) == 1 == sum(other.who == one.who for other in now) else None


def _with_id(one: Expected, name: str) -> ScheduleRow:
    return ScheduleRow(**{**one.model_dump(), "id": name})
