"""What is on a disk after the power went: synced writes whole, later ones in part, or torn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

SECTOR = 512


@dataclass
class _Disk:
    contents: dict[int, bytearray] = field(default_factory=dict)
    pending: dict[int, list[tuple[Any, ...]]] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    name_changes: list[tuple[Any, ...]] = field(default_factory=list)


def write_image(log: Sequence[tuple[Any, ...]], folder: Path, random: Random) -> None:
    """Write the files as a loss of power after the last operation of the log may leave them.

    A file's writes are durable at its sync. Names are durable at the first sync after them and at a
    deletion that syncs; of what is pending, a random prefix of the names and a random half of the
    writes made it, each of these torn at sectors.
    """
    disk = _Disk()
    for operation in log:
        _replay(disk, operation)
    for change in disk.name_changes[: random.randint(0, len(disk.name_changes))]:
        _rename(disk, change)
    for number, pending in disk.pending.items():
        for operation in pending:
            if random.random() < 0.5:
                _apply(disk.contents[number], _torn(operation, random))
    for name, number in disk.names.items():
        (folder / name).write_bytes(disk.contents[number])


def _replay(disk: _Disk, operation: tuple[Any, ...]) -> None:
    kind = operation[0]
    if kind == "link":
        disk.contents[operation[2]], disk.pending[operation[2]] = bytearray(), []
        disk.name_changes.append(operation)
    elif kind == "unlink":
        disk.name_changes.append(operation)
        if operation[2]:
            _settle_names(disk)
    elif kind == "sync":
        for pending in disk.pending[operation[1]]:
            _apply(disk.contents[operation[1]], [pending])
        disk.pending[operation[1]] = []
        _settle_names(disk)
    else:
        disk.pending[operation[1]].append(operation)


def _settle_names(disk: _Disk) -> None:
    for change in disk.name_changes:
        _rename(disk, change)
    disk.name_changes = []


def _rename(disk: _Disk, change: tuple[Any, ...]) -> None:
    if change[0] == "link":
        disk.names[change[1]] = change[2]
    else:
        disk.names.pop(change[1], None)


def _apply(content: bytearray, operations: Sequence[tuple[Any, ...]]) -> None:
    for kind, _number, *rest in operations:
        if kind == "truncate":
            del content[rest[0] :]
            content.extend(bytes(rest[0] - len(content)))
        else:
            offset, data = rest
            content.extend(bytes(max(0, offset - len(content))))
            content[offset : offset + len(data)] = data


def _torn(operation: tuple[Any, ...], random: Random) -> list[tuple[Any, ...]]:
    if operation[0] != "write" or random.random() < 0.5:
        return [operation]
    kind, number, offset, data = operation
    pieces = [(at, data[at : at + SECTOR]) for at in range(0, len(data), SECTOR)]
    return [(kind, number, offset + at, piece) for at, piece in pieces if random.random() < 0.5]
