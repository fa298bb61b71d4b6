"""The monthly restore drill: what it tries, what it notes, and that nothing of it stays."""

import json
import os
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from sdm_app.records import NotSaved, UnreadableRecords, drill, restoring
from sdm_app.records.backup import slots_beside
from sdm_app.records.drill import (
    NOTE,
    Drill,
    hold_drill,
    is_drill_due,
    last_drill,
    sweep_drill,
    without_good_since,
)
from sdm_app.records.examining import examine
from sdm_app.records.lasting import Halted, Work
from tests.records.keeping import NOON, Clinic, alter, files_of

CANARY = "ZQXJGOAL"
TODAY = "2026-11-24"


@pytest.fixture
def kept(clinic: Clinic, backups: Path) -> Iterator[Clinic]:
    """Open records with a word of a patient, and one backup of them."""
    clinic.visit("e4", CANARY)
    clinic.backup(backups)
    yield clinic
    clinic.records.close()


def held(clinic: Clinic, backups: Path, days: int = 0) -> Drill:
    return hold_drill(clinic.folder, backups, clinic.key, NOON + timedelta(days), Work())


def test_a_good_backup_is_restored_looked_through_and_the_day_is_noted(
    kept: Clinic, backups: Path
) -> None:
    found = held(kept, backups)

    assert found == Drill(TODAY, "visits-2026-11-24T120000Z.db", TODAY, visits=4)
    assert found.is_good
    assert last_drill(kept.folder) == found


def test_nothing_of_it_stays_and_the_records_in_use_are_as_they_were(
    kept: Clinic, backups: Path
) -> None:
    before, backed_up = files_of(kept.folder), files_of(backups)

    held(kept, backups)

    after = files_of(kept.folder)
    after.pop(NOTE)
    assert after == before
    assert files_of(backups) == backed_up
    assert not (kept.folder / "drill").exists()
    kept.visit("e5")
    assert kept.records.verify_chain() is None


