"""Whether every row of the chains is as it was written: nothing edited, taken out or cut off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from sdm_app.records import journal, schema
from sdm_app.records.breaking import Break
from sdm_app.records.chain import is_same
from sdm_app.records.chained import DOCUMENTS, EVENTS, Chained
from sdm_app.records.gone import Purges, gone
from sdm_app.records.journal import Head, JournalKind
from sdm_app.records.pieces import Read, journal_after, one_by_one
from sdm_app.records.purge_row import total_of
from sdm_app.records.reading import link_of
from sdm_app.records.summing import Sum

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["Break", "breaks", "verify"]


def verify(read: Read, key: bytes, anchors: Sequence[Head] = ()) -> Break | None:
    """The first row that is not as it was written; None if all are: see `breaks`."""
    return next(breaks(read, key, anchors), None)


def breaks(read: Read, key: bytes, anchors: Sequence[Head] = ()) -> Iterator[Break]:
    """Rows that are not as they were written; all that can be told of, as far as the first tells.

    Rows that are added meanwhile are covered or not; neither is a fault. Each table is read once,
    in the order it lies in. That each row has its own in the journal, and each such row its event
    or document, or was purged, is told from the sums of both; which one has not is looked for only
    if the sums differ.
    """
    while True:
        heads = {head.station: head.number for head in read(journal.heads)}
        noted, found, purged = Sum(key, heads), Sum(key, heads), _Purged(key)
        in_journal = _journal_break(read, key, anchors, noted, purged)
        if in_journal is not None:
            yield in_journal
            return
        found.add_total(purged.sum.total)
        in_chains = [
            broken
            for chained in (EVENTS, DOCUMENTS)
            if (broken := _chain_break(read, key, found, chained)) is not None
        ]
        if not in_chains and noted.total == found.total:
            return
        if not read(partial(_purged_since, heads)):
            break
    yield from gone(read, key, Purges(purged.sum.total, purged.newest))
    yield from in_chains
    for chained in (EVENTS, DOCUMENTS):
        yield from _not_noted(read, chained)


class _Purged:
    """What the journal's rows say was purged; the time of day tells which row is the newest."""

    def __init__(self, key: bytes) -> None:
        self.sum = Sum(key)
        self.newest: tuple[str, int] | None = None
        self._time = ""

    def add(self, row: Mapping[str, str], number: int) -> None:
        """Take in a row of the journal."""
        self.sum.add_total(total_of(row["object"]))
        if row["time"] >= self._time:
            self._time, self.newest = row["time"], (row["station"], number)


def _journal_break(
    read: Read, key: bytes, anchors: Sequence[Head], noted: Sum, purged: _Purged
) -> Break | None:
    awaited = {(anchor.station, anchor.number): anchor.mac for anchor in anchors if anchor.number}
    station, number, mac = "", 0, ""
    for row in one_by_one(read, journal_after, ("station", "number")):
        if row["station"] != station:
            station, number, mac = row["station"], 0, ""
        number += 1
        if row["number"] != number:
            return Break("journal", station, number, "missing")
        mac = link_of(row, mac, key, "mac")
        if not is_same(mac, row["mac"]):
            return Break("journal", station, number, "changed, or out of its place")
        anchored = awaited.pop((station, number), mac)
        if not is_same(anchored, mac):
            return Break("journal", station, number, "another than the one noted outside")
        if row["kind"] == JournalKind.APPEND and noted.covers(station, number):
            noted.add(station, number, row["object"])
        elif row["kind"] == JournalKind.PURGE and noted.covers(station, number):
            purged.add(row, number)
    for cut_station, cut_number in sorted(awaited):
        return Break("journal", cut_station, cut_number, "cut off the end")
    return None


def _chain_break(read: Read, key: bytes, found: Sum, chained: Chained) -> Break | None:
    name, place, chain = "", 0, ""
    for row in one_by_one(read, chained.after, (chained.name, chained.place)):
        if row[chained.name] != name:
            name, place, chain = row[chained.name], 0, ""
        place += 1
        if row[chained.place] != place:
            return Break(chained.kind, name, place, "missing")
        chain = link_of(row, chain, key)
        if not is_same(chain, row["chain"]):
            return Break(chained.kind, name, place, "changed, or out of its place")
        in_journal = row["workstation"], row[chained.noted]
        if found.covers(*in_journal):
            found.add(*in_journal, chained.object_of(row))
        elif read(partial(_noted, *in_journal)) != chained.object_of(row):
            # Not written meanwhile: the journal has been cut off before it.
            return Break(chained.kind, name, place, "not in the journal")
    return None


def _not_noted(read: Read, chained: Chained) -> Iterator[Break]:
    for row in one_by_one(read, chained.with_journal_after, (chained.name, chained.place)):
        if row["in_journal"] != chained.object_of(row):
            place = row[chained.place]
            yield Break(chained.kind, row[chained.name], place, "not in the journal")


def _noted(station: str, number: int, connection: Connection) -> str | None:
    table = schema.journal.c
    return connection.scalar(
        select(table.object).where(table.station == station, table.number == number)
    )


def _purged_since(heads: Mapping[str, int], connection: Connection) -> bool:
    """Whether somebody purged since these were the newest rows: then all is read anew."""
    table = schema.journal.c
    for head in journal.heads(connection):
        is_purge = (table.station == head.station, table.kind == JournalKind.PURGE)
        is_later = table.number > heads.get(head.station, 0)
        if connection.scalar(select(func.count()).where(*is_purge, is_later)):
            return True
    return False
