"""The disk fails, fills or loses its power under the real code of the records (F02, F03, F04)."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random
from uuid import uuid4

import apsw
import pytest

from sdm_app.records import NotSaved, Records, RecordsError, cipher, open_records
from sdm_app.records.journal import Head
from tests.faults import records_apsw
from tests.faults.records_invariants import Acknowledged, check, say, write_visits
from tests.faults.records_power import write_image
from tests.records.builders import DAY, KEY, started, summary

NORMAL = tuple(
    ("PRAGMA synchronous = NORMAL" if "synchronous" in pragma else pragma, wanted)
    for pragma, wanted in cipher.DURABLE
)

Told = list[tuple[int, Acknowledged, Head]]


def record(
    folder: Path, monkeypatch: pytest.MonkeyPatch, durable: tuple[tuple[str, object], ...] | None
) -> tuple[list[tuple[object, ...]], Told]:
    """What was done to the disk, and after how many operations each event was acknowledged."""
    vfs = records_apsw.RecordingVfs(f"recording-{folder.name}")
    records_apsw.use(monkeypatch, f"recording-{folder.name}", durable)
    records = open_records(folder / "visits.db", KEY, workstation="room")
    told: Told = []
    write_visits(
        records,
        lambda event: told.append((len(vfs.log), event, records.head())),
        (f"visit-{number}" for number in range(12)),
    )
    records.close()
    return vfs.log, told


def losses(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    images: int,
    durable: tuple[tuple[str, object], ...] | None = None,
) -> tuple[int, int]:
    """How many images were looked at, and how many had lost or spoilt something."""
    log, told = record(folder, monkeypatch, durable)
    records_apsw.use(monkeypatch, "unix")
    random = Random(20261124)
    cuts = [random.randint(0, len(log)) for _ in range(images)]
    bad = 0
    for number, cut in enumerate(cuts):
        image = folder / str(number)
        image.mkdir()
        write_image(log[:cut], image, random)
        try:
            check_image(image, [one for one in told if one[0] <= cut])
        except (AssertionError, RecordsError):
            bad += 1
        shutil.rmtree(image)
    checkpoints = sum(operation[:2] == ("sync", 1) for operation in log)
    assert checkpoints > 3, "the log was never carried over to the file"
    say(f"power: {images} images, {len(told)} acknowledged, {bad} with a loss")
    return len(cuts), bad


def check_image(image: Path, told: Told) -> None:
    records = open_records(image / "visits.db", KEY, workstation="room")
    try:
        check(records, [event for _, event, _ in told], [head for _, _, head in told[-1:]])
        write_visits(records, lambda _event: None, ["after"])
    finally:
        records.close()


@pytest.mark.parametrize("images", [60, pytest.param(1000, marks=pytest.mark.slow)])
def test_a_loss_of_power_loses_nothing_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, images: int
) -> None:
    assert losses(tmp_path, monkeypatch, images) == (images, 0)


def test_the_loss_of_power_bites_when_commits_are_not_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _images, bad = losses(tmp_path, monkeypatch, 60, NORMAL)

    assert bad > 10


@pytest.mark.parametrize("stride", [13, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for-ever"])
@pytest.mark.parametrize(
    "error",
    [pytest.param(apsw.IOError, id="i/o-error"), pytest.param(apsw.FullError, id="full")],
)
def test_the_nth_failing_write_is_not_acknowledged_and_spoils_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: Callable[[], apsw.Error],
    for_ever: bool,
    stride: int,
) -> None:
    name = f"failing-{tmp_path.name}"
    vfs = records_apsw.FailingVfs(name)
    records_apsw.use(monkeypatch, name)
    vfs.with_error = error
    refused: list[str] = []
    for n in count(1, stride):
        folder = tmp_path / str(n)
        folder.mkdir()
        vfs.operations, vfs.fails_at, vfs.for_ever = 0, n, for_ever
        told: list[Acknowledged] = []
        failure = write_until_refused(folder / "visits.db", told)
        vfs.fails_at = 0
        records = open_records(folder / "visits.db", KEY, workstation="room")
        unknown = check(records, told)
        records.close()
        shutil.rmtree(folder)
        if failure is None:
            break
        assert unknown <= 1
        refused.append(str(failure).replace(str(folder), ""))
    say(f"failing writes: {len(refused)} places, each refused, 0 acknowledged events lost")
    assert len(refused) > 200 // stride
    assert all("the disk is full or cannot be written" in why for why in refused)


def write_until_refused(path: Path, told: list[Acknowledged]) -> RecordsError | None:
    records = Records(path, KEY, workstation="room")
    try:
        write_visits(records, told.append, [f"visit-{number}" for number in range(4)])
    except RecordsError as refusal:
        return refusal
    finally:
        records.close()
    return None


def test_an_append_whose_sync_failed_is_kept_once_when_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"again-{tmp_path.name}"
    vfs = records_apsw.FailingVfs(name)
    records_apsw.use(monkeypatch, name)
    for n in count(1):
        records = open_records(tmp_path / f"{n}.db", KEY)
        event_id = uuid4().hex
        vfs.operations, vfs.fails_at = 0, n
        try:
            records.append("e1", started(), summary(), event_id=event_id)
            failed = False
        except NotSaved:
            failed = True
        vfs.fails_at = 0

        assert records.append("e1", started(), summary(), event_id=event_id) == 1
        assert records.events_of("e1") == ((1, started()),)
        assert records.verify_chain() is None
        records.close()
        if not failed:
            break
    assert n > 3


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1 MB."""
    if os.name != "posix" or os.getuid() != 0:
        pytest.skip("only root may mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], check=False
    )
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_full_disk_is_said_and_what_was_kept_can_still_be_read(small_disk: Path) -> None:
    path = small_disk / "visits.db"
    records = open_records(path, KEY, workstation="room")
    told: list[Acknowledged] = []

    with pytest.raises(NotSaved, match="the disk is full or cannot be written") as refused:
        write_visits(records, told.append, (f"visit-{number}" for number in count()))

    assert "visit-" not in str(refused.value)
    assert len(records.events_of("visit-0")) == 4
    assert len(records.list_on(DAY)) > 4
    records.close()
    kept = small_disk.parent / "kept"
    shutil.copytree(small_disk, kept)
    again = open_records(kept / "visits.db", KEY, workstation="room")
    assert check(again, told) <= 1
    again.close()
    say(f"full disk: {len(told)} acknowledged, 0 lost")
