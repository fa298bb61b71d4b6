"""`Check records`: says what is wrong with the records, and sets nothing right by itself.

A visit with a fault is put on a list beside the file; no row is changed or removed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sdm_app.records.errors import NotSaved, UnreadableRecords
from sdm_app.records.examining import Depth, Examined, Fault, examine
from sdm_app.records.keys import KeysError
from sdm_app.records.keys.files import write_atomically
from sdm_app.records.lock import lock

if TYPE_CHECKING:
    from sdm_app.records.journal import Head


class OpenRecords(Protocol):
    """What is needed of records that are open: see `Records`."""

    def with_driver(self, work: Callable[[Any], Any]) -> Any:
        """Do something with the driver's connection while nobody writes."""

    def log(self, kind: str, object_id: str = "", reason: str = "") -> None:
        """Add a row to the journal."""


@dataclass(frozen=True)
class Checked:
    """What a check found. `quarantined` are the ids of visits not to be relied on, in order."""

    faults: tuple[Fault, ...]
    quarantined: tuple[str, ...]
    visits: int

    @property
    def is_good(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


def check(path: Path, data_key: bytes, *, anchors: Iterable[Head] = ()) -> Checked:
    """Check records that no program has open.

    `anchors` are journal heads that were kept outside, which show what was cut off the end.

    Raises:
        OpenElsewhere: a program of ours has them open.
        UnreadableRecords: there is no such file.
        NotSaved: the list of quarantined visits cannot be written.
    """
    if not path.is_file():
        raise UnreadableRecords(f"{path}: there are no records here.")
    held = lock(path)
    try:
        found = examine(path, data_key, Depth.VISITS, anchors=anchors)
    finally:
        held.release()
    return _checked(path, found)


def check_open(
    records: OpenRecords, path: Path, data_key: bytes, *, anchors: Iterable[Head] = ()
) -> Checked:
    """Check records while this program has them open; what is to be saved meanwhile waits.

    Raises:
        UnreadableRecords: the file is damaged so that its log cannot be brought in.
        NotSaved: the list of quarantined visits cannot be written.
    """

    def look(connection: Any) -> Examined:
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise NotSaved("The records cannot be checked while another program reads them.")
        return examine(path, data_key, Depth.VISITS, file_only=True, anchors=anchors)

    checked = _checked(path, records.with_driver(look))
    records.log("check", reason=f"{len(checked.faults)} faults")
    return checked


def quarantine_file(path: Path) -> Path:
    """Where the quarantined visits of a file are listed."""
    return path.with_name(f"{path.stem}.quarantine.json")


def quarantined(path: Path) -> frozenset[str]:
    """The ids of the visits that the last check found not to be relied on."""
    try:
        value = json.loads(quarantine_file(path).read_text(encoding="utf-8"))
        return frozenset(str(one) for one in value["visits"])
    except (OSError, ValueError, TypeError, KeyError):
        return frozenset()


def _checked(path: Path, found: Examined) -> Checked:
    visits = tuple(sorted({fault.visit for fault in found.faults if fault.visit}))
    _note(path, visits)
    return Checked(found.faults, visits, dict(found.counts).get("encounter_summary", 0))


def _note(path: Path, visits: tuple[str, ...]) -> None:
    if frozenset(visits) == quarantined(path):
        return
    try:
        write_atomically(quarantine_file(path), json.dumps({"visits": visits}, indent=1) + "\n")
    except KeysError as fault:
        raise NotSaved(str(fault)) from None
