"""Ends waiting for a server that is frozen: no setting of the server or its network does that."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Lock, Timer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import TracebackType


class Watchdog:
    """For the time of a `with` block; after so many seconds it shuts the connection it was shown.

    Whoever waits on that connection then gets the driver's error at once.
    """

    def __init__(self, seconds: float) -> None:
        self.has_bitten = False
        self._timer = Timer(max(seconds, 0.0), self._bite)
        self._timer.daemon = True
        self._lock = Lock()
        self._connection: Any = None

    def watch(self, connection: Any) -> None:
        """Show it the connection that is waited on, as soon as there is one."""
        with self._lock:
            self._connection = connection
            if self.has_bitten:
                _shut(connection)

    def __enter__(self) -> Watchdog:
        self._timer.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._connection = None

    def _bite(self) -> None:
        with self._lock:
            self.has_bitten = True
            if self._connection is not None:
                _shut(self._connection)


def _shut(connection: Any) -> None:
    # The driver goes on owning the socket: ours is only a second name for it.
    with suppress(Exception):
        borrowed = socket.socket(fileno=connection.pgconn.socket)
        try:
            borrowed.shutdown(socket.SHUT_RDWR)
        finally:
            borrowed.detach()
