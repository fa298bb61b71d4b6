"""A backup that cannot be relied on is refused, says why, and changes nothing (F09, F10, F05)."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from sdm_app.records import NotSaved, UnreadableRecords, looking, open_records
from sdm_app.records.backup import back_up, backups_in, slots_beside
from sdm_app.records.examining import Depth
from sdm_app.records.restoring import require_good, restore
from sdm_app.records.version import VERSION
from tests.records.keeping import NOON, Clinic, alter, files_of

PAGE = 4096
OTHER_KEY = bytes(range(100, 132))


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return Clinic(tmp_path / "clinic", visits=40)


@pytest.fixture
def backup(clinic: Clinic, tmp_path: Path) -> Path:
    return clinic.backup(tmp_path / "backups")


def cut(length: int) -> Callable[[Path, bytes], None]:
    return lambda file, _key: os.truncate(file, length)


def zeros(start: int, length: int) -> Callable[[Path, bytes], None]:
    def spoil(file: Path, key: bytes) -> None:
        with file.open("rb+") as stream:
            stream.seek(start)
            stream.write(bytes(length))

    return spoil


def spoilt_by(*statements: str) -> Callable[[Path, bytes], None]:
    """A change by someone with the key; the file is closed for good again, as a backup is."""
    return lambda file, key: alter(file, key, *statements, "PRAGMA journal_mode = DELETE")


def plain_database(file: Path, key: bytes) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as made:
        made.execute("CREATE TABLE event (x)")


def two_halves(file: Path, key: bytes) -> None:
    """A copy during which the file was rewritten: half of it is of another time."""
    whole = bytearray(file.read_bytes())
    middle = len(whole) // 2 // PAGE * PAGE
    alter(file, key, "UPDATE journal SET reason = 'x'", "PRAGMA journal_mode = DELETE")
    file.write_bytes(whole[:middle] + file.read_bytes()[middle:])


MUTILATIONS = {
    "empty": cut(0),
    "cut within its first page": cut(100),
    "cut to a page": cut(PAGE),
    "cut within a page": cut(5 * PAGE + 17),
    "one page short": lambda file, _key: os.truncate(file, file.stat().st_size - PAGE),
    "header gone": zeros(0, 100),
    "first page gone": zeros(0, PAGE),
    "salt gone": zeros(0, 16),
    "a page in the middle gone": zeros(4 * PAGE, PAGE),
    "one byte gone": zeros(6 * PAGE + 1000, 1),
    "a letter": lambda file, _key: (file.write_bytes(b"Dear all, " * 1000), None)[1],
    "a plain database": plain_database,
    "of two halves": two_halves,
    "an event changed": spoilt_by("UPDATE event SET payload = replace(payload, 'walk', 'swim')"),
    "an event taken out": spoilt_by("DELETE FROM event WHERE encounter = 'e7' AND sequence = 1"),
    "the last event taken out": spoilt_by("DELETE FROM event WHERE encounter = 'e7'"),
    "the journal cut": spoilt_by("DELETE FROM journal WHERE number < 5"),
    "another program's": spoilt_by("PRAGMA application_id = 7"),
    "of a newer version": spoilt_by("PRAGMA user_version = 99"),
}


@pytest.mark.parametrize("name", MUTILATIONS)
def test_a_spoilt_backup_is_refused_and_nothing_is_changed(
    clinic: Clinic, backup: Path, name: str
) -> None:
    clinic.records.close()
    MUTILATIONS[name](backup, clinic.key)
    before, spoilt = files_of(clinic.folder), files_of(backup.parent)

    with pytest.raises(UnreadableRecords) as refused:
        restore(backup, clinic.path, clinic.key, NOON, keyring=None)

    assert str(refused.value).startswith(f"{backup}: ")
    assert str(refused.value).isprintable()
    assert "walk" not in str(refused.value)
    assert files_of(clinic.folder) == before
    assert files_of(backup.parent) == spoilt


def test_a_newer_version_is_named(clinic: Clinic, backup: Path) -> None:
    clinic.records.close()
    MUTILATIONS["of a newer version"](backup, clinic.key)

    with pytest.raises(UnreadableRecords, match="version 99"):
        require_good(backup, clinic.key)


def test_another_key_opens_nothing(clinic: Clinic, backup: Path) -> None:
    clinic.records.close()

    with pytest.raises(UnreadableRecords, match="another key"):
        restore(backup, clinic.path, OTHER_KEY, NOON, keyring=None)


def test_a_file_copied_from_under_the_program_is_refused(clinic: Clinic, tmp_path: Path) -> None:
    """Its latest visits stand in the log beside it, and a copy of the file alone has none."""
    copy = tmp_path / "copy.db"
    shutil.copy(clinic.path, copy)
    hot = files_of(clinic.folder)
    clinic.records.close()
    before = files_of(clinic.folder)

    with pytest.raises(UnreadableRecords):
        restore(copy, clinic.path, clinic.key, NOON, keyring=None)

    assert len(hot["visits.db-wal"]) > 0
    assert files_of(clinic.folder) == before


def test_a_copy_of_closed_records_is_told_from_a_backup(clinic: Clinic, tmp_path: Path) -> None:
    clinic.records.close()
    copy = tmp_path / "copy.db"
    shutil.copy(clinic.path, copy)

    with pytest.raises(UnreadableRecords, match="copy of records in use"):
        require_good(copy, clinic.key)
    assert sorted(file.name for file in tmp_path.glob("copy*")) == ["copy.db"]


def test_a_backup_of_an_older_version_is_taken(
    clinic: Clinic, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To a program of a version later these are old: pages and counts are checked, not rows."""
    clinic.records.close()
    monkeypatch.setattr(looking, "VERSION", VERSION + 1)

    found = looking.look(backup, clinic.key, Depth.FILE, file_only=True)

    assert (found.faults, found.version) == ((), VERSION)


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="mounts a small disk")
def test_a_full_disk_keeps_no_half_backup(clinic: Clinic, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", disk]).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        with pytest.raises(NotSaved, match="the disk is full"):
            back_up(clinic.records, clinic.key, clinic.folder, disk, NOON)
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", disk], check=True)

    clinic.visit("later")
    assert clinic.records.verify_chain() is None
    clinic.records.close()


def test_damaged_records_make_no_backup_and_remove_none(clinic: Clinic, backup: Path) -> None:
    clinic.records.close()
    zeros(4 * PAGE, PAGE)(clinic.path, clinic.key)
    kept = files_of(backup.parent)
    records = clinic.opened()

    with pytest.raises((UnreadableRecords, NotSaved)):
        back_up(records, clinic.key, clinic.folder, backup.parent, NOON)

    records.close()
    assert files_of(backup.parent) == kept


def test_damaged_slots_make_no_backup(clinic: Clinic, tmp_path: Path) -> None:
    """Without its slots nobody could open it on another computer."""
    for file in clinic.folder.glob("keyslots*.json"):
        file.write_text("{}")

    with pytest.raises(NotSaved, match="key slots are damaged"):
        clinic.backup(tmp_path / "backups")

    clinic.records.close()
    assert backups_in(tmp_path / "backups") == {}
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_half_written_backup_of_a_killed_program_is_no_backup(
    clinic: Clinic, backup: Path
) -> None:
    clinic.records.close()
    half = backup.with_name("visits-2026-11-24T130000Z.db.4711.new")
    shutil.copy(backup, half)

    assert list(backups_in(backup.parent).values()) == [backup]


def test_a_restore_stopped_between_its_renames_is_missed_not_started_anew(
    clinic: Clinic, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic.records.close()

    class Killed(BaseException):
        """As the end of the program would be: nothing is put back."""

    def killed(self: Path, target: Path) -> Path:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        with pytest.raises(Killed):
            restore(backup, clinic.path, clinic.key, NOON, keyring=None)

    with pytest.raises(UnreadableRecords, match="restore a backup"):
        clinic.opened()
    restore(backup, clinic.path, clinic.key, NOON, keyring=None)
    found = clinic.opened()
    assert len(found.events_of("e40")) == 2
    found.close()


def test_a_backup_outlives_its_slots_being_spoilt_where_the_clinics_own_are_whole(
    clinic: Clinic, backup: Path
) -> None:
    clinic.records.close()
    slots_beside(backup).write_text("{}")

    restore(backup, clinic.path, clinic.key, NOON, keyring=None)

    found = open_records(clinic.path, clinic.key)
    assert len(found.events_of("e40")) == 2
    found.close()


def test_records_with_a_changed_row_are_backed_up_told_of_and_thin_nothing(
    clinic: Clinic, tmp_path: Path
) -> None:
    """Or the visits after it would have no backup at all, and the good ones would go in time."""
    folder = tmp_path / "backups"
    old = [clinic.backup(folder, NOON - timedelta(days=9, hours=hour)) for hour in range(2)]
    clinic.records.close()
    clinic.alter("UPDATE event SET staff = 'nobody' WHERE encounter = 'e7'")
    records = clinic.opened()

    done = back_up(records, clinic.key, clinic.folder, folder, NOON)

    records.close()
    assert "records check" in done.trouble
    assert sorted(backups_in(folder).values()) == sorted([*old, done.file])
    with pytest.raises(UnreadableRecords, match="visit e7, row 1"):
        restore(done.file, clinic.path, clinic.key, NOON, keyring=None)
    restore(done.file, clinic.path, clinic.key, NOON, keyring=None, despite_faults=True)
    found = clinic.opened()
    assert len(found.events_of("e8")) == 2
    found.close()


@pytest.mark.parametrize("name", ["one byte gone", "cut to a page", "of a newer version"])
def test_a_damaged_file_is_never_restored_despite_its_faults(
    clinic: Clinic, backup: Path, name: str
) -> None:
    clinic.records.close()
    MUTILATIONS[name](backup, clinic.key)

    with pytest.raises(UnreadableRecords):
        restore(backup, clinic.path, clinic.key, NOON, keyring=None, despite_faults=True)
