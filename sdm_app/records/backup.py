"""Backups: taken while the records are open, read again before they count, thinned with time."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from sqlcipher3 import dbapi2 as driver

from sdm_app.records.cipher import is_damage, why_not_saved
from sdm_app.records.errors import NotSaved, RecordsError, UnreadableRecords
from sdm_app.records.examining import Depth, Examined, Fault, examine
from sdm_app.records.keys import KeysError
from sdm_app.records.keys import document as documents
from sdm_app.records.keys.files import write_atomically
from sdm_app.records.keys.folder import FILE, has_keys, read_slots
from sdm_app.records.lasting import Stage, Work
from sdm_app.records.looking import counts, heads
from sdm_app.records.thinning import to_remove
from sdm_app.records.whole_files import digest_of, sync_file, written_beside

_STAMP = "%Y-%m-%dT%H%M%SZ"
_NAME = re.compile(r"visits-(\d{4}-\d\d-\d\dT\d{6}Z)\.db")
_FAULTS = "The records have a fault, and so has the backup: see `backchoice records check`."
_DAMAGED = "The records are damaged and no backup was taken: check them, or restore a backup."
_ON_A_SERVER = "Records on a server are backed up and checked there, by its own tools."

_State = tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int, str], ...]]
"""Rows by table, and each workstation's newest journal row: what a copy must hold as well."""


class OpenRecords(Protocol):
    """What is needed of records that are open: see `Records`."""

    def with_driver(self, work: Callable[[Any], Any]) -> Any:
        """Do something with the driver's connection while nobody writes."""

    def log(self, kind: str, object_id: str = "", reason: str = "") -> None:
        """Add a row to the journal."""


@dataclass(frozen=True)
class BackedUp:
    """A backup that was read again and found to hold all that the records hold.

    `second` is its copy in the second place. `trouble` is a sentence for somebody to see to: there
    should be a second one and is not, or the records themselves have a fault; else "".
    """

    file: Path
    second: Path | None = None
    trouble: str = ""
    has_faults: bool = False


def back_up(
    records: OpenRecords,
    data_key: bytes,
    slots: Path,
    folder: Path,
    now: datetime,
    *,
    second: Path | None = None,
    work: Work | None = None,
) -> BackedUp:
    """Back up open records into a folder, and thin what lies there.

    `slots` is the folder of the key slots, a copy of which lies beside each backup. `second` is
    another folder, best on another disk: it is tried, and a failure there undoes nothing. `work`
    tells how far it is, and may be ended.

    Raises:
        Halted: somebody ended the work; nothing was kept.
        NotSaved: nothing was kept: the folder cannot be written, or the copy is not whole.
        UnreadableRecords: the records are damaged.
    """
    done = back_up_to(records, data_key, slots, _free_name(folder, now), work=work)
    places = [folder]
    if second is not None:
        try:
            done = replace(done, second=_copied(done.file, second))
            places.append(second)
        except (OSError, RecordsError) as fault:
            why = getattr(fault, "strerror", None) or str(fault)
            told = f"{second}: the second backup was not kept: {why}."
            done = replace(done, trouble=f"{done.trouble} {told}".strip())
    if not done.has_faults:
        # While the newest has faults, those from before them are not thinned.
        for place in places:
            thin(place, now)
    return done


def back_up_to(
    records: OpenRecords,
    data_key: bytes,
    slots: Path,
    file: Path,
    *,
    work: Work | None = None,
) -> BackedUp:
    """Back up open records to a file of any name, which must not exist.

    Raises:
        Halted: somebody ended the work; nothing was kept.
        NotSaved: nothing was kept: the folder cannot be written, or the copy is not whole.
        UnreadableRecords: the records are damaged.
    """

    def write(beside: Path) -> _State:
        # Saving waits for this alone, not for the reading that follows.
        state: _State = records.with_driver(lambda connection: write_copy(connection, beside, work))
        return state

    faults = _kept(write, data_key, slots, file, work)
    # A name that somebody chose may tell of a patient.
    records.log("backup", file.name if _NAME.fullmatch(file.name) else "")
    return BackedUp(file, trouble=_FAULTS if faults else "", has_faults=bool(faults))


def before_migration(
    data_key: bytes,
    slots: Path,
    folder: Path,
    clock: Callable[[], datetime],
    *,
    work: Work | None = None,
) -> Callable[[Any], None]:
    """What `open_records` is given, so that old tables are backed up before they are changed.

    Where `work` is ended the tables stay as they are, and the records shut.
    """

    def back_up_first(connection: Any) -> None:
        file = _free_name(folder, clock())
        _kept(lambda beside: write_copy(connection, beside, work), data_key, slots, file, work)

    return back_up_first


