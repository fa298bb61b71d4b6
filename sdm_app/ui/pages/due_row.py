"""A row of today's list for somebody whom the schedule expects and whose visit has not begun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from sdm_app.i18n import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_DUE = 150
"""Rows that are built at once: more take longer than a key may."""


@dataclass(frozen=True)
class Due:
    """A row of the schedule. `speaks` says that its reason is back pain; others have none.

    `time` is local, "HH:MM"; `place` names room and clinician, or is empty.
    """

    id: str
    time: str
    reference: str
    birth_year: int | None
    speaks: bool
    reason: str = ""
    place: str = ""


class StartButton(QPushButton):
    """Begins the visit of a row; `due_requested` carries the row's id."""

    due_requested = Signal(str)

    def __init__(self, due: Due, parent: QWidget) -> None:
        super().__init__(_("Start"), parent)
        self._id = due.id
        self.setProperty("kind", "outline")
        self.setObjectName(f"start-{due.id}")
        self.setAccessibleName(_("Start {reference}").format(reference=due.reference))
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.due_requested.emit(self._id)


def due_tag(due: Due) -> tuple[str, str]:
    """What is to be done for the row, and the tone of its tag."""
    return (_("Back pain: screen"), "soft") if due.speaks else (_("On the schedule"), "plain")


def due_note(due: Due) -> str:
    """Why they come, where that is back pain, and where."""
    return " · ".join(words for words in (due.reason, due.place) if words)


def search_key(reference: str) -> str:
    """What two writings of a reference have in common: its letters and digits, in one case."""
    return "".join(letter for letter in reference.casefold() if letter.isalnum())


def first_due(due: Sequence[Due]) -> list[Due]:
    """As many as are built at once: those who speak of back pain before the others."""
    marked = [one for one in due if one.speaks]
    return [*marked, *(one for one in due if not one.speaks)][:MOST_DUE]
