"""Whether every row of the chains is as it was written: nothing edited, taken out or cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, tuple_

from sdm_app.records import journal, schema
from sdm_app.records.chain import is_same
from sdm_app.records.chained import AT_ONCE, DOCUMENTS, EVENTS, Chained, named
from sdm_app.records.journal import Head, JournalKind
from sdm_app.records.reading import Row, link_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

Read = Callable[[Callable[["Connection"], Any]], Any]
"""Does something within one transaction."""


@dataclass(frozen=True)
class Break:
    """The first row that is not as it was written.

    `chain` is "journal", "visit" or "document", `name` the workstation, the visit's id or the
    document's name, and `place` the number or sequence of the row.
    """

    chain: str
    name: str
    place: int
    why: str

    def __str__(self) -> str:
        return f"{self.chain} {self.name}, row {self.place}: {self.why}"


def verify(read: Read, key: bytes, anchors: Sequence[Head] = ()) -> Break | None:
    """The first row that is not as it was written; None if all are.

    Rows that are added meanwhile are covered or not; neither is a fault. Each table is read once,
    in the order it lies in. That each row has its own in the journal, and each such row its event
    or document, is told from the sums of both; which one has not is looked for only if the sums
    differ.
    """
    heads = {head.station: head.number for head in read(journal.heads)}
    noted, found = _Sum(heads), _Sum(heads)
    in_journal = _journal_break(read, key, anchors, noted)
    if in_journal is not None:
        return in_journal
    in_chain = _chain_break(read, key, found, EVENTS)
    in_chain = in_chain or _chain_break(read, key, found, DOCUMENTS)
    if in_chain is None and noted.total == found.total:
        return None
    return (
        _first_without_row(read)
        or in_chain
        or _first_not_noted(read, EVENTS)
        or _first_not_noted(read, DOCUMENTS)
    )


class _Sum:
    """Of the names of events, as the journal has them, up to the heads that were there at first."""

    def __init__(self, heads: Mapping[str, int]) -> None:
        self.total = 0
        self._heads = heads

    def covers(self, station: str, number: int) -> bool:
        """Whether a row was there at first."""
        return number <= self._heads.get(station, 0)

    def add(self, station: str, number: int, name: str) -> None:
        """Take in what a row that was there at first says."""
        digest = sha256(f"{station}/{number}/{name}".encode()).digest()
        self.total = (self.total + int.from_bytes(digest)) % 2**256


def _journal_break(read: Read, key: bytes, anchors: Sequence[Head], noted: _Sum) -> Break | None:
    awaited = {(anchor.station, anchor.number): anchor.mac for anchor in anchors if anchor.number}
    station, number, mac = "", 0, ""
    for row in _rows(read, _journal_after, ("station", "number")):
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
    for cut_station, cut_number in sorted(awaited):
        return Break("journal", cut_station, cut_number, "cut off the end")
    return None


def _chain_break(read: Read, key: bytes, found: _Sum, chained: Chained) -> Break | None:
    name, place, chain = "", 0, ""
    for row in _rows(read, chained.after, (chained.name, chained.place)):
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


def _first_without_row(read: Read) -> Break | None:
    for rows in _pieces(read, _journal_after, ("station", "number")):
        lost: Break | None = read(partial(_without_row, rows))
        if lost is not None:
            return lost
    return None


def _first_not_noted(read: Read, chained: Chained) -> Break | None:
    for row in _rows(read, chained.with_journal_after, (chained.name, chained.place)):
        if row["in_journal"] != chained.object_of(row):
            return Break(chained.kind, row[chained.name], row[chained.place], "not in the journal")
    return None


def _noted(station: str, number: int, connection: Connection) -> str | None:
    table = schema.journal.c
    return connection.scalar(
        select(table.object).where(table.station == station, table.number == number)
    )


def _rows(
    read: Read, query: Callable[[str, int], Select[Any]], place: tuple[str, str]
) -> Iterator[dict[str, Any]]:
    for rows in _pieces(read, query, place):
        yield from rows


def _pieces(
    read: Read, query: Callable[[str, int], Select[Any]], place: tuple[str, str]
) -> Iterator[list[dict[str, Any]]]:
    name, number = "", 0
    while True:
        rows: list[dict[str, Any]] = read(partial(_all, query(name, number)))
        if not rows:
            return
        name, number = (rows[-1][column] for column in place)
        yield rows


def _all(query: Select[Any], connection: Connection) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(query).mappings()]


def _journal_after(station: str, number: int) -> Select[Any]:
    table = schema.journal.c
    return (
        select(schema.journal)
        .where(tuple_(table.station, table.number) > tuple_(station, number))
        .order_by(table.station, table.number)
        .limit(AT_ONCE)
    )


def _without_row(rows: Sequence[Row], connection: Connection) -> Break | None:
    appended = [named(row["object"]) for row in rows if row["kind"] == JournalKind.APPEND]
    for chained in (EVENTS, DOCUMENTS):
        ours = [(name, place, chain) for of, name, place, chain in appended if of is chained]
        there = {
            (row.name, row.place, row.chain)
            for row in connection.execute(chained.there([(name, at) for name, at, _ in ours]))
        }
        for name, place, chain in ours:
            if (name, place, chain) not in there:
                why = "missing, or another than the journal's"
                return Break(chained.kind, name, place, why)
    return None
