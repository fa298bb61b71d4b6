"""A program killed while it backs up or restores leaves good backups and the records (F01, F10)."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sdm_app.records import UnreadableRecords, open_records
from sdm_app.records.backup import backups_in
from sdm_app.records.restoring import require_good, restore
from tests.records.builders import DAY
from tests.records.keeping import NOON, Clinic

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")

CHECKOUT = Path(__file__).resolve().parents[2]
KILLS = 12

BACK_UP_FOR_EVER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from sdm_app.records import open_records
from sdm_app.records.backup import back_up

folder, key = Path(sys.argv[1]), bytes.fromhex(sys.stdin.readline())
records = open_records(folder / "visits.db", key, workstation="room-2")
while True:
    print("begun", flush=True)
    back_up(records, key, folder, folder.parent / "backups", datetime.now(UTC))
"""

RESTORE_FOR_EVER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from sdm_app.records.restoring import restore

folder, key = Path(sys.argv[1]), bytes.fromhex(sys.stdin.readline())
while True:
    print("begun", flush=True)
    restore(Path(sys.argv[2]), folder / "visits.db", key, datetime.now(UTC), keyring=None)
"""


def killed(program: str, clinic: Clinic, after: float, *more: Path) -> None:
    """Run the program and kill it so many seconds after it has begun its work."""
    words = [sys.executable, "-c", program, str(clinic.folder), *map(str, more)]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write(f"{clinic.key.hex()}\n")
        running.stdin.flush()
        assert running.stdout.readline() == "begun\n"
        time.sleep(after)
        running.kill()
    assert running.returncode == -signal.SIGKILL


def test_a_backup_that_was_killed_is_whole_or_not_there(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path / "clinic", visits=50)
    clinic.records.close()
    chance = random.Random(20261124)

    for _ in range(KILLS):
        killed(BACK_UP_FOR_EVER, clinic, chance.uniform(0, 0.8))

    for file in backups_in(tmp_path / "backups").values():
        assert dict(require_good(file, clinic.key).counts)["event"] == 100
    records = clinic.opened()
    assert records.verify_chain() is None
    clinic.records = records
    clinic.backup(tmp_path / "backups")
    records.close()
    assert list((tmp_path / "backups").glob("*.new")) == []


def test_a_restore_that_was_killed_leaves_the_old_the_new_or_a_clear_word(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path / "clinic", visits=50)
    backup = clinic.backup(tmp_path / "backups")
    clinic.visit("later")
    clinic.records.close()
    chance, said = random.Random(20261124), list[str]()

    for _ in range(KILLS):
        killed(RESTORE_FOR_EVER, clinic, chance.uniform(0, 0.8), backup)
        try:
            records = open_records(clinic.path, clinic.key, workstation="room-2")
        except UnreadableRecords as fault:
            said.append(str(fault))
            continue
        assert len(records.list_on(DAY)) in (50, 51)
        assert records.verify_chain() is None
        records.close()

    assert all("restore a backup" in sentence for sentence in said)
    restore(backup, clinic.path, clinic.key, NOON, keyring=None)
    asides = sorted(clinic.folder.glob("visits-aside-*.db"), key=lambda file: file.stat().st_mtime)
    eldest = open_records(asides[0], clinic.key)
    assert len(eldest.list_on(DAY)) == 51
    eldest.close()
