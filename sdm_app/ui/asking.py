"""Asks the records for something without holding the window up, should a server not answer."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject
from shiboken6 import isValid

from sdm_app.records import RecordsError
from sdm_app.ui import patience
from sdm_app.ui.courier import courier

Then = Callable[[Any], None]


def nothing(_answer: object) -> None:
    """Do nothing with an answer that nobody waits for."""


class Asked(Protocol):
    """What does work in a thread of its own: `Records` and `AskedStaff`."""

    def ask(self, work: Callable[[Any], Any], /) -> Future[Any]:
        """Do work in that thread, without waiting for it."""
        ...


@dataclass(frozen=True)
class _Question:
    """What is on its way, and who is told: nobody, once `to` is gone."""

    future: Future[Any]
    then: Then
    failed: Then
    to: QObject | None

    def answer(self) -> None:
        if self.to is not None and not isValid(self.to):
            return
        try:
            answer = self.future.result()
        except RecordsError as fault:
            self.failed(fault)
        else:
            self.then(answer)


class Asking(QObject):
    """Answers come in the order of the questions, in the window's thread."""

    def __init__(self, asked: Asked, parent: QObject) -> None:
        super().__init__(parent)
        self._asked = asked
        self._open: list[_Question] = []
        self._courier = courier()

    @property
    def is_open(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._open)

    def ask(
        self,
        work: Callable[[Any], Any],
        then: Then,
        failed: Then,
        *,
        to: QObject | None = None,
        waits: bool = True,
    ) -> None:
        """Do work in the thread of what is asked.

        Args:
            work: what is done there.
            then: gets what it gives.
            failed: gets a `RecordsError`.
            to: whose answer it is; when that is gone, nobody is told.
            waits: whether a quick answer is waited for, for a moment that nobody notices.
        """
        future = self._asked.ask(work)
        self._open.append(_Question(future, then, failed, to))
        try:
            future.result(patience.SECONDS if waits else 0)
        except TimeoutError:
            future.add_done_callback(self._tell)
            return
        except RecordsError:
            pass
        self._tell_what_ended()

    def _tell(self, _future: Future[Any]) -> None:
        self._courier.call(self, self._tell_what_ended)

    def _tell_what_ended(self) -> None:
        while self._open and self._open[0].future.done():
            self._open.pop(0).answer()
