"""A backup back in place: looked through first, and nothing that lay there is overwritten."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sdm_app.records.backup import slots_beside
from sdm_app.records.errors import NotSaved, UnreadableRecords
from sdm_app.records.examining import Depth, Examined, examine
from sdm_app.records.keys import (
    Document,
    Keyring,
    KeysError,
    KeySlotsDamaged,
    damage,
    has_keys,
    key_file,
    tries,
)
from sdm_app.records.keys import document as documents
from sdm_app.records.keys.files import sync_folder
from sdm_app.records.keys.folder import FILE, OS_KEYRING, TWIN, in_keyring, write_slots
from sdm_app.records.lasting import Work
from sdm_app.records.lock import lock
from sdm_app.records.whole_files import digest_of, sync_file, written_beside

_STAMP = "%Y-%m-%dT%H%M%SZ"
_ENDS = ("", "-wal", "-journal")


@dataclass(frozen=True)
class Restored:
    """The records as they are now, and where what lay there before was put."""

    file: Path
    aside: tuple[Path, ...]
    visits: int


def slots_of(backup: Path) -> Document:
    """The key slots that lie beside a backup.

    Raises:
        KeySlotsDamaged: there are none, or none can be used.
    """
    file = slots_beside(backup)
    try:
        return documents.read(file.read_bytes()[: documents.LARGEST + 1].decode("ascii"))
    except (OSError, UnicodeDecodeError):
        raise KeySlotsDamaged(f"{file}: the backup's key slots cannot be read.") from None


def key_by_keyring(slots: Document, keyring: Keyring | None = OS_KEYRING) -> bytes:
    """The data key by this computer's keyring.

    Raises:
        KeyUnavailable: the passphrase must be asked for.
    """
    secret = None if keyring is None else keyring.secret_of(slots.records)
    return documents.open_by_keyring(slots, secret)


def key_by_passphrase(slots: Document, folder: Path, passphrase: str, now: datetime) -> bytes:
    """The data key by the passphrase of the day of the backup; wrong tries wait, as elsewhere.

    Raises:
        WrongPassphrase: this does not open the slots.
        TooSoon: the delay after wrong tries is not over.
        KeySlotsDamaged: the passphrase's slot cannot be used.
    """
    tries.begin(folder, now)
    key = documents.open_by_passphrase(slots, passphrase)
    tries.forget(folder)
    return key


def key_by_file(slots: Document, file: Path) -> bytes:
    """The data key by the administrator's key file.

    Raises:
        WrongPassphrase: no slot is opened by this file, or it is no key file.
    """
    return documents.open_by_key_file(slots, key_file.read(file))


def require_good(
    backup: Path, data_key: bytes, *, despite_faults: bool = False, work: Work | None = None
) -> Examined:
    """Look through a backup, as before a restore.

    With `despite_faults` rows that are not as they were written are no reason against it, where no
    better backup is left; a damaged file always is.

    Raises:
        UnreadableRecords: it cannot be relied on; the sentence says why.
    """
    found = examine(backup, data_key, Depth.FILE, file_only=True, work=work)
    faults = [fault for fault in found.faults if fault.is_of_file or not despite_faults]
    if faults:
        raise UnreadableRecords(f"{backup}: this backup cannot be used: {faults[0].why}.")
    if found.is_live:
        raise UnreadableRecords(
            f"{backup}: this is a copy of records in use, and may lack the latest visits;"
            " only a backup that Backchoice took is restored."
        )
    return found


def restore(
    backup: Path,
    path: Path,
    data_key: bytes,
    now: datetime,
    *,
    keyring: Keyring | None = OS_KEYRING,
    despite_faults: bool = False,
    work: Work | None = None,
) -> Restored:
    """Put a backup in the place of the records at `path`, which are kept under another name.

    Its folder gets the backup's key slots, unless one of its own two files is whole and
    holds the same key.
    `despite_faults`: see `require_good`. `work` may be ended while the backup is looked through.

    Raises:
        Halted: somebody ended the work; nothing was changed.
        UnreadableRecords: the backup cannot be relied on; nothing was changed.
        OpenElsewhere: the records are open; nothing was changed.
        NotSaved: the folder cannot be written; the records are as they were.
    """
    found = require_good(backup, data_key, despite_faults=despite_faults, work=work)
    held = lock(path)
    moved: dict[Path, Path] = {}
    try:
        with written_beside(path) as beside:
            shutil.copyfile(backup, beside)
            sync_file(beside)
            if digest_of(beside) != digest_of(backup):
                raise NotSaved(f"{path}: the backup was changed while it was copied.")
            _set_aside(path, now, moved)
        _take_slots(backup, path.parent, data_key, now, keyring)
    except (KeysError, OSError) as fault:
        raise NotSaved(f"{path}: the restore did not end well: {_why(fault)}") from None
    except NotSaved:
        _put_back(path, moved)
        raise
    finally:
        held.release()
    return Restored(path, tuple(moved.values()), dict(found.counts).get("encounter_summary", 0))


def _set_aside(path: Path, now: datetime, moved: dict[Path, Path]) -> None:
    """Give the records and their log another name; `moved` gets the old and new names."""
    stem = _free_stem(path, now)
    # The file before its log: a file that is gone is missed when opened, a log that is gone is not.
    for end in _ENDS:
        old = path.with_name(f"{path.name}{end}")
        if end and old.exists() and not old.stat().st_size:
            old.unlink()
        elif old.exists():
            moved[old] = old.rename(path.with_name(f"{stem}{path.suffix}{end}"))
    sync_folder(path.parent)


def _put_back(path: Path, moved: dict[Path, Path]) -> None:
    if not path.exists():
        for old, new in reversed(moved.items()):
            new.rename(old)


def _free_stem(path: Path, now: datetime) -> str:
    """A name that no file has, nor a log: a log belongs to the file that it lies beside."""
    stem = f"{path.stem}-aside-{now.astimezone(UTC):{_STAMP}}"
    stems = (f"{stem}-{count}" if count else stem for count in range(1000))
    return next(
        one
        for one in stems
        if not any(path.with_name(f"{one}{path.suffix}{end}").exists() for end in _ENDS)
    )


def _take_slots(
    backup: Path, folder: Path, data_key: bytes, now: datetime, keyring: Keyring | None
) -> None:
    # Its own count before those of the backup, whose passphrase may be an older one.
    if has_keys(folder) and len(damage(folder, data_key)) < len((FILE, TWIN)):
        return
    if not slots_beside(backup).is_file():
        return
    theirs = slots_of(backup)
    if has_keys(folder):
        for name in (FILE, TWIN):
            old = folder / name
            if old.exists():
                old.rename(old.with_name(f"{_free_stem(old, now)}{old.suffix}"))
    write_slots(folder, in_keyring(theirs, data_key, keyring), data_key)


def _why(fault: Exception) -> str:
    return getattr(fault, "strerror", None) or str(fault)