def is_due(folder: Path, now: datetime, every: timedelta = timedelta(hours=4)) -> bool:
    """Whether the newest backup in a folder is older than that, or there is none."""
    past = [time for time in backups_in(folder) if time <= now]
    return not past or now - max(past) >= every


def backups_in(folder: Path) -> dict[datetime, Path]:
    """The backups in a folder by the time they were taken, in UTC, oldest first."""
    if not folder.is_dir():
        return {}
    matches = ((_NAME.fullmatch(file.name), file) for file in sorted(folder.iterdir()))
    return {_time(match[1]): file for match, file in matches if match is not None}


def slots_beside(backup: Path) -> Path:
    """Where a backup's copy of the key slots lies."""
    return backup.with_name(f"{backup.stem}.{FILE}")


def thin(folder: Path, now: datetime) -> tuple[Path, ...]:
    """Remove the backups that `to_remove` names, with their key slots; those removed."""
    backups = backups_in(folder)
    gone = tuple(backups[time] for time in to_remove(backups, now))
    for file in gone:
        file.unlink(missing_ok=True)
        slots_beside(file).unlink(missing_ok=True)
    return gone


def _kept(
    write: Callable[[Path], _State],
    data_key: bytes,
    slots: Path,
    file: Path,
    work: Work | None = None,
) -> tuple[Fault, ...]:
    """Keep what is written as a backup, once it was read again; what is wrong with its rows.

    Such faults are in the records as well, and hinder no backup.
    """
    if file.exists():
        raise NotSaved(f"{file}: this file exists; a backup overwrites nothing.")
    with written_beside(file) as beside:
        expected = write(beside)
        if work is not None:
            work.stage = Stage.READING
        found = examine(beside, data_key, Depth.FILE, file_only=True, work=work)
        _require_whole(found, expected, file)
        _keep_slots(slots, data_key, file)
    return found.faults


def write_copy(connection: Any, beside: Path, work: Work | None = None) -> _State:
    """Write what a connection has open to another file; what the records held then.

    Raises:
        Halted: somebody ended the work.
        NotSaved: the file cannot be written, or the records are on a server.
        UnreadableRecords: a page is damaged.
    """
    require_file(connection)
    try:
        state = counts(connection), heads(connection)
        with nullcontext() if work is None else work.copying(connection, beside, _size(connection)):
            # A new, compact file with the same key: nothing in it of rows that are gone.
            connection.execute("VACUUM INTO ?", (str(beside),)).close()
    except driver.Error as fault:
        if is_damage(fault):
            raise UnreadableRecords(_DAMAGED) from None
        why = why_not_saved(fault)
        raise NotSaved(f"{beside.parent}: no backup was taken: {why}.") from None
    return state


def _size(connection: Any) -> int:
    """Bytes of an open file, without its log."""
    ((pages, bytes_each),) = connection.execute(
        "SELECT page_count, page_size FROM pragma_page_count(), pragma_page_size()"
    ).fetchall()
    return int(pages) * int(bytes_each)


def require_file(connection: Any) -> None:
    """Refuse a server's connection.

    Raises:
        NotSaved: it is one.
    """
    if not isinstance(connection, driver.Connection):
        raise NotSaved(_ON_A_SERVER)


def _require_whole(found: Examined, expected: _State, file: Path) -> None:
    spoilt = [fault for fault in found.faults if fault.is_of_file]
    if spoilt:
        raise NotSaved(f"{file}: the backup is not whole and was not kept: {spoilt[0].why}.")
    if (found.counts, found.heads) != expected:
        raise NotSaved(f"{file}: the backup does not hold all rows and was not kept.")


def _keep_slots(slots: Path, data_key: bytes, backup: Path) -> None:
    if not has_keys(slots):
        return
    try:
        text = documents.text_of(read_slots(slots), data_key)
        write_atomically(slots_beside(backup), text)
    except KeysError as fault:
        raise NotSaved(f"No backup was kept: {fault}") from None


def _copied(file: Path, folder: Path) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / file.name
    if copy.exists():
        raise NotSaved("a backup of that name is there already")
    with written_beside(copy) as beside:
        shutil.copyfile(file, beside)
        sync_file(beside)
        if digest_of(beside) != digest_of(file):
            raise NotSaved("the copy there is not the same")
    _keep_slots_of(file, copy)
    return copy


def _keep_slots_of(file: Path, copy: Path) -> None:
    if slots_beside(file).is_file():
        write_atomically(slots_beside(copy), slots_beside(file).read_text(encoding="ascii"))


def _free_name(folder: Path, now: datetime) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    time = now.astimezone(UTC)
    while (file := folder / f"visits-{time:{_STAMP}}.db").exists():
        time += timedelta(seconds=1)
    return file


def _time(stamp: str) -> datetime:
    return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
