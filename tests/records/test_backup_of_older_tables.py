"""`backchoice backup` of records of an older version: they are kept as they were first."""

from pathlib import Path

from sdm_app import user_folders
from sdm_app.records.backup import backups_in
from tests.records.keeping import Clinic
from tests.records.older import as_version_1
from tests.records.places import bare
from tests.records.test_commands import backchoice


def version_of(file: Path, key: bytes) -> int:
    connection = bare(file, key)
    ((version,),) = connection.execute("PRAGMA user_version").fetchall()
    connection.close()
    return int(version)


def test_older_tables_are_backed_up_before_they_are_changed(tmp_path: Path) -> None:
    with as_version_1():
        clinic = Clinic(user_folders.database().parent)
        clinic.records.close()
    file = tmp_path / "kept.db"

    status, said = backchoice("backup", file)

    assert (status, said) == (0, f"{file}: backed up, and read again to the last row.\n")
    [before] = backups_in(user_folders.backups()).values()
    assert version_of(before, clinic.key) == 1
    assert version_of(file, clinic.key) == 2
