"""Hands changes to the records without holding the window up: one at a time, in order."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from sdm_app.domain.events import Event
from sdm_app.domain.visit import Visit
from sdm_app.records import Records, RecordsError
from sdm_app.records.summary import summary_of
from sdm_app.ui import patience
from sdm_app.ui.courier import courier


@dataclass(frozen=True)
class Change:
    """An event, the visit as it is with it, and the last sequence that was known before.

    `id` is made once, so that a change whose fate was not learnt is never kept twice.
    """

    id: str
    event: Event
    moved: Visit
    started_at: str
    expected: int


class Saving(QObject):
    """`kept` carries a change and its sequence, `failed` a change and its `RecordsError`.

    `lasts` says that a change takes longer than a person would wait without a word, and later that
    it no longer does.
    """

    kept = Signal(object, int)
    failed = Signal(object, object)
    lasts = Signal(bool)

    def __init__(self, records: Records, parent: QObject) -> None:
        super().__init__(parent)
        self._records = records
        self._change: Change | None = None
        self._future: Future[int] | None = None
        self._courier = courier()

    @property
    def is_busy(self) -> bool:
        """Whether a change is on its way."""
        return self._future is not None

    def save(self, change: Change) -> None:
        """Keep a change; what comes of it is told at once, or later if it lasts."""
        summary = summary_of(change.moved, change.started_at)
        encounter = change.moved.encounter.id
        self._change = change
        self._future = future = self._records.append_later(
            encounter, change.event, summary, expected=change.expected, event_id=change.id
        )
        try:
            future.result(patience.SECONDS)
        except TimeoutError:
            self.lasts.emit(True)
            future.add_done_callback(self._tell)
            return
        except RecordsError:
            pass
        self._finish()

    def wait(self) -> None:
        """Until nothing is on its way, such as before another visit is opened."""
        if self._future is not None:
            self._future.exception()
            self._on_ended()

    def _tell(self, _future: Future[int]) -> None:
        self._courier.call(self, self._on_ended)

    def _on_ended(self) -> None:
        if self._future is not None and self._future.done():
            self.lasts.emit(False)
            self._finish()

    def _finish(self) -> None:
        change, future = self._change, self._future
        assert change is not None
        assert future is not None
        self._change, self._future = None, None
        try:
            sequence = future.result()
        except RecordsError as fault:
            self.failed.emit(change, fault)
            return
        self.kept.emit(change, sequence)
