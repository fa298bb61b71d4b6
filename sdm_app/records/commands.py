"""`backchoice backup`, `restore`, `purge` and `records check`, for clinic IT and for scripts."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from getpass import getpass
from pathlib import Path

from sdm_app import user_folders
from sdm_app.records import RecordsError, open_records
from sdm_app.records.errors import FaultsFound, UnreadableRecords
from sdm_app.records.keys import (
    KeyUnavailable,
    WrongPassphrase,
    add_key_file,
    change_passphrase,
    data_key,
    has_keys,
    is_typed_back,
    new_passphrase,
    unlock_with_key_file,
    unlock_with_passphrase,
)

__all__ = ["NAMES", "FaultsFound", "add_to", "run"]

NAMES = ("backup", "restore", "purge", "records")
"""The commands that this module answers."""

_STAFF = "command line"
_NO_KEYS = "{folder}: no clinic is set up here; there are no keys."


def add_to(command: str, parser: argparse.ArgumentParser) -> None:
    """Add a command's arguments to its parser."""
    match command:
        case "backup":
            parser.add_argument("file", type=Path, metavar="FILE", help="a new file, or a folder")
            _add_key_file(parser)
        case "restore":
            parser.add_argument("file", type=Path, metavar="FILE", help="a backup")
            parser.add_argument(
                "--despite-faults",
                action="store_true",
                help="also where rows are not as they were written, when no better one is left",
            )
            _add_key_file(parser)
        case "purge":
            from sdm_app.records import purge_command  # noqa: PLC0415 (brings SQLAlchemy)

            purge_command.add_to(parser)
            _add_key_file(parser)
        case _:
            commands = parser.add_subparsers(dest="records_command", required=True, metavar="CMD")
            check = commands.add_parser("check", help="look through every record; changes none")
            _add_key_file(check)
            adding = commands.add_parser("add-key-file", help="make a key file, to be locked away")
            adding.add_argument("file", type=Path, metavar="FILE", help="a new file")
            adding.set_defaults(key_file=None)
            new = commands.add_parser("new-passphrase", help="put another in the place of the old")
            _add_key_file(new)
            # What `check` starts again to do the looking; of no use to people.
            commands.add_parser("examine")


def _add_key_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--key-file", type=Path, metavar="FILE", help="the administrator's key")


def run(arguments: argparse.Namespace) -> str:
    """Do what the arguments ask, and tell what was done.

    Raises:
        RecordsError: it could not be done, or faults were found; in sentences.
    """
    match arguments.command:
        case "backup":
            return _back_up(arguments.file, arguments.key_file)
        case "restore":
            return _restore(arguments.file, arguments.key_file, arguments.despite_faults)
        case "purge":
            from sdm_app.records import purge_command  # noqa: PLC0415 (brings SQLAlchemy)

            return purge_command.run(arguments, _key, _STAFF, date.today())
        case _:
            return _records(arguments)


def _back_up(file: Path, key_file: Path | None) -> str:
    # Imported here because it brings SQLAlchemy.
    from sdm_app.records.backup import back_up, back_up_to, before_migration  # noqa: PLC0415

    path = _existing_records()
    if file.exists() and not file.is_dir():
        raise RecordsError(f"{file}: this file exists; a backup overwrites nothing.")
    if not file.is_dir() and not file.absolute().parent.is_dir():
        raise RecordsError(f"{file}: the folder does not exist; nothing was written.")
    key = _key(path.parent, key_file)
    first = before_migration(key, path.parent, user_folders.backups(), lambda: datetime.now(UTC))
    records = open_records(path, key, staff=_STAFF, before_migration=first)
    try:
        if file.is_dir():
            done = back_up(records, key, path.parent, file, datetime.now(UTC))
        else:
            done = back_up_to(records, key, path.parent, file)
    finally:
        records.close()
    trouble = f"{done.trouble}\n" if done.trouble else ""
    return f"{done.file}: backed up, and read again to the last row.\n{trouble}"


