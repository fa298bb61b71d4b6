"""`Check records`: says what is wrong with the records, and sets nothing right by itself.

A visit with a fault is put on a list beside the file; no row is changed or removed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sdm_app.records.backup import OpenRecords, require_file, write_copy
from sdm_app.records.errors import NotSaved, RecordsError, UnreadableRecords
from sdm_app.records.examining import Depth, Examined, Fault, examine
from sdm_app.records.keys import KeysError
from sdm_app.records.keys.files import write_atomically
from sdm_app.records.lock import lock
from sdm_app.records.looking import page_faults
from sdm_app.records.whole_files import scratch_beside

if TYPE_CHECKING:
    from sdm_app.records.journal import Head


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
    """Check records while this program has them open.

    A copy is looked through, so that saving waits only while it is made; it goes away again.

    Raises:
        NotSaved: neither a copy nor the list of quarantined visits can be written.
    """
    anchors = tuple(anchors)
    with scratch_beside(path) as copy:
        try:
            pages = records.with_driver(lambda connection: _copied(connection, copy))
            found = examine(copy, data_key, Depth.VISITS, file_only=True, anchors=anchors)
            found = replace(found, faults=(*pages, *found.faults))
        except UnreadableRecords:
            # What is damaged cannot be copied whole: then the file itself is looked through.
            found = records.with_driver(lambda one: _held(one, path, data_key, anchors))
    checked = _checked(path, found)
    try:
        records.log("check", reason=f"{len(checked.faults)} faults")
    except RecordsError:
        # Damaged records may take no more rows; what was found is told all the same.
        if checked.is_good:
            raise
    return checked


def _copied(connection: Any, copy: Path) -> tuple[Fault, ...]:
    """Copy open records; the faults of pages, which would not be in the copy."""
    require_file(connection)
    faults = tuple(page_faults(connection))
    write_copy(connection, copy)
    return faults


def _held(connection: Any, path: Path, data_key: bytes, anchors: Iterable[Head]) -> Examined:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return examine(path, data_key, Depth.VISITS, file_only=True, anchors=anchors)


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
