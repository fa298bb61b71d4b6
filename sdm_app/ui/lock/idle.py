"""How long nobody was at the screen, by two clocks: neither alone tells the truth."""

import time
from collections.abc import Callable

from sdm_app.settings import LOCK_MINUTES

STANDARD_MINUTES = 5

GAP_SECONDS = 60.0
"""How far the clocks may drift apart between two looks before the computer must have slept, or its
clock was set: either way nobody can tell how long the screen stood open."""


class Idle:
    """Whether it is time to lock. Ask often: at every touch of a key, and every few seconds.

    The steady clock stands still while a computer sleeps; the wall clock can be set. So the longer
    of both counts, and when they drift apart the screen locks.
    """

    def __init__(
        self,
        minutes: int = STANDARD_MINUTES,
        *,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall = wall
        self._monotonic = monotonic
        self.set_minutes(minutes)
        self.begin()

    def set_minutes(self, minutes: int) -> None:
        """Lock after this long from now on; outside `LOCK_MINUTES` the nearest of them."""
        self._seconds = 60.0 * min(max(minutes, min(LOCK_MINUTES)), max(LOCK_MINUTES))

    def begin(self) -> None:
        """Somebody just unlocked the screen."""
        self._touched = self._looked = (self._monotonic(), self._wall())

    def is_due(self, *, touched: bool) -> bool:
        """Whether to lock now; `touched` says that somebody is at the screen.

        The touch that wakes a sleeping computer comes too late to keep it open.
        """
        now = (self._monotonic(), self._wall())
        steady, wall = (now[at] - self._looked[at] for at in (0, 1))
        self._looked = now
        if abs(wall - steady) > GAP_SECONDS:
            return True
        if max(now[0] - self._touched[0], now[1] - self._touched[1]) >= self._seconds:
            return True
        if touched:
            self._touched = now
        return False
