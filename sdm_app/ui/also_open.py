"""Tells others at a server that a visit is open here, and hears where else it is."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from sdm_app.records import Records
from sdm_app.ui.asking import Asking

BEAT_MS = 20_000
"""A third of the time after which a workstation that says nothing is taken to be gone."""


class AlsoOpen(QObject):
    """`others` carries the names of the workstations where the visit is open as well."""

    others = Signal(object)

    def __init__(self, records: Records, parent: QObject) -> None:
        super().__init__(parent)
        self._asking = Asking(records, self)
        self._encounter = ""
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self.tell)

    def watch(self, encounter: str) -> None:
        """The visit that is open from now on; none when empty."""
        if encounter == self._encounter:
            return
        self._encounter = encounter
        if encounter:
            self._timer.start()
        else:
            self._timer.stop()
        self.tell()

    def tell(self) -> None:
        """Say once more what is open here, and ask where else it is."""
        encounter = self._encounter
        self._asking.ask(
            lambda records: (encounter, records.note_presence(encounter)),
            self._on_answer,
            self._on_no_answer,
        )

    def _on_answer(self, answer: tuple[str, tuple[str, ...]]) -> None:
        encounter, others = answer
        if encounter == self._encounter:
            self.others.emit(others)

    def _on_no_answer(self, _fault: Exception) -> None:
        # Saving says that the server is away; nobody need be told twice.
        return
