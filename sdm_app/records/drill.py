"""Whether the newest backup can be restored: tried once a month, beside the records in use.

The copy lies in a folder of its own within that of the records, under the same key, and goes away.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sdm_app.records import open_records
from sdm_app.records.backup import backups_in, slots_beside
from sdm_app.records.errors import NotSaved, RecordsError, UnreadableRecords
from sdm_app.records.examining import Depth, examine
from sdm_app.records.keys import KeysError
from sdm_app.records.keys.files import write_atomically
from sdm_app.records.lasting import Halted, Stage, Work
from sdm_app.records.restoring import restore, slots_of

NOTE = "visits.drill.json"
_FOLDER = "drill"
_FILE = "visits.db"

EVERY = timedelta(days=28)
AGAIN = timedelta(days=1)
"""How soon after one that failed: there may be a better backup."""
TOO_LONG = timedelta(days=35)
"""After so long without a good one somebody is told."""

_ROOM = 2.5
"""Times the size of a backup that a disk must have free: for the copy, and for what it grows by."""


@dataclass(frozen=True)
class Drill:
    """What came of the last drill.

    `on` is its day and `good_on` that of the last good one, in UTC, as ISO dates, "" when there was
    none. `backup` is a file's name, `visits` how many it held, and `why` what was wrong with it.
    """

    on: str
    backup: str
    good_on: str
    visits: int = 0
    why: str = ""

    @property
    def is_good(self) -> bool:
        """Whether the backup could be restored."""
        return not self.why


def last_drill(folder: Path) -> Drill | None:
    """What is noted in the records' folder; None where nothing is that can be read."""
    try:
        noted = Drill(**json.loads((folder / NOTE).read_text(encoding="utf-8")))
        _day(noted.on)
        _day(noted.good_on)
    except (OSError, ValueError, TypeError):
        return None
    return noted


def is_drill_due(folder: Path, backups: Path, now: datetime) -> bool:
    """Whether a drill is to be held: four weeks after a good one, a day after a bad one."""
    if not backups_in(backups):
        return False
    last = last_drill(folder)
    if last is None:
        return True
    days = now.astimezone(UTC).date() - (_day(last.on) or date.min)
    # One of a day to come was noted by a clock that was wrong.
    return days < timedelta(0) or days >= (EVERY if last.is_good else AGAIN)


def without_good_since(folder: Path, backups: Path, now: datetime) -> date | None:
    """The day since when no backup proved that it can be restored, if that is too long ago."""
    last = last_drill(folder)
    since = None if last is None else _day(last.good_on)
    if since is None:
        taken = backups_in(backups)
        since = min(taken).date() if taken else None
    today = now.astimezone(UTC).date()
    return since if since is not None and today - since > TOO_LONG else None


def hold_drill(folder: Path, backups: Path, data_key: bytes, now: datetime, work: Work) -> Drill:
    """Restore the newest backup of a folder beside the records, look through it, and note the day.

    Raises:
        UnreadableRecords: there is no backup.
        Halted: somebody ended the work; nothing was noted.
        NotSaved: there is no room for it, or the day cannot be noted.
    """
    taken = backups_in(backups)
    if not taken:
        raise UnreadableRecords("There is no backup that could be restored.")
    newest = taken[max(taken)]
    today = now.astimezone(UTC).date().isoformat()
    before = last_drill(folder)
    drill = Drill(today, newest.name, "" if before is None else before.good_on)
    _require_room(folder, newest)
    try:
        with _room_of_its_own(folder) as room:
            visits = _restored(newest, room / _FILE, data_key, now, work)
        drill = replace(drill, good_on=today, visits=visits)
    except Halted:
        raise
    except (RecordsError, OSError) as fault:
        drill = replace(drill, why=str(fault))
    _note(folder, drill)
    return drill


def _restored(backup: Path, file: Path, data_key: bytes, now: datetime, work: Work) -> int:
    """Do what a restore on another computer does, and more; how many visits came back."""
    work.stage = Stage.READING
    if not slots_beside(backup).is_file():
        raise UnreadableRecords(f"{backup}: its key slots are missing.")
    slots_of(backup)
    restored = restore(backup, file, data_key, now, keyring=None, work=work)
    work.require_going()
    # Opened as the program does it, which brings old tables forward.
    open_records(file, data_key, workstation=_FOLDER).close()
    found = examine(file, data_key, Depth.VISITS, work=work)
    if found.faults:
        raise UnreadableRecords(f"{backup}: restored it has a fault: {found.faults[0]}.")
    visits = dict(found.counts).get("encounter_summary", 0)
    if visits != restored.visits:
        raise UnreadableRecords(f"{backup}: restored it does not hold all that it held.")
    return visits


@contextmanager
def _room_of_its_own(folder: Path) -> Iterator[Path]:
    """A private folder within that of the records, empty, which goes away at the end."""
    room = folder / _FOLDER
    sweep_drill(folder)
    room.mkdir(mode=0o700)
    try:
        yield room
    finally:
        sweep_drill(folder)


def sweep_drill(folder: Path) -> None:
    """Take away what a drill left that did not come to its end."""
    shutil.rmtree(folder / _FOLDER, ignore_errors=True)


def _require_room(folder: Path, backup: Path) -> None:
    if shutil.disk_usage(folder).free < _ROOM * backup.stat().st_size:
        raise NotSaved(f"{folder}: there is no room to try a restore.")


def _note(folder: Path, drill: Drill) -> None:
    try:
        write_atomically(folder / NOTE, json.dumps(asdict(drill), indent=1) + "\n")
    except KeysError as fault:
        raise NotSaved(str(fault)) from None


def _day(noted: str) -> date | None:
    return date.fromisoformat(noted) if noted else None
