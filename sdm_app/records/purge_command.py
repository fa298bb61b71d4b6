"""`backchoice purge`: removes old visits for good, counts again, and says where they still are."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sdm_app import settings, user_folders
from sdm_app.records import Records, RecordsError, open_records
from sdm_app.records.backup import backups_in, before_migration
from sdm_app.records.errors import FaultsFound, UnreadableRecords
from sdm_app.records.keys import has_keys
from sdm_app.records.retention import end_of_retention, fault_of_day

if TYPE_CHECKING:
    from sdm_app.records.purging import Purged

KeyOf = Callable[[Path, Path | None], bytes]
"""The data key of a folder, by the keyring, a key file or a passphrase that is asked for."""


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the command's own arguments to its parser."""
    parser.add_argument(
        "--before",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="visits that began before this day; else those older than retention_years",
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would be removed")
    parser.add_argument(
        "--database",
        metavar="URL",
        help="the clinic's PostgreSQL, by the login that owns its tables",
    )


def run(arguments: argparse.Namespace, key_of: KeyOf, staff: str, today: date) -> str:
    """Purge, or count what would be purged, and tell it.

    Raises:
        FaultsFound: something is still there, in sentences.
        RecordsError: nothing was removed.
    """
    chosen = _settings()
    before = arguments.before or _by_retention(chosen.retention_years, today)
    if fault := fault_of_day(before, today):
        raise RecordsError(fault)
    server = arguments.database or chosen.database
    folder = user_folders.database().parent
    records = _opened(server, folder, key_of(_with_keys(server, folder), arguments.key_file), staff)
    try:
        if arguments.dry_run:
            return f"would be purged: {_counted(records.what_a_purge_removes(before))}.\n"
        done = records.purge(before, today)
    finally:
        records.close()
    elsewhere = _on_server() if server else _in_files(folder, chosen.second_backup_folder)
    told = "".join(f"{line}\n" for line in (*_told(done), *elsewhere))
    if done.remaining or not done.is_cleared:
        raise FaultsFound(told.rstrip("\n"))
    return told


def _settings() -> settings.Settings:
    try:
        return settings.load(user_folders.settings_file())
    except settings.SettingsError as fault:
        raise RecordsError(str(fault)) from None


def _by_retention(years: int, today: date) -> date:
    if not years:
        raise RecordsError(
            "Visits are kept for ever here: name a day with --before, or set retention_years."
        )
    return end_of_retention(today, years)


def _with_keys(server: str, folder: Path) -> Path:
    path = user_folders.database()
    if not server and not path.is_file():
        raise UnreadableRecords(f"{path}: there are no records here.")
    if not has_keys(folder):
        raise UnreadableRecords(f"{folder}: the key slots are missing; restore them from a backup.")
    return folder


def _opened(server: str, folder: Path, key: bytes, staff: str) -> Records:
    if server:
        return open_records(server, key, staff=staff)
    first = before_migration(key, folder, user_folders.backups(), lambda: datetime.now(UTC))
    return open_records(user_folders.database(), key, staff=staff, before_migration=first)


def _counted(purged: Purged) -> str:
    return (
        f"{_some(purged.visits, 'visit')} from before {purged.before},"
        f" {_some(purged.events, 'event')}, {_some(purged.schedules, 'schedule')},"
        f" {_some(purged.packs, 'content pack')}"
    )


def _told(done: Purged) -> Iterator[str]:
    yield f"purged: {_counted(done)}."
    remain = "visit remains" if done.remaining == 1 else "visits remain"
    yield f"{done.remaining} {remain} from before {done.before}; {done.kept} kept."
    if not done.is_cleared:
        yield "What was purged may still stand in the file's free space; make room and purge again."


def _in_files(folder: Path, second: str) -> Iterator[str]:
    """The copies of the records that were there before the purge, and hold what it removed."""
    for place in (user_folders.backups(), *([Path(second)] if second else [])):
        times = backups_in(place)
        if times:
            days = ", ".join(sorted({time.date().isoformat() for time in times}))
            yield f"{place}: older backups still hold it, those of {days}."
    for aside in sorted(folder.glob("visits-aside-*.db")):
        yield f"{aside}: these records that a restore put aside may still hold it."
    yield "Backups at other places still hold it; remove them there."


def _on_server() -> Iterator[str]:
    yield "The server's own backups, dumps and logs from before still hold it; remove them there."


def _some(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
