"""Files that were flipped, cut, emptied, mixed up or taken away are noticed (F08, F09, F16)."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sdm_app.records import RecordsError, UnreadableRecords, open_records
from sdm_app.records.journal import Head
from tests.faults.records_invariants import Acknowledged, check, say, write_visits
from tests.records.builders import KEY

CHECKOUT = Path(__file__).resolve().parents[2]


def filled(path: Path, visits: int) -> Head:
    """A closed file with visits; the head of its journal."""
    records = open_records(path, KEY, workstation="room")
    write_visits(records, lambda _one: None, (f"visit-{n}" for n in range(visits)))
    head = records.head()
    records.close()
    return head


def killed(folder: Path, visits: int) -> tuple[Path, Head, list[Acknowledged]]:
    """A file as a kill leaves it, with its log beside it; its head and what was acknowledged."""
    told: list[Acknowledged] = []
    records = open_records(folder / "visits.db", KEY, workstation="room")
    write_visits(records, told.append, (f"visit-{n}" for n in range(visits)))
    records.with_driver(lambda driver: driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
    write_visits(records, told.append, (f"visit-{n}" for n in range(visits, visits + 5)))
    head = records.head()
    left = folder / "killed"
    left.mkdir()
    for file in folder.glob("visits.db*"):
        shutil.copy(file, left)
    records.close()
    return left / "visits.db", head, told


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
@pytest.mark.parametrize(
    ("visits", "stride"), [(60, 3), pytest.param(300, 1, marks=pytest.mark.slow)]
)
def test_a_flipped_bit_on_any_page_is_noticed_and_nothing_wrong_is_shown(
    tmp_path: Path, visits: int, stride: int
) -> None:
    filled(tmp_path / "visits.db", visits)
    command = [sys.executable, "-m", "tests.faults.records_flips", str(tmp_path / "visits.db")]

    run = subprocess.run(
        [*command, str(stride)], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stderr
    counts = json.loads(run.stdout)
    say(f"flips: {counts}")
    assert counts["noticed"] == counts["flips"] > 15
    assert counts["unnoticed"] == counts["wrong"] == counts["crashed"] == 0


def cut_in_half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 // 4096 * 4096)


def cut_within_a_page(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 100)


def cut_to_one_page(path: Path) -> None:
    os.truncate(path, 4096)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def take_away(path: Path) -> None:
    path.unlink()


def destroy_the_header(path: Path) -> None:
    write_at(path, 0, os.urandom(100))


def destroy_the_salt_alone(path: Path) -> None:
    write_at(path, 0, bytes(16))


def destroy_the_tables_page(path: Path) -> None:
    write_at(path, 4096, bytes(4096))


def swap_two_pages(path: Path) -> None:
    content = path.read_bytes()
    write_at(path, 4096, content[8192:12288])
    write_at(path, 8192, content[4096:8192])


def overwrite_with_a_plain_database(path: Path) -> None:
    import sqlite3

    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE event (x)")
    connection.close()


def overwrite_with_a_letter(path: Path) -> None:
    path.write_bytes(b"Dear colleague, " * 1000)


def put_records_of_another_key(path: Path) -> None:
    path.unlink()
    open_records(path.with_name("other.db"), bytes(32)).close()
    path.with_name("other.db").rename(path)


def write_at(path: Path, offset: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)


@pytest.mark.parametrize(
    "mutilate",
    [
        cut_in_half,
        cut_within_a_page,
        cut_to_one_page,
        empty,
        take_away,
        destroy_the_header,
        destroy_the_salt_alone,
        destroy_the_tables_page,
        swap_two_pages,
        overwrite_with_a_plain_database,
        overwrite_with_a_letter,
        put_records_of_another_key,
    ],
)
def test_a_mutilated_file_is_recognised_and_kept_as_it_is(
    tmp_path: Path, mutilate: Callable[[Path], None]
) -> None:
    path = tmp_path / "visits.db"
    filled(path, 20)
    mutilate(path)
    before = path.read_bytes() if path.exists() else None

    with pytest.raises(RecordsError) as refused:
        look_at_everything(path)

    assert isinstance(refused.value, UnreadableRecords)
    assert (path.read_bytes() if path.exists() else None) == before
    assert "J.D." not in str(refused.value)


def look_at_everything(path: Path) -> None:
    """What a start and its check read."""
    records = open_records(path, KEY, workstation="room")
    try:
        for number in range(20):
            if len(records.events_of(f"visit-{number}")) != 4:
                raise UnreadableRecords("events are missing")
        broken = records.verify_chain()
        if broken is not None:
            raise UnreadableRecords(str(broken))
        pages = records.with_driver(
            lambda driver: driver.execute("PRAGMA cipher_integrity_check").fetchall()
        )
        if pages:
            raise UnreadableRecords("pages are damaged")
    finally:
        records.close()


def test_a_log_left_by_a_kill_is_taken_up(tmp_path: Path) -> None:
    path, head, told = killed(tmp_path, 10)

    records = open_records(path, KEY, workstation="room")

    assert check(records, told, [head]) == 0
    records.close()


def test_another_key_does_not_harm_the_log_left_by_a_kill(tmp_path: Path) -> None:
    path, head, told = killed(tmp_path, 10)
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}

    with pytest.raises(UnreadableRecords):
        open_records(path, bytes(32))

    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before
    records = open_records(path, KEY, workstation="room")
    assert check(records, told, [head]) == 0
    records.close()


@pytest.mark.parametrize("fate", ["gone", "cut", "torn at its start"])
def test_a_lost_log_shows_against_the_head_that_was_noted_outside(
    tmp_path: Path, fate: str
) -> None:
    path, head, _told = killed(tmp_path, 10)
    log = path.with_name("visits.db-wal")
    if fate == "gone":
        log.unlink()
    elif fate == "cut":
        os.truncate(log, log.stat().st_size // 2)
    else:
        write_at(log, 1000, bytes(2000))

    records = open_records(path, KEY, workstation="room")
    broken = records.verify_chain([head])

    records.close()
    assert broken is not None
    assert (broken.chain, broken.name, broken.place) == ("journal", "room", head.number)
    assert broken.why == "cut off the end"


def test_a_log_of_other_records_is_refused_before_it_can_destroy_these(tmp_path: Path) -> None:
    path, _head, told = killed(tmp_path, 10)
    log = path.with_name("visits.db-wal")
    own = log.read_bytes()
    (tmp_path / "other").mkdir()
    other, _other_head, _other_told = killed(tmp_path / "other", 10)
    shutil.copy(other.with_name("visits.db-wal"), log)
    before = path.read_bytes()

    with pytest.raises(UnreadableRecords, match="belongs to other records"):
        open_records(path, KEY)

    assert path.read_bytes() == before
    log.write_bytes(own)
    records = open_records(path, KEY, workstation="room")
    assert check(records, told) == 0
    records.close()
