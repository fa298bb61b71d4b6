"""What a patient said stands in no file in the clear, nor anywhere once it is gone (F18, I5)."""

import os
import tempfile
from pathlib import Path

import pytest

from sdm_app.records.checking import check, check_open
from sdm_app.records.derived import chain_key, database_key
from sdm_app.records.keys import add_key_file
from sdm_app.records.restoring import restore
from tests.records.keeping import NOON, Clinic, alter, beneath
from tests.records.keys.builders import PASSPHRASE

CANARY = "zebra-finch-on-a-tin-roof"
REFERENCE = "J.D."


def holding(folder: Path, needle: bytes) -> list[str]:
    """The files of a folder in which the bytes stand, whichever way round."""
    return [
        str(file.relative_to(folder))
        for file in sorted(folder.rglob("*"))
        if file.is_file() and needle.lower() in file.read_bytes().lower()
    ]


@pytest.fixture
def everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One folder in which records, backups, temporary files and the current folder all lie."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def worked_with(everything: Path) -> Clinic:
    """Records that were written, backed up, checked open and closed, and restored."""
    clinic = Clinic(everything / "clinic")
    clinic.visit("spoken", CANARY)
    file = clinic.backup(everything / "backups")
    check_open(clinic.records, clinic.path, clinic.key)
    clinic.visit("later", CANARY * 10)
    add_key_file(clinic.folder, clinic.key, everything / "admin.key")
    clinic.records.close()
    check(clinic.path, clinic.key)
    restore(file, clinic.path, clinic.key, NOON, keyring=None)
    clinic.records = clinic.opened()
    clinic.visit("again", CANARY)
    return clinic


def test_the_words_stand_in_no_file_in_the_clear(everything: Path) -> None:
    clinic = worked_with(everything)

    assert (clinic.folder / "visits.db-wal").stat().st_size > 0
    for needle in (CANARY, CANARY.encode("utf-16-le").decode("latin-1"), "encounter-started"):
        assert holding(everything, needle.encode("latin-1")) == []
    clinic.records.close()
    assert holding(everything, CANARY.encode()) == []
    assert list((everything / "temporary").iterdir()) == []


def test_a_search_of_this_kind_does_find_words_in_the_clear(everything: Path) -> None:
    (everything / "letter").write_text(f"She said: {CANARY.upper()}.")

    assert holding(everything, CANARY.encode()) == ["letter"]


def test_neither_key_nor_passphrase_stands_in_any_file(everything: Path) -> None:
    clinic = worked_with(everything)
    clinic.records.close()

    for key in (clinic.key, database_key(clinic.key), chain_key(clinic.key)):
        assert holding(everything, key) == []
        assert holding(everything, key.hex().encode()) == []
    for typed in (PASSPHRASE, PASSPHRASE.replace("-", "")):
        assert holding(everything, typed.encode()) == []


def test_no_name_of_a_file_tells_of_a_patient(everything: Path) -> None:
    clinic = worked_with(everything)
    clinic.records.close()

    names = " ".join(str(file.relative_to(everything)) for file in everything.rglob("*"))
    assert not any(word in names for word in (CANARY, REFERENCE, "spoken", "later", "again"))


def test_what_was_removed_is_gone_from_the_pages_and_the_next_backup(everything: Path) -> None:
    """Beneath the encryption, too: whoever has the key finds nothing of it."""
    clinic = Clinic(everything / "clinic")
    for number in range(30):
        clinic.visit(f"spoken-{number}", f"{CANARY} {number} " + "x" * 300)
    clinic.records.close()
    before = beneath(clinic.path, clinic.key)

    alter(clinic.path, clinic.key, "DELETE FROM event WHERE encounter LIKE 'spoken-%'")
    clinic.records = clinic.opened()
    file = clinic.backup(everything / "backups")
    clinic.records.close()

    assert CANARY.encode() in before
    assert CANARY.encode() not in beneath(clinic.path, clinic.key)
    assert CANARY.encode() not in beneath(file, clinic.key)
    wal = clinic.folder / "visits.db-wal"
    assert not wal.exists() or os.path.getsize(wal) == 0
