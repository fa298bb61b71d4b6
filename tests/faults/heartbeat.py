"""Measures how long the window's event loop stood still."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, QTimer

BEAT_MS = 5
MOST_SECONDS = 0.2
"""The longest that a window may stand still (invariant I6)."""


class Heartbeat:
    """Beats in the event loop; the longest time between two beats is what nobody could use."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)

    def stop(self) -> None:
        """Beat no more."""
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now


@contextmanager
def heartbeat() -> Iterator[Heartbeat]:
    """Beats for the time of a block; its end counts, too."""
    beating = Heartbeat()
    try:
        yield beating
    finally:
        beating.stop()
