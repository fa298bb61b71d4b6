"""Which rows the journal names and the tables have no more, told apart from what was purged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from sdm_app.records.breaking import GONE, Break
from sdm_app.records.chained import DOCUMENTS, EVENTS, Chained, named
from sdm_app.records.journal import JournalKind
from sdm_app.records.pieces import Read, journal_after, pieces
from sdm_app.records.summing import Sum

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sdm_app.records.reading import Row


@dataclass(frozen=True)
class Purges:
    """The sum over all that was purged, and the journal's row of the newest purge, if any."""

    total: int = 0
    newest: tuple[str, int] | None = None


@dataclass(frozen=True)
class _Lost:
    """A row that the journal names and that is not there; `is_alone`: nor is any of its name."""

    station: str
    number: int
    object: str
    of: Chained
    name: str
    place: int
    is_alone: bool


def gone(read: Read, key: bytes, purges: Purges) -> Iterator[Break]:
    """The rows that are gone and were not purged, in the order of the journal.

    A purge takes whole visits. Where another whole visit is gone as well, nothing tells any more
    which of them it was: then the newest purge is named.
    """
    removed, told = Sum(key), set()
    for lost in _lost(read):
        is_whole = lost.is_alone or (lost.of is DOCUMENTS and purges.newest is not None)
        if purges.newest is not None and is_whole:
            removed.add(lost.station, lost.number, lost.object)
        elif not lost.is_alone:
            why = "missing, or another than the journal's"
            yield Break(lost.of.kind, lost.name, lost.place, why)
        elif (lost.of, lost.name) not in told:
            told.add((lost.of, lost.name))
            yield Break(lost.of.kind, lost.name, lost.place, GONE)
    if purges.newest is not None and removed.total != purges.total:
        yield Break("journal", *purges.newest, "what is missing is not what was purged")


def _lost(read: Read) -> Iterator[_Lost]:
    for rows in pieces(read, journal_after, ("station", "number")):
        found: list[_Lost] = read(partial(_lost_of, rows))
        yield from found


def _lost_of(rows: Sequence[Row], connection: Connection) -> list[_Lost]:
    appended = [(row, *named(row["object"])) for row in rows if row["kind"] == JournalKind.APPEND]
    there: set[tuple[Chained, str, int, str]] = set()
    for of in (EVENTS, DOCUMENTS):
        places = [(name, place) for _, in_table, name, place, _ in appended if in_table is of]
        there |= {
            (of, row.name, row.place, row.chain) for row in connection.execute(of.there(places))
        }
    lost = [one for one in appended if one[1:] not in there]
    known = {
        (of, name)
        for of in (EVENTS, DOCUMENTS)
        for name in _known(connection, of, [name for _, in_, name, *_ in lost if in_ is of])
    }
    return [
        _Lost(
            row["station"],
            row["number"],
            row["object"],
            of,
            name,
            place,
            is_alone=(of, name) not in known,
        )
        for row, of, name, place, _ in lost
    ]


def _known(connection: Connection, of: Chained, names: Sequence[str]) -> Sequence[str]:
    column = of.table.c[of.name]
    return connection.execute(select(column).where(column.in_(names)).distinct()).scalars().all()
