"""A day's list by the driver alone, so that it is shown before SQLAlchemy is loaded."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2 as driver

from sdm_app.records.cipher import why_not_saved
from sdm_app.records.errors import UnreadableRecords
from sdm_app.records.summary import Summary
from sdm_app.records.version import VERSION

if TYPE_CHECKING:
    from datetime import date

_COLUMNS = ", ".join(field.name for field in fields(Summary))
_QUERY = (
    f"SELECT {_COLUMNS} FROM encounter_summary WHERE started_on = ? ORDER BY started_at, encounter"
)


def read_day(connection: Any, day: date) -> tuple[Summary, ...] | None:
    """The visits started on a day, in the order they began; None if the tables are older or none.

    Raises:
        UnreadableRecords: the file is damaged.
    """
    try:
        if connection.execute("PRAGMA user_version").fetchone() != (VERSION,):
            return None
        return tuple(
            Summary.from_row(row) for row in connection.execute(_QUERY, (day.isoformat(),))
        )
    except driver.DatabaseError as error:
        raise UnreadableRecords(f"The records cannot be read: {why_not_saved(error)}.") from None
