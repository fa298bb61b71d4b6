"""A PostgreSQL server of Debian's package for tests: in a folder of its own, gone afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

_ADMINISTRATOR = "postgres"
_NUMBERS = count(1)


def programs() -> Path | None:
    """The folder of the newest installed server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


class Server:
    """One server on a loopback port and a Unix socket, with fsync on.

    Root cannot run a server, so that as root it is run as the user `postgres`.
    """

    def __init__(
        self, folder: Path | None = None, settings: Mapping[str, str] | None = None
    ) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="backchoice-pg-")) if folder is None else folder
        self.port = free_port()
        self.settings = dict(settings or {})
        self._process: subprocess.Popen[bytes] | None = None
        if os.getuid() == 0:
            shutil.chown(self.folder, _ADMINISTRATOR, _ADMINISTRATOR)

    def make(self) -> None:
        """Lay out its files, with checksums, and let everybody on this machine in."""
        self.run("initdb", "-k", "-A", "trust", "-U", _ADMINISTRATOR, "-E", "UTF8", "-D", self.data)

    @property
    def data(self) -> str:
        """Where its files are."""
        return str(self.folder / "data")

    def start(self) -> None:
        """Start it and wait until it answers."""
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": str(self.folder),
            "fsync": "on",
            "max_connections": "60",
            **self.settings,
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._program("postgres"), "-D", self.data, *options],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                **as_administrator(),
            )
        self.wait()

    def wait(self, seconds: float = 30.0) -> None:
        """Wait until it answers."""
        ends = time.monotonic() + seconds
        while True:
            try:
                self.connect().close()
            except psycopg.OperationalError:
                if time.monotonic() > ends:
                    raise
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """Stop it in order, if it runs."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Kill it and all its processes, as the loss of its machine would."""
        assert self._process is not None
        children = children_of(self._process.pid)
        for process in (self._process.pid, *children):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def freeze(self) -> list[int]:
        """Let it and all its processes stand still; what `thaw` needs."""
        assert self._process is not None
        frozen = [self._process.pid, *children_of(self._process.pid)]
        for process in frozen:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGSTOP)
        return frozen

    def thaw(self, frozen: Sequence[int]) -> None:
        """Let it go on."""
        for process in frozen:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)

    def remove(self) -> None:
        """Stop it and take its files away."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def connect(self, database: str = "postgres", **settings: Any) -> psycopg.Connection[Any]:
        """A connection of its administrator, each statement by itself."""
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=_ADMINISTRATOR,
            dbname=database,
            autocommit=True,
            connect_timeout=2,
            **settings,
        )

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Run a statement as the administrator."""
        with self.connect(database) as connection:
            connection.execute(statement.encode())

    def new_database(self) -> str:
        """An empty database that `owner` owns, and its name."""
        name = f"visits_{next(_NUMBERS)}"
        self.execute(f"CREATE DATABASE {name} OWNER owner")
        self.execute("GRANT ALL ON SCHEMA public TO owner", name)
        return name

    def make_roles(self) -> None:
        """The owner of databases, and a station's account."""
        self.execute("CREATE ROLE owner LOGIN")
        self.execute("CREATE ROLE backchoice_station NOLOGIN")
        self.execute("CREATE ROLE station LOGIN IN ROLE backchoice_station")

    def url(self, database: str, user: str = "station", **query: str) -> str:
        """The address of a database, as the program is given it."""
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        base = f"postgresql+psycopg://{user}@127.0.0.1:{self.port}/{database}"
        return f"{base}?{asked}" if asked else base

    def run(self, program: str, *arguments: str) -> None:
        """Run one of the server's programs to its end."""
        subprocess.run(
            [self._program(program), *arguments],
            check=True,
            capture_output=True,
            cwd=self.folder,
            **as_administrator(),
        )

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(timeout=30)
            self._process = None

    def _program(self, name: str) -> str:
        folder = programs()
        assert folder is not None, "Debian's package postgresql is not installed"
        return str(folder / name)


def give_to_administrator(file: Path) -> None:
    """Let the server read a file that root wrote."""
    if os.getuid() == 0:
        shutil.chown(file, _ADMINISTRATOR, _ADMINISTRATOR)


def children_of(process: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
            if parent == process:
                found.append(int(stat.parent.name))
    return found


def as_administrator() -> Mapping[str, Any]:
    """What a process is started with, so that it is not root."""
    if sys.platform == "win32" or os.getuid() != 0:
        return {}
    return {"user": _ADMINISTRATOR, "group": _ADMINISTRATOR, "extra_groups": []}


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
