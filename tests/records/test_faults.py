"""What the records do when the program is killed, the disk is full or the folder is closed."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sdm_app.records import open_records
from tests.records.builders import goal, started

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals and limits")

CHECKOUT = Path(__file__).resolve().parents[2]

WRITE_FOR_EVER = """
import sys
from pathlib import Path
from sdm_app.records import NotSaved, open_records
from tests.records.builders import goal, started, summary

records = open_records(Path(sys.argv[1]))
records.append("e1", started(), summary())
print(1, flush=True)
while True:
    try:
        print(records.append("e1", goal("x" * 400), summary()), flush=True)
    except NotSaved as error:
        print("not saved:", error, flush=True)
        break
"""

OPEN_AND_APPEND = """
import os, sys
from pathlib import Path
from sdm_app.records import NotSaved, open_records, store
from tests.records.builders import goal, started, summary

if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    records = open_records(Path(sys.argv[1]))
    records.append("e1", goal("walk"), summary())
except NotSaved as error:
    print("not saved:", error)
"""


def run(
    program: str, path: Path, limits: Callable[[], None] | None = None
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=limits,
    )


def kept(path: Path) -> int:
    """How many events can be read back; reading checks that each is whole and in its place."""
    records = open_records(path)
    events = records.events_of("e1")
    records.close()
    assert [event for _, event in events] == [started()] + [goal("x" * 400)] * (len(events) - 1)
    return len(events)


@pytest.mark.parametrize("after", [1, 7, 40])
def test_kill_after_append_loses_nothing(tmp_path: Path, after: int) -> None:
    path = tmp_path / "visits.db"
    writer = run(WRITE_FOR_EVER, path)
    assert writer.stdout is not None

    acknowledged = [int(writer.stdout.readline()) for _ in range(after)]
    os.kill(writer.pid, signal.SIGKILL)
    acknowledged += [int(line) for line in writer.stdout.read().splitlines()]
    writer.stdout.close()

    assert writer.wait() == -signal.SIGKILL
    assert kept(path) in (acknowledged[-1], acknowledged[-1] + 1)


@pytest.mark.parametrize("limit", [60_000, 131_072, 200_001])
def test_full_disk_says_not_saved_and_writes_nothing_by_half(tmp_path: Path, limit: int) -> None:
    import resource

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    path = tmp_path / "visits.db"
    writer = run(WRITE_FOR_EVER, path, limits=small_files)
    said, _ = writer.communicate(timeout=60)
    *acknowledged, last = said.splitlines()

    assert writer.returncode == 0
    assert last.startswith("not saved: The visit could not be saved:")
    assert kept(path) == int(acknowledged[-1])


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder that another user may enter but not write to, with a file as it was left."""
    folder = Path(tempfile.mkdtemp())
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_read_only_folder_says_not_saved_and_makes_nothing(closed_folder: Path) -> None:
    closed_folder.chmod(0o555)

    opener = run(OPEN_AND_APPEND, closed_folder / "visits.db")
    said, _ = opener.communicate(timeout=60)

    assert said.startswith("not saved: ")
    assert opener.returncode == 0
    assert list(closed_folder.iterdir()) == []


def test_read_only_file_says_not_saved_and_stays_as_it_was(closed_folder: Path) -> None:
    path = closed_folder / "visits.db"
    open_records(path).close()
    path.chmod(0o444)
    closed_folder.chmod(0o555)
    before = path.read_bytes()

    opener = run(OPEN_AND_APPEND, path)
    said, _ = opener.communicate(timeout=60)

    assert said.startswith("not saved: ")
    assert path.read_bytes() == before
    assert [file.name for file in closed_folder.iterdir()] == ["visits.db"]
