"""A restore brings a backup back without loss, and overwrites neither records nor a passphrase."""

import os
from pathlib import Path

import pytest

from sdm_app.records import NotSaved, OpenElsewhere, UnreadableRecords, open_records
from sdm_app.records.backup import slots_beside
from sdm_app.records.keys import (
    KeySlotsDamaged,
    KeyUnavailable,
    WrongPassphrase,
    data_key,
    unlock_with_passphrase,
)
from sdm_app.records.restoring import key_by_keyring, key_by_passphrase, restore, slots_of
from tests.records.builders import DAY, goal
from tests.records.keeping import NOON, Clinic, files_of
from tests.records.keys.builders import PASSPHRASE, FakeKeyring


def test_a_restore_brings_back_the_day_of_the_backup(clinic: Clinic, backups: Path) -> None:
    file = clinic.backup(backups)
    clinic.visit("e4")
    clinic.records.close()

    done = restore(file, clinic.path, clinic.key, NOON, keyring=None)

    again = clinic.opened()
    assert done.visits == 3
    assert again.events_of("e4") == ()
    assert again.events_of("e3")[1] == (2, goal("walk"))
    again.close()


def test_a_restore_keeps_what_was_there_with_its_log(clinic: Clinic, backups: Path) -> None:
    file = clinic.backup(backups)
    clinic.visit("e4")
    # As a killed program leaves them: the file, and a log that was not carried into it.
    left = files_of(clinic.folder)
    clinic.records.close()
    for name, content in left.items():
        (clinic.folder / name).write_bytes(content)

    done = restore(file, clinic.path, clinic.key, NOON, keyring=None)

    assert [aside.name for aside in done.aside] == [
        "visits-aside-2026-11-24T120000Z.db",
        "visits-aside-2026-11-24T120000Z.db-wal",
    ]
    assert done.aside[0].read_bytes() == left["visits.db"]
    old = open_records(done.aside[0], clinic.key)
    assert len(old.events_of("e4")) == 2
    old.close()


def test_two_restores_in_a_second_keep_both_asides(clinic: Clinic, backups: Path) -> None:
    file = clinic.backup(backups)
    clinic.records.close()

    asides = [restore(file, clinic.path, clinic.key, NOON, keyring=None).aside[0] for _ in range(2)]

    assert len(set(asides)) == 2
    assert all(aside.stat().st_size for aside in asides)


def test_records_that_are_open_are_not_replaced(clinic: Clinic, backups: Path) -> None:
    file = clinic.backup(backups)

    with pytest.raises(OpenElsewhere):
        restore(file, clinic.path, clinic.key, NOON, keyring=None)

    assert len(clinic.records.list_on(DAY)) == 3
    clinic.records.close()


def test_a_lost_disk_needs_a_backup_and_the_passphrase_alone(
    clinic: Clinic, backups: Path, tmp_path: Path
) -> None:
    file = clinic.backup(backups)
    clinic.records.close()
    new, keyring = tmp_path / "new", FakeKeyring()
    new.mkdir()

    slots = slots_of(file)
    with pytest.raises(KeyUnavailable):
        key_by_keyring(slots, keyring)
    key = key_by_passphrase(slots, new, PASSPHRASE.lower(), NOON)
    restore(file, new / "visits.db", key, NOON, keyring=keyring)

    found = open_records(new / "visits.db", key)
    assert len(found.list_on(DAY)) == 3
    found.close()
    assert data_key(new, keyring=keyring) == key


def test_a_wrong_passphrase_restores_nothing_and_then_has_to_wait(
    clinic: Clinic, backups: Path, tmp_path: Path
) -> None:
    from sdm_app.records.keys import TooSoon

    file = clinic.backup(backups)
    clinic.records.close()
    slots = slots_of(file)

    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            key_by_passphrase(slots, tmp_path, "9999-AAAA-BCDE-FGHJ-KMNP", NOON)
    with pytest.raises(TooSoon):
        key_by_passphrase(slots, tmp_path, PASSPHRASE, NOON)


