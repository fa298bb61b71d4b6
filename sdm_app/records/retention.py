"""How long records are kept: visits from before a day are counted, and purged for good."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sdm_app.records.part import Part

if TYPE_CHECKING:
    from sdm_app.records.purging import Purged

LEAST_DAYS = 30
"""Visits that began later than so many days ago are never purged, finished or not."""


class Retention(Part):
    """The part of `Records` that purges. Who may, an admin or who has the key, is asked before."""

    def what_a_purge_removes(self, before: date) -> Purged:
        """What `purge` would remove; nothing is removed.

        Raises:
            UnreadableRecords: the records cannot be read.
        """
        from sdm_app.records.purging import SqlPurge  # noqa: PLC0415

        return self._writer.run(lambda: self._opened().part(SqlPurge).count(before, self.content))

    def purge(self, before: date, today: date) -> Purged:
        """Remove all visits that began before a day, and schedules of days before it, for good.

        All or nothing; no backup is taken, and those there are still hold it.

        Raises:
            NotSaved: nothing was removed.
            ValueError: `fault_of_day` says why not.
        """
        from sdm_app.records.purging import SqlPurge  # noqa: PLC0415

        if fault := fault_of_day(before, today):
            raise ValueError(fault)
        author = self._author()
        return self._writer.run(lambda: self._opened().part(SqlPurge).purge(before, author))


def fault_of_day(before: date, today: date) -> str:
    """Why visits from before a day may not be purged, in a sentence; "" where they may."""
    if before > today:
        return f"{before} is a day to come; visits are purged that began before a day long past."
    latest = today - timedelta(days=LEAST_DAYS)
    if before > latest:
        return (
            f"{before} is less than {LEAST_DAYS} days ago; visits are purged that began before"
            f" {latest} or an earlier day."
        )
    return ""


def end_of_retention(today: date, years: int) -> date:
    """The day so many years ago; the 29th of February is the 28th in other years."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return today.replace(year=today.year - years, day=28)
