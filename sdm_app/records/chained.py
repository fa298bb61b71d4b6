"""The tables whose rows form a chain a name, each row with one of the journal's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select, tuple_

from sdm_app.records import schema
from sdm_app.records.clinic_document import PAYLOAD

if TYPE_CHECKING:
    from sqlalchemy import Select, TableClause

AT_ONCE = 1000
"""Rows read in one go: others may write between two of them."""


@dataclass(frozen=True)
class Chained:
    """A table, and which of its columns say to which chain a row belongs and where it stands.

    `kind` is what a chain is called for a person, `noted` the column with the number of the
    journal's row, and `prefix` what the journal puts before the name.
    """

    kind: str
    table: TableClause
    name: str
    place: str
    noted: str
    prefix: str = ""

    def object_of(self, row: Mapping[str, Any]) -> str:
        """What the journal's row about this one names."""
        return f"{self.prefix}{row[self.name]}/{row[self.place]}/{row['chain']}"

    def after(self, name: str, place: int) -> Select[Any]:
        """The rows that come next, by name and place."""
        here = tuple_(self.table.c[self.name], self.table.c[self.place])
        return (
            select(self.table)
            .where(here > tuple_(name, place))
            .order_by(self.table.c[self.name], self.table.c[self.place])
            .limit(AT_ONCE)
        )

    def with_journal_after(self, name: str, place: int) -> Select[Any]:
        """As `after`, with what the journal has at the number that each row names."""
        noted = schema.journal
        same = and_(
            noted.c.station == self.table.c.workstation,
            noted.c.number == self.table.c[self.noted],
        )
        return (
            self.after(name, place)
            .add_columns(noted.c.object.label("in_journal"))
            .select_from(self.table.outerjoin(noted, same))
        )

    def there(self, places: list[tuple[str, int]]) -> Select[Any]:
        """Name, place and link of those rows at these places that are there."""
        here = tuple_(self.table.c[self.name], self.table.c[self.place])
        return select(
            self.table.c[self.name].label("name"),
            self.table.c[self.place].label("place"),
            self.table.c.chain,
        ).where(here.in_(places))


EVENTS = Chained("visit", schema.event, "encounter", "sequence", "number")
DOCUMENTS = Chained("document", schema.clinic_document, "name", "number", "noted", PAYLOAD)


def named(object_: str) -> tuple[Chained, str, int, str]:
    """The table, name, place and link that a row of the journal names."""
    name, place, chain = object_.rsplit("/", 2)
    if name.startswith(DOCUMENTS.prefix):
        return DOCUMENTS, name.removeprefix(DOCUMENTS.prefix), int(place), chain
    return EVENTS, name, int(place), chain
