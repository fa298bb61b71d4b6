"""Work on keys and backups that may take seconds, done beside the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Thread
from typing import Any

from PySide6.QtCore import QObject, Signal

from sdm_app.records.errors import NotSaved, RecordsError
from sdm_app.ui.courier import courier


class Background(QObject):
    """One piece of work: `done` carries what it gave, `failed` the `RecordsError` it raised.

    An `OSError` is told as a `RecordsError` that names the file. Either signal comes in the
    window's thread, unless the parent went away meanwhile.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Callable[[], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._courier = courier()
        self._thread = Thread(target=self._run, daemon=True, name="background")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wait(self, seconds: float | None = None) -> None:
        """Until it has ended, or so many seconds; what came of it is told by the event loop."""
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            result = self._work()
        except RecordsError as fault:
            self._courier.call(self, partial(self.failed.emit, fault))
        except OSError as fault:
            told = NotSaved(f"{fault.filename or 'The disk'}: {fault.strerror or fault}.")
            self._courier.call(self, partial(self.failed.emit, told))
        else:
            self._courier.call(self, partial(self.done.emit, result))