def test_no_word_of_a_patient_lies_anywhere_while_it_lasts(
    kept: Clinic, backups: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that the drill wrote is looked at before it goes away, and temporary folders."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(temporary))
    seen: dict[str, bytes] = {}

    def look_on(file: Path, *rest: object, **more: object) -> object:
        found = examine(file, *rest, **more)  # type: ignore[arg-type]
        for one in (*file.parent.rglob("*"), *temporary.rglob("*")):
            if one.is_file():
                seen[str(one)] = one.read_bytes()
                assert one.stat().st_mode & 0o077 == 0, one
        assert file.parent.stat().st_mode & 0o077 == 0
        assert file.parent.parent == kept.folder
        return found

    monkeypatch.setattr(drill, "examine", look_on)

    assert held(kept, backups).is_good

    assert [name for name in seen if name.endswith("visits.db")]
    assert not list(temporary.iterdir())
    for name, content in seen.items():
        assert CANARY.encode() not in content, name
        assert not content.startswith(b"SQLite format 3"), name


def test_a_backup_with_one_flipped_bit_fails_and_it_is_noted(kept: Clinic, backups: Path) -> None:
    good = held(kept, backups)
    newest = kept.backup(backups, NOON + timedelta(days=30))
    spoilt = bytearray(newest.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    newest.write_bytes(spoilt)

    found = held(kept, backups, days=30)

    assert not found.is_good
    assert newest.name in found.why
    assert found.good_on == good.good_on == TODAY
    assert not (kept.folder / "drill").exists()


def test_a_backup_whose_key_slots_are_gone_or_broken_fails(kept: Clinic, backups: Path) -> None:
    [file] = backups.glob("*.db")
    slots = slots_beside(file)
    slots.write_text("{}", encoding="utf-8")
    assert "key slots" in held(kept, backups).why

    slots.unlink()
    assert "key slots" in held(kept, backups).why


def test_a_backup_with_a_changed_row_fails(kept: Clinic, backups: Path) -> None:
    [file] = backups.glob("*.db")
    alter(file, kept.key, "UPDATE event SET payload = payload || ' ' WHERE encounter = 'e2'")

    found = held(kept, backups)

    assert not found.is_good
    assert CANARY not in found.why


def test_a_row_that_came_back_short_fails(
    kept: Clinic, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    restore = restoring.restore

    def short(backup: Path, path: Path, *rest: object, **more: object) -> object:
        restored = restore(backup, path, *rest, **more)  # type: ignore[arg-type]
        alter(path, kept.key, "DELETE FROM encounter_summary WHERE encounter = 'e2'")
        return restored

    monkeypatch.setattr(drill, "restore", short)

    assert not held(kept, backups).is_good


def test_without_a_backup_there_is_nothing_to_try(clinic: Clinic, backups: Path) -> None:
    assert not is_drill_due(clinic.folder, backups, NOON)
    assert without_good_since(clinic.folder, backups, NOON) is None
    with pytest.raises(UnreadableRecords):
        held(clinic, backups)
    clinic.records.close()


def test_a_disk_without_room_is_not_filled(
    kept: Clinic, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [file] = backups.glob("*.db")
    room = type("Room", (), {"free": 2 * file.stat().st_size})
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: room)

    with pytest.raises(NotSaved, match="no room"):
        held(kept, backups)

    assert last_drill(kept.folder) is None


@pytest.mark.parametrize(
    ("day", "is_due"), [(0, False), (27, False), (28, True), (400, True), (-1, True)]
)
def test_it_is_due_four_weeks_after_a_good_one(
    kept: Clinic, backups: Path, day: int, is_due: bool
) -> None:
    assert is_drill_due(kept.folder, backups, NOON)
    held(kept, backups)

    assert is_drill_due(kept.folder, backups, NOON + timedelta(days=day)) is is_due


def test_it_is_due_again_a_day_after_a_bad_one(kept: Clinic, backups: Path) -> None:
    note(kept.folder, Drill(TODAY, "visits-2026-11-24T120000Z.db", "2026-11-01", why="damaged"))

    assert not is_drill_due(kept.folder, backups, NOON)
    assert is_drill_due(kept.folder, backups, NOON + timedelta(days=1))


@pytest.mark.parametrize(("day", "since"), [(35, None), (36, date(2026, 11, 24))])
def test_five_weeks_without_a_good_one_are_too_long(
    kept: Clinic, backups: Path, day: int, since: date | None
) -> None:
    assert without_good_since(kept.folder, backups, NOON + timedelta(days=day)) == since
    held(kept, backups)
    assert without_good_since(kept.folder, backups, NOON + timedelta(days=day)) == since


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"on": "x"}', '{"on": "", "more": 1}'])
def test_a_note_that_cannot_be_read_is_as_none(kept: Clinic, backups: Path, text: str) -> None:
    (kept.folder / NOTE).write_text(text, encoding="utf-8")

    assert last_drill(kept.folder) is None
    assert is_drill_due(kept.folder, backups, NOON)


def test_one_that_is_ended_notes_nothing_and_leaves_nothing(kept: Clinic, backups: Path) -> None:
    work = Work()
    threading.Timer(0.3, work.halt).start()

    began = time.monotonic()
    with pytest.raises(Halted):
        hold_drill(kept.folder, backups, kept.key, NOON, work)

    assert time.monotonic() - began < 5
    assert last_drill(kept.folder) is None
    assert not (kept.folder / "drill").exists()
    assert not _children_that_look()


def test_what_a_killed_program_left_is_swept(kept: Clinic, backups: Path) -> None:
    left = kept.folder / "drill"
    left.mkdir()
    (left / "visits.db").write_bytes(b"left")

    sweep_drill(kept.folder)
    assert not left.exists()
    left.mkdir()
    (left / "visits.db").write_bytes(b"left")

    assert held(kept, backups).is_good
    assert not left.exists()


def note(folder: Path, found: Drill) -> None:
    (folder / NOTE).write_text(json.dumps(found.__dict__), encoding="utf-8")


def _children_that_look() -> list[str]:
    """What this process started and has not ended."""
    ours = str(os.getpid())
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
            line = (stat.parent / "cmdline").read_text()
        except OSError:
            continue
        if fields[1] == ours and "examine" in line and fields[0] != "Z":
            found.append(line)
    return found
