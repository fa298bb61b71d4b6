"""What the journal keeps of a purge: the day before which visits were removed, and their digest."""

from __future__ import annotations

import re
from datetime import date

PURGING = "backchoice.purging"
"""On PostgreSQL the setting of a transaction in which the owner of the tables purges."""

_OBJECT = re.compile(r"(\d{4}-\d\d-\d\d)/([0-9a-f]{64})")


def object_of(before: date, total: int) -> str:
    """The object of a purge's row; `total` is the sum over all rows that it removed."""
    return f"{before.isoformat()}/{total:064x}"


def total_of(object_: str) -> int:
    """The sum over all rows that a purge removed; 0 where the row does not tell of any."""
    found = _OBJECT.fullmatch(object_)
    return int(found[2], 16) if found else 0
