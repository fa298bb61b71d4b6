"""How far the person at the screen can have seen what others wrote in the open visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdm_app.ui import patience

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


class Noticed:
    """What came from other workstations while a visit is open here, and when.

    A press within a glance of a change was meant for what stood there before; so was a text that
    was begun before it. `stations` tells where each event that came was written.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.stations: dict[int, str] = {}
        self._came: dict[int, float] = {}
        self._typing_since: int | None = None

    def come(self, sequences: Iterable[int], stations: Mapping[int, str]) -> None:
        """Others wrote these events, and they are in view from now on."""
        for sequence in sequences:
            self.stations[sequence] = stations.get(sequence, "")
            self._came[sequence] = self._clock()

    def type_from(self, last: int | None) -> None:
        """A text is begun that knows of the events up to this one; None: nobody is typing."""
        self._typing_since = last

    def said(self, last: int) -> None:
        """What was typed is kept: a text that goes on knows of it."""
        if self._typing_since is not None:
            self._typing_since = last

    def see_all(self) -> None:
        """Whatever came has been shown on purpose."""
        self._came.clear()

    def up_to(self, last: int) -> int:
        """The last sequence that somebody at the screen knows of, where `last` is the newest."""
        now, typing = self._clock(), self._typing_since
        unseen = [
            sequence
            for sequence, at in self._came.items()
            if now - at < patience.GLANCE_SECONDS or (typing is not None and sequence > typing)
        ]
        return min(unseen) - 1 if unseen else last

    def is_news(self, seen: int) -> bool:
        """Whether others wrote something after this sequence."""
        return any(sequence > seen for sequence in self.stations)
