"""Flips a bit on each page of a file of records, and looks in a fork whether it is noticed.

`python -m tests.faults.records_flips FILE STRIDE` prints the counts as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from random import Random

from sdm_app.records import Records, RecordsError, open_records
from tests.records.builders import DAY, KEY

PAGE = 4096
NOTICED, UNNOTICED, WRONG = 0, 3, 4


def main(path: Path, stride: int) -> None:
    """Spoil a copy of every stride-th page and print what came of it."""
    whole = path.read_bytes()
    pages = range(0, len(whole) // PAGE, stride)
    random = Random(20261124)
    right = shown(path)
    counts = {"flips": len(pages), "noticed": 0, "unnoticed": 0, "wrong": 0, "crashed": 0}
    names = {NOTICED: "noticed", UNNOTICED: "unnoticed", WRONG: "wrong"}
    spoilt = path.with_name("spoilt.db")
    for page in pages:
        content = bytearray(whole)
        content[page * PAGE + random.randrange(PAGE)] ^= 1 << random.randrange(8)
        spoilt.write_bytes(content)
        counts[names.get(in_child(spoilt, right), "crashed")] += 1
    sys.stdout.write(f"{json.dumps(counts)}\n")


def in_child(path: Path, right: object) -> int:
    """How a fork ended that looked at the file: its exit status, or less than 0 for a crash."""
    child = os.fork()
    if child == 0:
        os._exit(look(path, right))
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def look(path: Path, right: object) -> int:
    """What becomes of the file: noticed by a check, and nothing wrong shown before."""
    try:
        records = open_records(path, KEY, workstation="room")
    except RecordsError:
        return NOTICED
    try:
        is_right = all_of(records) == right
    except RecordsError:
        is_right = True
    found = records.with_driver(
        lambda driver: driver.execute("PRAGMA cipher_integrity_check").fetchall()
    )
    if not is_right:
        return WRONG
    return NOTICED if found else UNNOTICED


def shown(path: Path) -> object:
    """All that a person can be shown of a sound file."""
    records = open_records(path, KEY, workstation="room")
    everything = all_of(records)
    records.close()
    return everything


def all_of(records: Records) -> object:
    """The list of the day, and every visit of it."""
    listed = records.list_on(DAY)
    return listed, [records.events_of(row.encounter) for row in listed]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
