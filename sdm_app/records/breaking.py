"""A row that is not as it was written."""

from __future__ import annotations

from dataclasses import dataclass

GONE = "missing, and so is all the rest of it"
"""Why a visit or document is broken of which the tables hold nothing any more."""


@dataclass(frozen=True)
class Break:
    """A row that is not as it was written.

    `chain` is "journal", "visit" or "document", `name` the workstation, the visit's id or the
    document's name, and `place` the number or sequence of the row.
    """

    chain: str
    name: str
    place: int
    why: str

    def __str__(self) -> str:
        return f"{self.chain} {self.name}, row {self.place}: {self.why}"
