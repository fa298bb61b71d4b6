"""Whether every row of the staff is as it was written: nothing edited, moved, taken or cut off."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from sdm_app.records import schema
from sdm_app.records.chain import is_same, link
from sdm_app.records.chained import AT_ONCE
from sdm_app.records.journal import JournalKind

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

    from sdm_app.records.pieces import Read

MOST = 20
"""Faults that are told; after so many the rest says nothing new."""

MISSING = "missing"
CHANGED = "changed, or out of its place"
NOT_NOTED = "not in the journal"


def staff_faults(read: Read, key: bytes) -> Iterator[tuple[int, str]]:
    """The rows that are not as they were written, with what is wrong with each; at most `MOST`.

    `key` is that of the chain. Rows that are added meanwhile are covered or not, and neither is a
    fault.
    """
    for told, fault in enumerate(_faults(read, key)):
        if told == MOST:
            return
        yield fault


def _faults(read: Read, key: bytes) -> Iterator[tuple[int, str]]:
    top = int(read(_top))
    noted: set[int] = read(_noted)
    yield from _broken(read, key, top, noted)
    for sequence in sorted(noted):
        # Written meanwhile, or cut off the end: the first is there when it is looked for.
        if sequence > top and not read(partial(_is_there, sequence)):
            yield sequence, MISSING


def _broken(read: Read, key: bytes, top: int, noted: set[int]) -> Iterator[tuple[int, str]]:
    expected, before, was_broken = 1, ("", ""), False
    for row in _rows(read, top):
        for sequence in range(expected, row["sequence"]):
            yield sequence, MISSING
        # What came before it is gone, so that nothing can be told of this one.
        is_after_a_gap = row["sequence"] > expected
        # A link that was changed leaves the one that should stand there.
        follows = any(is_same(_link_after(key, one, row), row["chain"]) for one in before)
        if not follows and was_broken:
            follows = read(partial(_follows_another, key, row))
        was_broken = not follows
        if not follows and not is_after_a_gap:
            yield row["sequence"], CHANGED
        elif row["sequence"] not in noted:
            yield row["sequence"], NOT_NOTED
        before = row["chain"], _link_after(key, before[0], row)
        expected = row["sequence"] + 1


def _link_after(key: bytes, previous: str, row: RowMapping) -> str:
    return link(key, previous, {name: value for name, value in row.items() if name != "chain"})


def _follows_another(key: bytes, row: RowMapping, connection: Connection) -> bool:
    """Whether a row is as it was written, and the one before it is not where it was."""
    chains = connection.execute(select(schema.staff_event.c.chain)).scalars()
    return any(is_same(_link_after(key, one, row), row["chain"]) for one in ("", *chains))


def _rows(read: Read, top: int) -> Iterator[RowMapping]:
    last = 0
    while rows := read(partial(_after, last, top)):
        yield from rows
        last = rows[-1]["sequence"]


def _after(last: int, top: int, connection: Connection) -> list[RowMapping]:
    columns = schema.staff_event.c
    query = (
        select(schema.staff_event)
        .where(columns.sequence > last, columns.sequence <= top)
        .order_by(columns.sequence)
        .limit(AT_ONCE)
    )
    return list(connection.execute(query).mappings())


def _top(connection: Connection) -> int:
    return connection.scalar(select(func.max(schema.staff_event.c.sequence))) or 0


def _is_there(sequence: int, connection: Connection) -> bool:
    columns = schema.staff_event.c
    found = connection.scalar(select(columns.sequence).where(columns.sequence == sequence))
    return found is not None


def _noted(connection: Connection) -> set[int]:
    """The sequences that the journal says were kept."""
    columns = schema.journal.c
    objects = connection.execute(
        select(columns.object).where(columns.kind == str(JournalKind.STAFF))
    ).scalars()
    return {int(one) for one in objects if one.isdecimal()}