def test_slots_of_other_records_are_kept_aside(
    clinic: Clinic, backups: Path, tmp_path: Path
) -> None:
    file = clinic.backup(backups)
    clinic.records.close()
    other = Clinic(tmp_path / "other")
    other.records.close()

    restore(file, other.path, clinic.key, NOON, keyring=None)

    names = files_of(other.folder)
    assert "keyslots-aside-2026-11-24T120000Z.json" in names
    assert unlock_with_passphrase(other.folder, PASSPHRASE, keyring=None) == clinic.key
    found = open_records(other.path, clinic.key)
    assert len(found.list_on(DAY)) == 3
    found.close()


def test_a_passphrase_changed_since_the_backup_stays_the_one_in_use(
    clinic: Clinic, backups: Path
) -> None:
    from sdm_app.records.keys import change_passphrase
    from tests.records.keys.builders import CHEAP

    file = clinic.backup(backups)
    clinic.records.close()
    change_passphrase(clinic.folder, clinic.key, "9999-AAAA-BCDE-FGHJ-KMNP", cost=CHEAP)

    restore(file, clinic.path, clinic.key, NOON, keyring=None)

    found = unlock_with_passphrase(clinic.folder, "9999-AAAA-BCDE-FGHJ-KMNP", keyring=None)
    assert found == clinic.key


def test_a_backup_without_its_slots_says_so(clinic: Clinic, backups: Path) -> None:
    file = clinic.backup(backups)
    clinic.records.close()
    slots_beside(file).unlink()

    with pytest.raises(KeySlotsDamaged, match="key slots cannot be read"):
        slots_of(file)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableRecords, match="no such file"):
        restore(tmp_path / "none.db", tmp_path / "visits.db", bytes(32), NOON, keyring=None)

    assert os.listdir(tmp_path) == []


def test_a_restore_that_cannot_end_leaves_the_records_as_they_were(
    clinic: Clinic, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = clinic.backup(backups)
    clinic.records.close()
    before = files_of(clinic.folder)

    def no_space(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", no_space)
        with pytest.raises(NotSaved, match="No space left"):
            restore(file, clinic.path, clinic.key, NOON, keyring=None)

    assert files_of(clinic.folder) == before


def test_a_log_is_kept_beside_the_file_that_it_belongs_to(clinic: Clinic, backups: Path) -> None:
    file = clinic.backup(backups)
    clinic.records.close()
    restore(file, clinic.path, clinic.key, NOON, keyring=None)
    clinic.records = clinic.opened()
    clinic.visit("e5")
    left = files_of(clinic.folder)
    clinic.records.close()
    for name in ("visits.db", "visits.db-wal"):
        (clinic.folder / name).write_bytes(left[name])

    done = restore(file, clinic.path, clinic.key, NOON, keyring=None)

    assert [aside.name for aside in done.aside] == [
        "visits-aside-2026-11-24T120000Z-1.db",
        "visits-aside-2026-11-24T120000Z-1.db-wal",
    ]
    old = open_records(done.aside[0], clinic.key)
    assert len(old.events_of("e5")) == 2
    old.close()


@pytest.mark.parametrize("name", ["keyslots.json", "keyslots.copy.json"])
def test_one_spoilt_slot_file_does_not_bring_back_an_old_passphrase(
    clinic: Clinic, backups: Path, name: str
) -> None:
    from sdm_app.records.keys import change_passphrase
    from tests.records.keys.builders import CHEAP

    later = "9999-AAAA-BCDE-FGHJ-KMNP"
    file = clinic.backup(backups)
    clinic.records.close()
    change_passphrase(clinic.folder, clinic.key, later, cost=CHEAP)
    (clinic.folder / name).write_text("{}")

    restore(file, clinic.path, clinic.key, NOON, keyring=None)

    assert unlock_with_passphrase(clinic.folder, later, keyring=None) == clinic.key
