"""The one thread that works on a database, so that changes keep their order and windows answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

_Result = TypeVar("_Result")


class Writer:
    """Runs what it is given, one after another. The thread is made by the first piece of work."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, "records", self._note_thread)
        self._thread = 0

    def later(self, work: Callable[[], _Result]) -> Future[_Result]:
        """Run it after all that came before; the program does not end until it has run."""
        return self._pool.submit(work)

    def run(self, work: Callable[[], _Result]) -> _Result:
        """Run it after all that came before, and wait for it."""
        if threading.get_ident() == self._thread:
            # Asked for by a piece of work: waiting for oneself would last for ever.
            return work()
        return self.later(work).result()

    def _note_thread(self) -> None:
        self._thread = threading.get_ident()
