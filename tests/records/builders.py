"""Small events and rows for the tests of the records."""

from datetime import date

from sdm_app.domain.events import EncounterStarted, GoalWritten
from sdm_app.domain.vocabulary import FoundAt
from sdm_app.records import Summary

DAY = date(2026, 11, 24)
KEY = bytes(range(32))
"""A data key for records that hold nothing of anybody."""


def started(encounter: str = "e1") -> EncounterStarted:
    """The first event of a visit."""
    return EncounterStarted(
        encounter=encounter,
        reference="J.D.",
        birth_year=1980,
        found_at=FoundAt.FRONT_DESK,
        started_on=DAY,
        content_id="backchoice",
        content_version="1",
    )


def goal(text: str) -> GoalWritten:
    """An event with words in it."""
    return GoalWritten(goal=text)


def summary(
    encounter: str = "e1", *, at: str = "09:05", on: date = DAY, step: str = "screening"
) -> Summary:
    """The row of a visit."""
    return Summary(encounter, on, at, "J.D.", 1980, None, None, "none", step, False, "")