def _restore(backup: Path, key_file: Path | None, despite_faults: bool) -> str:
    from sdm_app.records import restoring  # noqa: PLC0415 (brings SQLAlchemy)

    path = user_folders.database()
    if not backup.is_file():
        raise UnreadableRecords(f"{backup}: there is no such file.")
    key = _key_of_backup(backup, path.parent, key_file)
    restored = restoring.restore(
        backup, path, key, datetime.now(UTC), despite_faults=despite_faults
    )
    records = open_records(path, key, staff=_STAFF)
    try:
        records.log("restore", reason=f"backup of {len(restored.aside)} files aside")
    finally:
        records.close()
    aside = "".join(f"{file}: what was here before.\n" for file in restored.aside)
    return f"{path}: restored, {_visits(restored.visits)}.\n{aside}"


def _records(arguments: argparse.Namespace) -> str:
    match arguments.records_command:
        case "examine":
            from sdm_app.records.examining import answer  # noqa: PLC0415 (as it is needed)

            answer()
            return ""
        case "add-key-file":
            return _add_key_file_to(user_folders.database().parent, arguments.file)
        case "new-passphrase":
            return _change_passphrase(user_folders.database().parent, arguments.key_file)
        case _:
            return _check(arguments.key_file)


def _add_key_file_to(folder: Path, file: Path) -> str:
    if not has_keys(folder):
        raise UnreadableRecords(_NO_KEYS.format(folder=folder))
    if not file.absolute().parent.is_dir():
        raise RecordsError(f"{file}: the folder does not exist; nothing was written.")
    add_key_file(folder, _key(folder, None), file)
    return f"{file}: opens the records; keep it off this computer, locked away.\n"


def _change_passphrase(folder: Path, key_file: Path | None) -> str:
    if not has_keys(folder):
        raise UnreadableRecords(_NO_KEYS.format(folder=folder))
    key, passphrase = _key(folder, key_file), new_passphrase()
    # On the error output, so that a script's log of what was done does not hold it.
    sys.stderr.write(f"Write this down: {passphrase}\n")
    sys.stderr.flush()
    if not is_typed_back(passphrase, _typed("Type it back: ")):
        raise WrongPassphrase("This is not what was shown; the passphrase before still counts.")
    change_passphrase(folder, key, passphrase)
    return "The new passphrase opens the records; take a backup, which it opens as well.\n"


def _check(key_file: Path | None) -> str:
    from sdm_app.records.checking import check, quarantine_file  # noqa: PLC0415 (as it is needed)

    path = _existing_records()
    checked = check(path, _key(path.parent, key_file))
    if checked.is_good:
        return f"{path}: {_visits(checked.visits)}, no fault.\n"
    told = [str(fault) for fault in checked.faults]
    if checked.quarantined:
        told.append(f"{quarantine_file(path)}: the visits not to be relied on; none was changed")
    raise FaultsFound("\n".join(told))


def _existing_records() -> Path:
    path = user_folders.database()
    if not path.is_file():
        raise UnreadableRecords(f"{path}: there are no records here.")
    if not has_keys(path.parent):
        raise UnreadableRecords(f"{path}: the key slots are missing; restore them from a backup.")
    return path


def _key(folder: Path, key_file: Path | None) -> bytes:
    if key_file is not None:
        return unlock_with_key_file(folder, key_file)
    try:
        key = data_key(folder)
    except KeyUnavailable:
        key = None
    return unlock_with_passphrase(folder, _passphrase()) if key is None else key


def _key_of_backup(backup: Path, folder: Path, key_file: Path | None) -> bytes:
    from sdm_app.records import restoring  # noqa: PLC0415 (brings SQLAlchemy)

    slots = restoring.slots_of(backup)
    if key_file is not None:
        return restoring.key_by_file(slots, key_file)
    try:
        return restoring.key_by_keyring(slots)
    except KeyUnavailable:
        return restoring.key_by_passphrase(slots, folder, _passphrase(), datetime.now(UTC))


def _passphrase() -> str:
    line = _typed("Recovery passphrase: ")
    if not line.strip():
        raise KeyUnavailable(
            "The recovery passphrase is needed: type it, or give it as the first line of input."
        )
    return line


def _typed(question: str) -> str:
    """What is typed without being shown; from a script the next line of its input."""
    if sys.stdin is None:
        return ""
    return getpass(question) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")


def _visits(count: int) -> str:
    return "1 visit" if count == 1 else f"{count} visits"
