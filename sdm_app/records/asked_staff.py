"""The staff's own thread: a PIN takes long to try, and no visit or window waits for it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

from sdm_app.records.staff_store import StaffStore

_Result = TypeVar("_Result")


class AskedStaff:
    """A `StaffStore` that one thread alone uses, which makes it when it is first asked."""

    def __init__(self, make: Callable[[], StaffStore]) -> None:
        self._make = make
        self._store: StaffStore | None = None
        self._pool = ThreadPoolExecutor(1, "staff")
        self._last: Future[object] | None = None

    def ask(self, work: Callable[[StaffStore], _Result]) -> Future[_Result]:
        """Do work after all that came before, without waiting for it."""
        future = self._pool.submit(lambda: work(self._made()))
        self._last = future  # type: ignore[assignment]
        return future

    def finish(self, seconds: float) -> bool:
        """Wait until all that was asked for is done, for so many seconds at most; whether it is."""
        return self._last is None or not wait((self._last,), seconds).not_done

    def _made(self) -> StaffStore:
        # Not kept when it fails: records that could not be reached may be the next time.
        if self._store is None:
            self._store = self._make()
        return self._store
