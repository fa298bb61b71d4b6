"""Asks the records for something without holding the window up, should a server not answer."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, Signal

from sdm_app.records import Records, RecordsError
from sdm_app.ui import patience

Then = Callable[[Any], None]


class Asking(QObject):
    """Answers come in the order of the questions, in the window's thread."""

    _ended = Signal()

    def __init__(self, records: Records, parent: QObject) -> None:
        super().__init__(parent)
        self._records = records
        self._open: list[tuple[Future[Any], Then, Then]] = []
        self._ended.connect(self._tell_what_ended)

    def ask(self, work: Callable[[Records], Any], then: Then, failed: Then) -> None:
        """Do work in the records' thread; `then` gets what it gives, `failed` a `RecordsError`."""
        future = self._records.ask(work)
        self._open.append((future, then, failed))
        try:
            future.result(patience.SECONDS)
        except TimeoutError:
            future.add_done_callback(self._tell)
            return
        except RecordsError:
            pass
        self._tell_what_ended()

    def _tell(self, _future: Future[Any]) -> None:
        self._ended.emit()

    def _tell_what_ended(self) -> None:
        while self._open and self._open[0][0].done():
            future, then, failed = self._open.pop(0)
            try:
                answer = future.result()
            except RecordsError as fault:
                failed(fault)
            else:
                then(answer)
