"""Notices that the computer's clock was set while the program ran, and notes it in the journal."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from sdm_app.i18n import gettext as _
from sdm_app.ui.asking import Asking, nothing

if TYPE_CHECKING:
    from sdm_app.records import Records

LOOK_EVERY_MS = 60_000
JUMP_SECONDS = 300.0
"""A clock that is put right by less than that is nothing to note."""


SKEW_SECONDS = 120.0
"""How far this computer's clock may be from the server's before somebody is told."""


def words_of_skew(seconds: float) -> str:
    """What is said of a clock that many seconds behind the server's; nothing if they are few."""
    if abs(seconds) <= SKEW_SECONDS:
        return ""
    minutes = round(abs(seconds) / 60)
    if seconds > 0:
        return _("The clock of this computer is {n} minutes slow").format(n=minutes)
    return _("The clock of this computer is {n} minutes fast").format(n=minutes)


def steady() -> float:
    """Seconds of a clock that nobody sets; where the system has one, it runs on during sleep."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class ClockWatch(QObject):
    """Compares a clock that can be set with one that cannot; daylight saving moves neither."""

    def __init__(
        self,
        records: Records,
        parent: QObject,
        *,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = steady,
    ) -> None:
        super().__init__(parent)
        self._asking = Asking(records, self)
        self._wall, self._steady = wall, steady
        self._difference = wall() - steady()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Note a jump since the last look, with the seconds that the clock went ahead or back."""
        now = self._wall() - self._steady()
        jump = now - self._difference
        if abs(jump) < JUMP_SECONDS or self._asking.is_open:
            return

        def on_noted(_answer: None) -> None:
            self._difference = now

        # What cannot be noted now is still a jump at the next look.
        self._asking.ask(
            lambda records: records.log("clock-jump", reason=f"{jump:+.0f} seconds"),
            on_noted,
            nothing,
        )
