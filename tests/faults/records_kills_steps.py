"""Kills programs that bring tables of version 1 forward, or purge, at each of their statements.

`python -m tests.faults.records_kills_steps FOLDER version-2|purge STRIDE` prints the counts as
JSON: how many kills left what there was before, and how many what there is afterwards.
"""

from __future__ import annotations

import json
import shutil
import sys
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random

from sdm_app.domain.events import EVENT
from sdm_app.records import cipher, open_records
from sdm_app.records.derived import database_key
from sdm_app.records.version import VERSION
from tests.faults.records_invariants import check, write_visits
from tests.faults.records_kills import (
    Said,
    Work,
    acknowledged,
    in_child,
    killed_after,
    killed_by_itself,
    line_of,
    write_on,
)
from tests.records.builders import DAY, KEY, goal, started, summary
from tests.records.older import as_version_1

assert EVENT is not None  # imported before the first fork

OLD = DAY - timedelta(days=400)
LIMIT = DAY - timedelta(days=300)
MANY = 30


def main(folder: Path, campaign: str, amount: int) -> None:
    """Run one campaign and print its counts."""
    campaigns = {"version-2": in_version_2, "purge": in_purge, "purge-random": in_purge_at_random}
    sys.stdout.write(f"{json.dumps(campaigns[campaign](folder, amount))}\n")


def in_version_2(folder: Path, stride: int) -> dict[str, int]:
    """Kill a program before, and after, each statement that makes version 2 of version 1."""
    told: list[str] = []

    def make(path: Path, said: Said) -> None:
        with as_version_1():
            records = open_records(path, KEY, workstation="room")
            write_visits(records, lambda one: said(line_of(one)), ["visit-0", "visit-1"])
            records.close()

    def migrate(path: Path, _said: Said) -> None:
        open_records(path, KEY, workstation="room").close()

    def look(path: Path, said: Said) -> None:
        connection = cipher.connect(path, database_key(KEY))
        ((version,),) = connection.execute("PRAGMA user_version").fetchall()
        connection.close()
        records = open_records(path, KEY, workstation="room")
        assert check(records, map(acknowledged, told)) == 0
        assert records.keep_document("services", "[]") == 1
        assert {row.referral_status for row in records.list_on(DAY)} == {""}
        assert len(records.earlier_visits("j.d.", 1980)) == 2
        records.close()
        said("new" if version == VERSION else "old")

    return at_each_moment(folder, stride, made(folder, make, told), migrate, look)


def in_purge(folder: Path, stride: int) -> dict[str, int]:
    """Kill a program before, and after, each statement with which it purges."""
    return at_each_moment(folder, stride, made(folder, write_old_and_new, []), purge, look_purged)


def in_purge_at_random(folder: Path, kills: int) -> dict[str, int]:
    """Kill a program at any moment of a purge, the writing anew of the file included."""
    model = made(folder, write_old_and_new, [])
    random, totals = Random(20261124), {"kills": 0, "old": 0, "new": 0}
    for number in range(kills):
        path = copied(model, folder, number)
        killed_after(purge, path, random.random() * 0.08)
        totals[in_child(look_purged, path, [])[0]] += 1
        totals["kills"] += 1
        shutil.rmtree(path.parent)
    return totals


def write_old_and_new(path: Path, _said: Said) -> None:
    """Many visits that are to be purged, and one that is not."""
    records = open_records(path, KEY, workstation="room")
    for encounter, on in (*((f"old-{n}", OLD) for n in range(MANY)), ("new", DAY)):
        begun = started(encounter).model_copy(update={"started_on": on})
        records.append(encounter, begun, summary(encounter, on=on))
        records.append(encounter, goal("x" * 300), summary(encounter, on=on))
    records.close()


def purge(path: Path, said: Said) -> None:
    """Purge the old visits."""
    records = open_records(path, KEY, workstation="room")
    said("begun")
    records.purge(LIMIT, DAY)
    records.close()


def look_purged(path: Path, said: Said) -> None:
    """All old visits are there, or none; whichever, the chains are whole and a purge ends well."""
    records = open_records(path, KEY, workstation="room")
    assert records.verify_chain() is None
    old = len(records.list_on(OLD))
    assert old in (0, MANY)
    found = records.what_a_purge_removes(LIMIT)
    assert (found.visits, found.events, found.kept) == (old, 2 * old, old + 1)
    triggers = records.with_driver(
        lambda one: one.execute(
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
        ).fetchone()[0]
    )
    assert triggers == 2 * 5
    done = records.purge(LIMIT, DAY)
    assert (done.visits, done.remaining, done.kept, done.is_cleared) == (old, 0, 1, True)
    assert records.verify_chain() is None
    write_on(records)
    said("old" if old else "new")


def at_each_moment(folder: Path, stride: int, model: Path, act: Work, look: Work) -> dict[str, int]:
    """Kill what acts on a copy of a folder at each of its moments, and look what is left."""
    totals = {"kills": 0, "old": 0, "new": 0}
    for n in count(1, stride):
        path = copied(model, folder, n)
        is_done, _lines = killed_by_itself(n, act, path)
        left = in_child(look, path, [])[-1]
        totals[left] += 1
        totals["kills"] += 1
        shutil.rmtree(path.parent)
        if is_done:
            assert left == "new"
            return totals
    raise AssertionError


def made(folder: Path, make: Work, told: list[str]) -> Path:
    """A folder with records to be copied."""
    model = folder / "model"
    model.mkdir(parents=True)
    in_child(make, model / "visits.db", told)
    return model


def copied(model: Path, folder: Path, number: int) -> Path:
    """A copy of the records, to be acted on."""
    place = folder / str(number)
    shutil.copytree(model, place)
    return place / "visits.db"


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
