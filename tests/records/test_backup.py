"""Backups are taken while the records are open, and are whole."""

import stat
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sdm_app.records import NotSaved, open_records
from sdm_app.records.backup import back_up, back_up_to, backups_in, before_migration, is_due
from sdm_app.records.restoring import require_good
from tests.records.builders import DAY, goal, started
from tests.records.keeping import NOON, Clinic, files_of


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
