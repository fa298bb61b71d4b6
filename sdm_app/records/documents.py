"""Reads and keeps the clinic's documents: versions that only grow, each in its name's chain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from sdm_app.records import journal
from sdm_app.records.chain import is_same, link
from sdm_app.records.clinic_document import PAYLOAD, ClinicDocument, require_name
from sdm_app.records.errors import Conflict, NotSaved, OutcomeUnknown, UnreadableRecords
from sdm_app.records.journal import Author, Entry, JournalKind
from sdm_app.records.reading import link_of
from sdm_app.records.schema import clinic_document

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from sdm_app.records.database import Database

_IN = clinic_document.c


class SqlDocuments:
    """The documents in an open database."""

    def __init__(self, database: Database, key: bytes) -> None:
        self._database = database
        self._key = key

    def newest(self, name: str) -> ClinicDocument | None:
        """The newest version of a document; None where there is none.

        Raises:
            UnreadableRecords: it was changed since it was written, or cannot be reached.
        """
        require_name(name)
        found = self._newest(_IN.name == name)
        return found[0] if found else None

    def newest_of(self, prefix: str) -> tuple[ClinicDocument, ...]:
        """The newest version of each document whose name begins so, by name.

        Raises:
            UnreadableRecords: one was changed since it was written, or cannot be reached.
        """
        if prefix:
            require_name(prefix)
        return self._newest(_IN.name.startswith(prefix, autoescape=True))

    def keep(self, name: str, text: str, author: Author, expected: int | None, id_: str) -> int:
        """Keep one more version, with its row in the journal; its number.

        `id_` is a UUID in hex: asked for twice, it is kept once.

        Raises:
            NotSaved: nothing was kept.
            Conflict: the newest version is not `expected`; nothing was kept.
        """
        require_name(name)
        try:
            return self._keep(name, text, author, expected, id_, is_second=False)
        except OutcomeUnknown as unknown:
            # As with a visit: what was kept is found, what was not is kept now.
            try:
                return self._keep(name, text, author, expected, id_, is_second=True)
            except NotSaved:
                raise unknown from None

    def _newest(self, which: ColumnElement[bool]) -> tuple[ClinicDocument, ...]:
        newest = select(_IN.name, func.max(_IN.number).label("number")).where(which)
        last = newest.group_by(_IN.name).subquery()
        before = clinic_document.alias("before")
        query = (
            select(clinic_document, before.c.chain.label("chain_before"))
            .join(last, (last.c.name == _IN.name) & (last.c.number == _IN.number))
            .outerjoin(before, (before.c.name == _IN.name) & (before.c.number == _IN.number - 1))
        )
        with self._database.reading() as connection:
            rows = [dict(row) for row in connection.execute(query).mappings()]
        return tuple(sorted(map(self._document, rows), key=lambda one: one.name))

    def _document(self, row: dict[str, Any]) -> ClinicDocument:
        before = row.pop("chain_before") or ""
        if not is_same(link_of(row, before, self._key), row["chain"]):
            raise UnreadableRecords("A document of the clinic was changed or is missing.")
        return ClinicDocument(**{name: row[name] for name in ClinicDocument.__match_args__})

    def _keep(
        self,
        name: str,
        text: str,
        author: Author,
        expected: int | None,
        id_: str,
        *,
        is_second: bool,
    ) -> int:
        with self._database.writing(is_second=is_second) as connection:
            document, station = f"{PAYLOAD}{name}", author.station
            self._database.hold(connection, document, f"station {station}")
            known = connection.scalar(select(_IN.number).where(_IN.id == id_))
            if known is None:
                number, chain = _last(connection, name)
                if expected is not None and number != expected:
                    raise Conflict(())
                head = journal.head_of(connection, station)
                row: dict[str, object] = {
                    "name": name,
                    "number": number + 1,
                    "id": id_,
                    "time": journal.now(),
                    "staff": author.staff,
                    "workstation": station,
                    "text": text,
                    "noted": head.number + 1,
                }
                chain = link(self._key, chain, row)
                connection.execute(insert(clinic_document).values(**row, chain=chain))
                entry = Entry(JournalKind.APPEND, f"{document}/{number + 1}/{chain}")
                journal.write(connection, self._key, author, entry, head)
                self._database.tell(connection, document)
                return number + 1
        self._database.settle()
        return int(known)


def _last(connection: Connection, name: str) -> tuple[int, str]:
    row = connection.execute(
        select(_IN.number, _IN.chain).where(_IN.name == name).order_by(_IN.number.desc()).limit(1)
    ).first()
    return (0, "") if row is None else (row.number, row.chain)
