"""How far a server's clock is from this computer's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

if TYPE_CHECKING:
    from sqlalchemy import Connection


def clock_skew(connection: Connection) -> float | None:
    """Seconds that the server's clock is ahead; None for a file, which has no clock of its own.

    As exact as half the time that the server takes to answer.
    """
    if connection.dialect.name == "sqlite":
        return None
    asked = datetime.now(UTC)
    there = connection.execute(select(func.clock_timestamp())).scalar_one()
    here = asked + (datetime.now(UTC) - asked) / 2
    seconds: float = (there - here).total_seconds()
    return seconds
