"""What the clinic sets down for all its stations, as the program uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from sdm_app.records.part import Part

if TYPE_CHECKING:
    from sdm_app.records.clinic_document import ClinicDocument
    from sdm_app.records.documents import SqlDocuments


class Clinic(Part):
    """The part of `Records` that keeps documents. Any name may be refused with a ValueError."""

    def _documents(self) -> SqlDocuments:
        # Imported here because the list is shown without it.
        from sdm_app.records.documents import SqlDocuments  # noqa: PLC0415

        return self._opened().part(SqlDocuments)

    def document(self, name: str) -> ClinicDocument | None:
        """The newest version of one of the clinic's documents; None where there is none.

        Raises:
            UnreadableRecords: it was changed since it was written, or cannot be reached.
        """
        return self._writer.run(lambda: self._documents().newest(name))

    def documents(self, prefix: str) -> tuple[ClinicDocument, ...]:
        """The newest version of each document whose name begins so, by name.

        Raises:
            UnreadableRecords: one was changed since it was written, or cannot be reached.
        """
        return self._writer.run(lambda: self._documents().newest_of(prefix))

    def keep_document(
        self, name: str, text: str, staff: str = "", expected: int | None = None
    ) -> int:
        """Keep a new version of a document, whoever uses these records or `staff`; its number.

        `expected` is the newest number that the caller knows of, 0 for none.

        Raises:
            NotSaved: it was not kept.
            Conflict: others have written since `expected`; it was not kept.
        """
        author, id_ = self._author(staff), uuid4().hex
        return self._writer.run(lambda: self._documents().keep(name, text, author, expected, id_))
