"""A day's list by the standard library alone, so that it is shown before SQLAlchemy is loaded."""

import sqlite3
from contextlib import closing
from dataclasses import fields
from datetime import date
from pathlib import Path

from sdm_app.records.summary import Summary
from sdm_app.records.version import VERSION

_COLUMNS = ", ".join(field.name for field in fields(Summary))
_QUERY = (
    f"SELECT {_COLUMNS} FROM encounter_summary WHERE started_on = ? ORDER BY started_at, encounter"
)


def read_day(path: Path, day: date) -> tuple[Summary, ...] | None:
    """The visits started on a day, in the order they began; None if the store has to look first.

    The file is only read. None stands for a file that is new, of another version, or out of order:
    opening the store makes it or says what is wrong.
    """
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
            if file.execute("PRAGMA user_version").fetchone() != (VERSION,):
                return None
            return tuple(_summary(row) for row in file.execute(_QUERY, (day.isoformat(),)))
    except sqlite3.Error:
        return None


def _summary(row: tuple[object, ...]) -> Summary:
    values = dict(zip((field.name for field in fields(Summary)), row, strict=True))
    values["started_on"] = date.fromisoformat(str(values["started_on"]))
    values["finished"] = bool(values["finished"])
    return Summary(**values)  # type: ignore[arg-type]
