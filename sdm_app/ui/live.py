"""Hears from the clinic's server that something changed, in the window's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from sdm_app.ui.courier import courier

if TYPE_CHECKING:
    from sdm_app.records import Records

GATHER_MS = 100
"""Changes that come closer together are told as one; a person sees no difference."""


class Live(QObject):
    """`changed` carries what changed since the last time, as a frozenset of ids.

    An id is that of a visit, "document:" and a name, or "" where anything may have changed.
    `troubled` carries a sentence where news comes late, and "" when it no longer does.
    """

    changed = Signal(object)
    troubled = Signal(str)

    def __init__(self, records: Records, parent: QObject) -> None:
        super().__init__(parent)
        self._gathered: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GATHER_MS)
        self._timer.timeout.connect(self._tell)
        self._courier = courier()
        self._stop = records.watch(self._on_word, self._on_trouble)

    def stop(self) -> None:
        """Hear nothing from now on."""
        self._stop()

    def _on_word(self, what: str) -> None:
        # In the thread that listens, as is `_on_trouble`.
        self._courier.call(self, lambda: self._gather(what))

    def _on_trouble(self, sentence: str) -> None:
        self._courier.call(self, lambda: self.troubled.emit(sentence))

    def _gather(self, what: str) -> None:
        self._gathered.add(what)
        if not self._timer.isActive():
            self._timer.start()

    def _tell(self) -> None:
        what, self._gathered = frozenset(self._gathered), set()
        self.changed.emit(what)
