"""Debian's pgbouncer in front of a test's server, in a folder of its own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.postgres import Server, as_administrator, free_port, give_to_administrator

_PROGRAM = "/usr/sbin/pgbouncer"
_SECONDS_TO_START = 10.0


@contextmanager
def pool(server: Server, mode: str, *more: str) -> Iterator[int]:
    """A pool on a loopback port, which is given; it lets the owner and the stations in."""
    folder, port = Path(tempfile.mkdtemp(prefix="backchoice-pool-")), free_port()
    accounts, settings = folder / "accounts.txt", folder / "pgbouncer.ini"
    accounts.write_text('"owner" ""\n"station" ""\n', encoding="utf-8")
    lines = (
        "[databases]",
        f"* = host=127.0.0.1 port={server.port}",
        "[pgbouncer]",
        "listen_addr = 127.0.0.1",
        f"listen_port = {port}",
        "unix_socket_dir =",
        "auth_type = trust",
        f"auth_file = {accounts}",
        f"pool_mode = {mode}",
        *more,
    )
    settings.write_text("\n".join(lines), encoding="utf-8")
    for path in (folder, accounts, settings):
        give_to_administrator(path)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [_PROGRAM, str(settings)], stdout=log, stderr=log, cwd=folder, **as_administrator()
        )
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + _SECONDS_TO_START
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        assert process.poll() is None, "pgbouncer did not start"
        assert time.monotonic() < ends
        time.sleep(0.05)
