"""One flipped bit on each page of a backup is noticed, and ends no process of ours (F08)."""

import random
import sys
from pathlib import Path

import pytest

from sdm_app.records import UnreadableRecords
from sdm_app.records.checking import check
from sdm_app.records.examining import Depth
from sdm_app.records.looking import look
from sdm_app.records.restoring import require_good
from tests.records.keeping import Clinic

PAGE = 4096


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return Clinic(tmp_path / "clinic", visits=90)


def flipped(whole: bytes, page: int, chance: random.Random) -> bytes:
    spoilt = bytearray(whole)
    spoilt[page * PAGE + chance.randrange(PAGE)] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def test_one_bit_on_each_page_is_noticed(clinic: Clinic, tmp_path: Path) -> None:
    file = clinic.backup(tmp_path / "backups")
    clinic.records.close()
    whole, chance = file.read_bytes(), random.Random(20261124)
    unnoticed = []

    for page in range(len(whole) // PAGE):
        file.write_bytes(flipped(whole, page, chance))
        if not look(file, clinic.key, Depth.FILE, file_only=True).faults:
            unnoticed.append(page)

    assert len(whole) // PAGE > 30
    assert unnoticed == []


def test_a_process_that_a_damaged_page_ends_is_a_fault_and_not_our_end(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sdm_app.records import examining

    file = clinic.backup(tmp_path / "backups")
    clinic.records.close()
    ended = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"
    monkeypatch.setattr(examining, "_this_program", lambda: [sys.executable, "-c", ended])

    with pytest.raises(UnreadableRecords, match="not be looked through to its end, status -11"):
        require_good(file, clinic.key)


def test_all_damaged_pages_are_told_and_the_visits_beside_them_are_not_hidden(
    clinic: Clinic,
) -> None:
    clinic.records.close()
    whole = clinic.path.read_bytes()
    listed = 0

    # The first pages hold the tables' own description: without them nothing opens.
    for page in range(15, len(whole) // PAGE - 5, 4):
        spoilt = whole
        for one in (page, page + 3):
            spoilt = flipped(spoilt, one, random.Random(7))
        clinic.path.write_bytes(spoilt)
        found = look(clinic.path, clinic.key, Depth.VISITS, file_only=True)
        told = " ".join(str(fault) for fault in found.faults)
        assert all(f"page {one + 1}" in told for one in (page, page + 3))
        visits = {fault.visit for fault in found.faults if fault.visit}
        assert len(visits) < 90
        listed += bool(visits)

    assert listed >= 2


def test_a_check_of_damaged_records_changes_nothing_and_finds_the_same_again(
    clinic: Clinic,
) -> None:
    clinic.records.close()
    spoilt = flipped(clinic.path.read_bytes(), 14, random.Random(7))
    clinic.path.write_bytes(spoilt)

    found = check(clinic.path, clinic.key)

    assert not found.is_good
    assert check(clinic.path, clinic.key) == found
    assert clinic.path.read_bytes() == spoilt
