"""A network between a station and its server that can be cut, stopped, slowed and reset."""

from __future__ import annotations

import socket
import struct
import threading
import time
from contextlib import suppress

_LINGER_NOT_AT_ALL = struct.pack("ii", 1, 0)


class Network:
    """Carries bytes between its own port and a server's, as long as it is well."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._flows = threading.Event()
        self._flows.set()
        self._is_over = False
        self.delay_seconds = 0.0
        self.cut_after: int | None = None
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def stop_flowing(self) -> None:
        """Carry nothing any more, without a word to either side."""
        self._flows.clear()

    def flow(self) -> None:
        """Carry on."""
        self._flows.set()

    def reset(self) -> None:
        """Break every connection, as a router does that was switched off and on."""
        pairs, self._pairs = self._pairs, []
        for pair in pairs:
            for end in pair:
                with suppress(OSError):
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT_AT_ALL)
                _close(end)

    def close(self) -> None:
        """Take it away."""
        self._is_over = True
        self._flows.set()
        _close(self._listener)
        self.reset()

    def _accept(self) -> None:
        while not self._is_over:
            try:
                station, _address = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._server_port))
            except OSError:
                continue
            self._pairs.append((station, server))
            for ends in ((station, server), (server, station)):
                threading.Thread(target=self._carry, args=ends, daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self._flows.wait()
                time.sleep(self.delay_seconds)
                if self.cut_after is None:
                    target.sendall(data)
                    continue
                data = data[: self.cut_after]
                self.cut_after -= len(data)
                target.sendall(data)
                if self.cut_after == 0:
                    self.cut_after = None
                    self.reset()
                    return
        for end in (source, target):
            _close(end)


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
