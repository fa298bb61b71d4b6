"""Brings word from another thread to the window's, whatever was closed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid


class Courier(QObject):
    """Lives as long as the program.

    A signal of something that is just being deleted, emitted in another thread, ends the process.
    """

    _came = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._came.connect(self._on_came)

    def call(self, to: QObject, what: Callable[[], object]) -> None:
        """Do it in the window's thread, unless whom it concerns is gone by then."""
        self._came.emit(to, what)

    def _on_came(self, to: QObject, what: Callable[[], object]) -> None:
        if isValid(to):
            what()


@cache
def courier() -> Courier:
    """The one of this process. It has to be asked for in the window's thread first."""
    return Courier()
