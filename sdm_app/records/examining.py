"""Looks through a file of records in a process of its own, since a damaged page may end one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from contextlib import nullcontext, suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sdm_app.records.errors import UnreadableRecords

if TYPE_CHECKING:
    from sdm_app.records.journal import Head
    from sdm_app.records.lasting import Work

# Windows would show an empty console for as long as it takes; there the flags also say how urgent
# it is.
_NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(
    subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0
)
_LAST = 15
"""How far others go before it, of at most 19."""

COMMAND = ("records", "examine")
"""The words with which this program, started again, does the looking."""


class Depth(StrEnum):
    """How far one looks."""

    FILE = "file"
    """The pages, the tables and the chains: whether it can be relied on as a backup."""
    VISITS = "visits"
    """Beyond that whether each visit makes sense."""


@dataclass(frozen=True)
class Fault:
    """What was found, without an answer or a name.

    `place` is "file" when the file itself is at fault, "chain", "staff", or "visit" and its id.
    `visit` is that id, or "".
    """

    place: str
    why: str
    visit: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.why}"

    @property
    def is_of_file(self) -> bool:
        """Whether the file itself is at fault, not what was written in it."""
        return self.place == "file"


@dataclass(frozen=True)
class Examined:
    """What a file holds: its version, rows by table, each workstation's newest journal row.

    `is_live` tells a file that is, or was, in use from a backup, which is closed for good.
    """

    faults: tuple[Fault, ...] = ()
    version: int = 0
    is_live: bool = False
    counts: tuple[tuple[str, int], ...] = ()
    heads: tuple[tuple[str, int, str], ...] = ()


def examine(
    path: Path,
    data_key: bytes,
    depth: Depth,
    *,
    file_only: bool = False,
    anchors: Iterable[Head] = (),
    work: Work | None = None,
) -> Examined:
    """What is in the file, and what is wrong with it; the file is not changed.

    With `file_only` nothing of a log beside the file is read: for a backup, or for a file that this
    very process has open and leaves alone meanwhile. `anchors` are journal heads kept outside.
    `work` may be ended before its end.

    Raises:
        UnreadableRecords: there is no such file.
        Halted: somebody ended the work.
    """
    if not path.is_file():
        raise UnreadableRecords(f"{path}: there is no such file.")
    asked = {
        "path": str(path.absolute()),
        "key": data_key.hex(),
        "depth": depth.value,
        "file_only": file_only,
        "anchors": [(one.station, one.number, one.mac) for one in anchors],
    }
    # The key goes through a pipe: arguments and the environment are seen by other programs.
    with subprocess.Popen(
        [*_this_program(), *COMMAND],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=_NO_CONSOLE,
    ) as looking:
        _give_way(looking.pid)
        with nullcontext() if work is None else work.ending(looking.kill):
            said, _nothing = looking.communicate(json.dumps(asked).encode())
    try:
        return _examined(json.loads(said))
    except (ValueError, TypeError, KeyError):
        why = f"it could not be looked through to its end, status {looking.returncode}"
        return Examined((Fault("file", why),))


def _give_way(process: int) -> None:
    """Let a process work when nobody else does: it looks through a backup beside a visit."""
    if sys.platform != "win32":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process, _LAST)


def answer() -> None:
    """Do what `examine` asks, in the process that it started; ends the process.

    It ends at once, so that closing the file does not write what its log holds.
    """
    with os.fdopen(0, "rb", closefd=False) as stream:
        asked = json.loads(stream.read())
    # Imported here: the process that asks needs none of it.
    from sdm_app.records.journal import Head  # noqa: PLC0415
    from sdm_app.records.looking import look  # noqa: PLC0415

    found = look(
        Path(asked["path"]),
        bytes.fromhex(asked["key"]),
        Depth(asked["depth"]),
        file_only=asked["file_only"],
        anchors=tuple(Head(*one) for one in asked["anchors"]),
    )
    text = json.dumps(asdict(found)).encode()
    while text:
        text = text[os.write(1, text) :]
    os._exit(0)


def _examined(value: dict[str, Any]) -> Examined:
    return Examined(
        faults=tuple(Fault(**one) for one in value["faults"]),
        version=value["version"],
        is_live=value["is_live"],
        counts=tuple((name, count) for name, count in value["counts"]),
        heads=tuple((station, number, mac) for station, number, mac in value["heads"]),
    )


def _this_program() -> list[str]:
    # A frozen program is its own interpreter.
    if getattr(sys, "frozen", False):
        return [sys.executable]
    # By the place of this very package: the current folder has no say in what is run.
    place = str(Path(__file__).resolve().parents[2])
    start = f"import sys; sys.path.insert(0, {place!r}); import sdm_app.__main__ as it; it.main()"
    return [sys.executable, "-P", "-c", start]
