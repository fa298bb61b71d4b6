"""A piece of work that may last: how far it is, and a way to end it before its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Any

from sdm_app.records.errors import RecordsError

_OPERATIONS = 20_000
"""Steps of the database between two looks at whether to go on: some milliseconds."""


class Halted(RecordsError):
    """Somebody ended the work before its end; it left nothing."""


class Stage(StrEnum):
    """What is being done."""

    WAITING = "waiting"
    COPYING = "copying"
    READING = "reading"
    CHANGING = "changing"
    """Tables are brought forward: the one thing that is not ended before its end."""


class Work:
    """Shared by the thread that does the work and the one that watches it."""

    def __init__(self) -> None:
        self.stage = Stage.WAITING
        self._lock = Lock()
        self._is_halted = False
        self._enders: list[Callable[[], None]] = []
        self._copy: tuple[Path, int] | None = None

    def halt(self) -> None:
        """End it soon, from any thread; work that changes tables goes on to its end."""
        with self._lock:
            self._is_halted = True
            for end in self._enders:
                end()

    @property
    def is_halted(self) -> bool:
        """Whether somebody ended it."""
        return self._is_halted

    def require_going(self) -> None:
        """Go on, unless somebody ended it.

        Raises:
            Halted: somebody did.
        """
        if self._is_halted:
            raise Halted("It was stopped before its end; nothing was changed.")

    @contextmanager
    def ending(self, end: Callable[[], None]) -> Iterator[None]:
        """For the time of a block `end` is called when somebody ends the work.

        Raises:
            Halted: somebody did, before or meanwhile.
        """
        with self._lock:
            self.require_going()
            self._enders.append(end)
        try:
            yield
        finally:
            with self._lock:
                self._enders.remove(end)
        self.require_going()

    @contextmanager
    def copying(self, connection: Any, copy: Path, size: int) -> Iterator[None]:
        """For the time of a block a connection of the driver writes a copy of so many bytes.

        Raises:
            Halted: somebody ended it.
        """
        self.require_going()
        self._copy, self.stage = (copy, size), Stage.COPYING
        connection.set_progress_handler(lambda: self._is_halted, _OPERATIONS)
        try:
            yield
        except Exception:
            # The database's own error says only that it was interrupted.
            self.require_going()
            raise
        finally:
            connection.set_progress_handler(None, 0)
            self._copy = None

    def part(self) -> float | None:
        """How much of the present stage is done, from 0 to 1; None where nobody can tell."""
        copied = self._copy
        if copied is None:
            return None
        copy, size = copied
        try:
            return min(copy.stat().st_size / size, 1.0) if size else None
        except OSError:
            return None
