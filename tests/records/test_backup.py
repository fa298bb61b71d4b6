"""Backups are taken while the records are open, are whole, and come back without loss."""

import os
import stat
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sdm_app.records import NotSaved, OpenElsewhere, UnreadableRecords, open_records
from sdm_app.records.backup import (
    back_up,
    back_up_to,
    backups_in,
    before_migration,
    is_due,
    slots_beside,
)
from sdm_app.records.keys import (
    KeySlotsDamaged,
    KeyUnavailable,
    WrongPassphrase,
    data_key,
    unlock_with_passphrase,
)
from sdm_app.records.restoring import (
    key_by_keyring,
    key_by_passphrase,
    require_good,
    restore,
    slots_of,
)
from tests.records.builders import DAY, goal, started
from tests.records.keeping import NOON, Clinic, files_of
from tests.records.keys.builders import PASSPHRASE, FakeKeyring


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return Clinic(tmp_path / "clinic")


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def test_a_backup_holds_what_is_still_in_the_log(clinic: Clinic, backups: Path) -> None:
    file = clinic.backup(backups)
    clinic.records.close()

    copy = open_records(file, clinic.key)
    assert copy.events_of("e3") == ((1, started("e3")), (2, goal("walk")))
    assert len(copy.list_on(DAY)) == 3
    assert copy.verify_chain() is None
    copy.close()


def test_a_backup_is_named_by_its_time_and_has_the_slots_beside_it(
    clinic: Clinic, backups: Path
) -> None:
    clinic.backup(backups)
    clinic.records.close()

    assert sorted(files_of(backups)) == [
        "visits-2026-11-24T120000Z.db",
        "visits-2026-11-24T120000Z.keyslots.json",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_only_the_owner_may_read_a_backup(clinic: Clinic, backups: Path) -> None:
    clinic.backup(backups)
    clinic.records.close()

    assert {stat.S_IMODE(file.stat().st_mode) for file in backups.iterdir()} == {0o600}
    assert stat.S_IMODE(backups.stat().st_mode) == 0o700


def test_saving_goes_on_after_a_backup_and_the_journal_tells_of_it(
    clinic: Clinic, backups: Path
) -> None:
    before = clinic.records.head().number

    clinic.backup(backups)
    clinic.visit("e4")

    assert clinic.records.head().number == before + 3
    assert clinic.records.verify_chain() is None
    clinic.records.close()


def test_two_backups_in_a_second_do_not_overwrite_each_other(clinic: Clinic, backups: Path) -> None:
    files = [clinic.backup(backups) for _ in range(2)]
    clinic.records.close()

    assert len({file.name for file in files}) == 2
    assert list(backups_in(backups).values()) == files


def test_a_named_file_is_never_overwritten(clinic: Clinic, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all")

    with pytest.raises(NotSaved, match="exists"):
        back_up_to(clinic.records, clinic.key, clinic.folder, letter)

    clinic.records.close()
    assert letter.read_text() == "Dear all"


def test_old_backups_go_with_their_slots(clinic: Clinic, backups: Path) -> None:
    for hours in (60, 59, 0):
        clinic.backup(backups, NOON - timedelta(hours=hours))
    clinic.records.close()

    times = list(backups_in(backups))
    assert times == [NOON - timedelta(hours=59), NOON]
    assert len(files_of(backups)) == 4


def test_files_of_other_names_are_never_thinned(clinic: Clinic, backups: Path) -> None:
    backups.mkdir()
    for name in ("visits.db", "visits-2020-01-01T000000Z.db.old", "letter.txt"):
        (backups / name).write_text("kept")

    clinic.backup(backups)
    clinic.records.close()

    assert len(files_of(backups)) == 5


def test_a_second_place_gets_the_same_bytes(clinic: Clinic, backups: Path, tmp_path: Path) -> None:
    done = back_up(
        clinic.records, clinic.key, clinic.folder, backups, NOON, second=tmp_path / "stick"
    )
    clinic.records.close()

    assert done.trouble == ""
    assert files_of(tmp_path / "stick") == files_of(backups)


def test_a_second_place_that_is_gone_costs_nothing_and_is_told(
    clinic: Clinic, backups: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "unplugged" / "stick"

    done = back_up(clinic.records, clinic.key, clinic.folder, backups, NOON, second=gone)

    clinic.records.close()
    assert done.second is None
    assert str(gone) in done.trouble
    assert require_good(done.file, clinic.key).counts


def test_a_backup_is_due_after_four_hours_and_not_before(clinic: Clinic, backups: Path) -> None:
    assert is_due(backups, NOON)
    clinic.backup(backups)
    clinic.records.close()

    assert not is_due(backups, NOON + timedelta(hours=3.9))
    assert is_due(backups, NOON + timedelta(hours=4))
    assert is_due(backups, NOON - timedelta(days=1))


def test_tables_of_an_older_version_are_backed_up_before_they_change(
    clinic: Clinic, backups: Path
) -> None:
    hook = before_migration(clinic.key, clinic.folder, backups, lambda: NOON)

    clinic.records.with_driver(hook)
    clinic.records.close()

    (file,) = backups_in(backups).values()
    assert dict(require_good(file, clinic.key).counts)["event"] == 6


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


def test_records_on_a_server_are_left_to_the_server(clinic: Clinic, backups: Path) -> None:
    from sdm_app.records.checking import check_open

    class OnAServer:
        def with_driver(self, work: Callable[[Any], Any]) -> Any:
            return work(object())

        def log(self, kind: str, object_id: str = "", reason: str = "") -> None:
            raise AssertionError

    for attempt in (
        lambda: back_up(OnAServer(), clinic.key, clinic.folder, backups, NOON),
        lambda: check_open(OnAServer(), clinic.path, clinic.key),
    ):
        with pytest.raises(NotSaved, match="on a server"):
            attempt()
    clinic.records.close()
    assert list(backups.iterdir()) == []


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
