"""Tells a connection to the server itself from one through a pool, and a live one from a dropped.

A pool that hands its connections from one transaction to the next drops the time limits that every
connection begins with, and swallows the news of visits that changed, without a word.
"""

from __future__ import annotations

from selectors import EVENT_READ, DefaultSelector
from typing import TYPE_CHECKING, Any

from sdm_app.records.address import STATEMENT_TIMEOUT

if TYPE_CHECKING:
    import psycopg

THROUGH_A_POOL = (
    "The address leads to a pool of connections, such as pgbouncer, through which time limits and"
    " the news of changed visits may be lost; give the address of the clinic's database itself."
)


def is_straight(connection: psycopg.Connection[Any]) -> bool:
    """Whether no pool stands between: asks the server once, outside any transaction.

    A pool gives out a process number of its own, and may drop the settings it was sent.

    Raises:
        psycopg.Error: the server does not answer.
    """
    connection.autocommit = True
    found = connection.execute(
        "SELECT pg_backend_pid(), current_setting('statement_timeout')"
    ).fetchone()
    connection.autocommit = False
    return found == (connection.info.backend_pid, STATEMENT_TIMEOUT)


def is_too_much_for_a_pool(error: psycopg.Error) -> bool:
    """Whether a connection was refused because a pool does not take what it is sent."""
    return "unsupported startup parameter" in str(error)


def is_dropped(connection: psycopg.Connection[Any]) -> bool:
    """Whether the server, or the way to it, ended an idle connection; nothing is sent.

    Nothing comes unasked but an end and its reason. Seldom it is news of a setting: then a
    connection is made again without need.
    """
    if connection.closed:
        return True
    with DefaultSelector() as waiting:
        waiting.register(connection.fileno(), EVENT_READ)
        return bool(waiting.select(timeout=0))
