"""A visit's rows, read whole and held against their chain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sdm_app.records import schema
from sdm_app.records.chain import is_same, link
from sdm_app.records.errors import UnreadableRecords

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sdm_app.domain.events import Event

Visit = tuple[tuple[int, "Event"], ...]
"""Events with their sequence numbers, oldest first."""

Row = Mapping[str, Any]


def rows_of(connection: Connection, encounter_id: str) -> list[Row]:
    """The visit's rows, oldest first."""
    query = (
        select(schema.event)
        .where(schema.event.c.encounter == encounter_id)
        .order_by(schema.event.c.sequence)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def visit_from(rows: Sequence[Row], key: bytes) -> Visit:
    """The events in the rows.

    Raises:
        UnreadableRecords: a row was changed, is missing or cannot be read.
    """
    # Imported here because it brings pydantic, and the list is shown before that is loaded.
    from sdm_app.domain.events import EVENT  # noqa: PLC0415

    if first_break(rows, key) is not None:
        raise UnreadableRecords("An event of this visit was changed or is missing.")
    try:
        return tuple((row["sequence"], EVENT.validate_json(row["payload"])) for row in rows)
    except ValueError:
        # Without its cause: pydantic's message repeats the answers.
        raise UnreadableRecords("An event of this visit cannot be read.") from None


def first_break(rows: Sequence[Row], key: bytes) -> int | None:
    """The sequence at which a visit's rows are not as they were written; None if they are."""
    chain = ""
    for sequence, row in enumerate(rows, start=1):
        chain = link_of(row, chain, key)
        if row["sequence"] != sequence or not is_same(chain, row["chain"]):
            return sequence
    return None


def link_of(row: Row, previous: str, key: bytes, name: str = "chain") -> str:
    """The link that a row should have; `name` is the column that holds it."""
    return link(key, previous, {column: row[column] for column in row if column != name})
