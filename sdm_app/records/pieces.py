"""Rows of long tables, a piece at a time, so that others may write between two pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, tuple_

from sdm_app.records import schema
from sdm_app.records.chained import AT_ONCE

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

Read = Callable[[Callable[["Connection"], Any]], Any]
"""Does something within one transaction."""

Query = Callable[[str, int], "Select[Any]"]
"""The rows that come after a name and a place."""


def one_by_one(read: Read, query: Query, place: tuple[str, str]) -> Iterator[dict[str, Any]]:
    """The rows; `place` names their columns of name and place."""
    for rows in pieces(read, query, place):
        yield from rows


def pieces(read: Read, query: Query, place: tuple[str, str]) -> Iterator[list[dict[str, Any]]]:
    """The rows, so many at once as a query gives."""
    name, number = "", 0
    while True:
        rows: list[dict[str, Any]] = read(partial(_all, query(name, number)))
        if not rows:
            return
        name, number = (rows[-1][column] for column in place)
        yield rows


def journal_after(station: str, number: int) -> Select[Any]:
    """The journal's rows that come next."""
    table = schema.journal.c
    return (
        select(schema.journal)
        .where(tuple_(table.station, table.number) > tuple_(station, number))
        .order_by(table.station, table.number)
        .limit(AT_ONCE)
    )


def _all(query: Select[Any], connection: Connection) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(query).mappings()]
