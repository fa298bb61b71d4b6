"""Files that are closed to us, held by others, of a newer program, or on a wrong library.

Fault rows F04, F06, F11, F12, F14 and F20.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from sdm_app.records import (
    NewerRecords,
    NotSaved,
    OpenElsewhere,
    WrongLibrary,
    cipher,
    open_records,
)
from tests.faults.records_invariants import Acknowledged, check, say, write_visits
from tests.records.builders import KEY, started, summary
from tests.records.places import bare

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals and limits")

CHECKOUT = Path(__file__).resolve().parents[2]

WRITE_FOR_EVER = """
import sys
from itertools import count
from pathlib import Path
from sdm_app.records import RecordsError, open_records
from tests.faults.records_invariants import write_visits
from tests.records.builders import KEY

def said(one):
    print(one.encounter, one.sequence, one.event_id, flush=True)

try:
    records = open_records(Path(sys.argv[1]), KEY, workstation="room")
    write_visits(records, said, (f"visit-{n}" for n in count()))
except RecordsError as error:
    print(f"{type(error).__name__}: {error}", flush=True)
"""

AS_NOBODY = WRITE_FOR_EVER.replace(
    "\ntry:",
    "\nimport os, alembic.operations, sqlalchemy.dialects.sqlite, sdm_app.records.migrations\n"
    "if os.getuid() == 0: os.setgid(65534); os.setuid(65534)\ntry:",
)

HOLD = """
import sys
from pathlib import Path
from sdm_app.records.cipher import connect
from sdm_app.records.derived import database_key
from tests.records.builders import KEY

connection = connect(Path(sys.argv[1]), database_key(KEY))
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""


def run(
    program: str, path: Path, limits: Callable[[], None] | None = None
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=limits,
    )


@pytest.mark.parametrize("limit", [0, 4096, 60_000, 131_072, 200_001, 400_000])
def test_a_limit_of_the_files_size_is_said_and_spoils_nothing(tmp_path: Path, limit: int) -> None:
    import resource

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    path = tmp_path / "visits.db"
    writer = run(WRITE_FOR_EVER, path, limits=small_files)
    said, _ = writer.communicate(timeout=60)
    *lines, last = said.splitlines()

    assert writer.returncode == 0
    assert last.startswith("NotSaved: ")
    assert "the disk is full or cannot be written" in last or "File too large" in last
    told = [Acknowledged(one, int(n), event_id) for one, n, event_id in map(str.split, lines)]
    records = open_records(path, KEY, workstation="room")
    unknown = check(records, told)
    records.close()
    assert unknown <= 1
    say(f"file size limit {limit}: {len(told)} acknowledged, 0 lost")


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder that another user may enter but not write to, with a file as it was left."""
    folder = Path(tempfile.mkdtemp())
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_read_only_folder_is_named_and_nothing_is_made(closed_folder: Path) -> None:
    closed_folder.chmod(0o555)

    said, _ = run(AS_NOBODY, closed_folder / "visits.db").communicate(timeout=60)

    assert said.startswith(f"NotSaved: {closed_folder / 'visits.db'}: visits cannot be saved here")
    assert list(closed_folder.iterdir()) == []


def test_a_read_only_file_is_named_and_stays_as_it_was(closed_folder: Path) -> None:
    path = closed_folder / "visits.db"
    open_records(path, KEY).close()
    for file in closed_folder.iterdir():
        file.chmod(0o444)
    closed_folder.chmod(0o555)
    before = {file.name: file.read_bytes() for file in closed_folder.iterdir()}

    said, _ = run(AS_NOBODY, path).communicate(timeout=60)

    assert said.startswith(f"NotSaved: {path}: visits cannot be saved here")
    assert {file.name: file.read_bytes() for file in closed_folder.iterdir()} == before


def test_a_second_program_is_told_and_a_killed_one_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "visits.db"
    with run(WRITE_FOR_EVER, path) as first:
        assert first.stdout is not None
        lines = [first.stdout.readline()]

        second, _ = run(WRITE_FOR_EVER, path).communicate(timeout=60)

        assert second == "OpenElsewhere: Backchoice is open already on these records.\n"
        lines.append(first.stdout.readline())
        os.kill(first.pid, signal.SIGKILL)
        lines += first.stdout.readlines()
    told = [Acknowledged(one, int(n), event_id) for one, n, event_id in map(str.split, lines)]
    records = open_records(path, KEY, workstation="room")
    assert check(records, told) <= 1
    records.close()


def test_a_lock_file_left_behind_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "visits.db.lock").write_bytes(b"")

    open_records(tmp_path / "visits.db", KEY).close()


def test_a_file_held_by_another_is_waited_for_five_seconds_and_no_longer(tmp_path: Path) -> None:
    path = tmp_path / "visits.db"
    open_records(path, KEY).close()
    holder = run(HOLD, path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    began = time.monotonic()

    with pytest.raises(NotSaved, match="another program holds the file"):
        open_records(path, KEY)

    assert 4 < time.monotonic() - began < 8
    holder.communicate("let go\n", timeout=60)
    records = open_records(path, KEY)
    assert records.append("e1", started(), summary()) == 1
    records.close()


def test_a_newer_file_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "visits.db"
    open_records(path, KEY).close()
    with closing(bare(path)) as connection:
        connection.execute("PRAGMA user_version = 7")
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}

    with pytest.raises(NewerRecords, match="version 7"):
        open_records(path, KEY)

    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def refuses(
    path: Path, monkeypatch: pytest.MonkeyPatch, driver: ModuleType | SimpleNamespace
) -> str:
    """The sentence that a library is refused with; the file stays as it was."""
    open_records(path, KEY).close()
    before = path.read_bytes()
    monkeypatch.setattr(cipher, "driver", driver)
    with pytest.raises(WrongLibrary) as refused:
        open_records(path, KEY)
    assert path.read_bytes() == before
    return str(refused.value)


def test_the_standard_librarys_sqlite_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = refuses(tmp_path / "visits.db", monkeypatch, sqlite3)

    assert "too old" in said or "does not encrypt" in said


@pytest.mark.parametrize(
    ("version", "says"), [((3, 51, 2), "3.51.3 is needed"), ((3, 51, 3), "does not encrypt")]
)
def test_an_old_sqlite_or_one_that_does_not_encrypt_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...], says: str
) -> None:
    plain = SimpleNamespace(
        connect=sqlite3.connect,
        DatabaseError=sqlite3.DatabaseError,
        OperationalError=sqlite3.OperationalError,
        sqlite_version=".".join(map(str, version)),
        sqlite_version_info=version,
    )

    assert says in refuses(tmp_path / "visits.db", monkeypatch, plain)


def test_a_program_in_the_same_process_is_told_as_well(tmp_path: Path) -> None:
    path = tmp_path / "visits.db"
    records = open_records(path, KEY, workstation="room")
    told: list[Acknowledged] = []
    visits = (f"visit-{n}" for n in count())
    write_visits(records, told.append, [next(visits)])

    for _ in range(3):
        with pytest.raises(OpenElsewhere):
            open_records(path, KEY)
        write_visits(records, told.append, [next(visits)])

    assert check(records, told) == 0
    records.close()
