"""Kills programs that write to records, and holds what is left against the invariants.

`python -m tests.faults.records_kills FOLDER random COUNT`, `... FOLDER statements STRIDE` or
`... FOLDER migration STRIDE` prints the counts as JSON. One process imports everything and forks,
so that a kill costs milliseconds.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from random import Random

from alembic.operations import Operations
from sqlalchemy import Column, Engine, Text, event

from sdm_app.domain.events import EVENT
from sdm_app.records import Records, cipher, migrations, open_records, store
from sdm_app.records.derived import database_key
from sdm_app.records.version import VERSION
from tests.faults.records_invariants import Acknowledged, check, write_visits
from tests.records.builders import KEY

assert EVENT is not None  # imported before the first fork

Said = Callable[[str], None]
Work = Callable[[Path, Said], None]


def main(folder: Path, campaign: str, amount: int) -> None:
    """Run one campaign and print its counts."""
    campaigns = {"random": at_random, "statements": at_statements, "migration": in_migration}
    sys.stdout.write(f"{json.dumps(campaigns[campaign](folder, amount))}\n")


def at_random(folder: Path, kills: int) -> dict[str, int]:
    """Kill a program that writes for ever, some milliseconds after it said something."""
    random = Random(20261124)
    totals = {"kills": 0, "acknowledged": 0, "unknown": 0}
    for number in range(kills):
        path = fresh(folder, number)
        lines = killed_after(write_for_ever, path, random.random() * 0.15)
        _count(totals, lines, path)
    return totals


def at_statements(folder: Path, stride: int) -> dict[str, int]:
    """Kill a program before, and after, each of its statements and commits."""
    totals = {"kills": 0, "acknowledged": 0, "unknown": 0}
    for n in count(1, stride):
        path = fresh(folder, n)
        is_done, lines = killed_by_itself(n, write_two_visits, path)
        _count(totals, lines, path)
        if is_done:
            return totals
    raise AssertionError


def in_migration(folder: Path, stride: int) -> dict[str, int]:
    """Kill a program before, and after, each statement that brings tables forward."""
    model = folder / "model"
    model.mkdir(parents=True)
    told: list[str] = []
    in_child(lambda path, said: write_two_visits(path, said), model / "visits.db", told)
    totals = {"kills": 0, "old": 0, "new": 0}
    for n in count(1, stride):
        path = folder / str(n) / "visits.db"
        shutil.copytree(model, path.parent)
        is_done, _lines = killed_by_itself(n, migrate, path)
        version = json.loads(in_child(look_after_migration(told), path, [])[0])
        totals["new" if version > VERSION else "old"] += 1
        totals["kills"] += 1
        shutil.rmtree(path.parent)
        if is_done:
            assert version == VERSION + 1
            return totals
    raise AssertionError


def write_for_ever(path: Path, said: Said) -> None:
    """Visit after visit."""
    records = open_records(path, KEY, workstation="room")
    write_visits(records, lambda one: said(line_of(one)), (f"visit-{n}" for n in count()))


def write_two_visits(path: Path, said: Said) -> None:
    """A first start and two visits."""
    records = open_records(path, KEY, workstation="room")
    write_visits(records, lambda one: said(line_of(one)), ["visit-0", "visit-1"])
    records.close()


def migrate(path: Path, _said: Said) -> None:
    """Open as a program of the next version."""
    use_next_version()
    open_records(path, KEY, workstation="room").close()


def look_after_migration(told: list[str]) -> Work:
    """Hold the file against the invariants as the program of its own version, then as the next."""

    def look(path: Path, said: Said) -> None:
        ((version,),) = cipher.connect(path, _database_key()).execute("PRAGMA user_version")
        said(str(version))

    def both(path: Path, said: Said) -> None:
        use_next_version()
        look(path, said)
        records = open_records(path, KEY, workstation="room")
        assert check(records, map(acknowledged, told)) == 0
        rooms = records.with_driver(
            lambda driver: driver.execute("SELECT DISTINCT room FROM encounter_summary").fetchall()
        )
        assert rooms == [("here",)]
        records.close()

    return both


def use_next_version() -> None:
    """Be a program that is one version further."""

    def add_a_column(op: Operations) -> None:
        op.add_column("encounter_summary", Column("room", Text))
        op.create_index("summary_room", "encounter_summary", ["room"])
        op.execute("UPDATE encounter_summary SET room = 'here'")

    migrations.MIGRATIONS = (*migrations.MIGRATIONS, add_a_column)
    vars(store)["VERSION"] = vars(cipher)["VERSION"] = VERSION + 1


def line_of(one: Acknowledged) -> str:
    """What is said of an event through the pipe."""
    return f"{one.encounter} {one.sequence} {one.event_id}"


def acknowledged(line: str) -> Acknowledged:
    """The event that a line speaks of."""
    encounter, sequence, event_id = line.split()
    return Acknowledged(encounter, int(sequence), event_id)


def fresh(folder: Path, number: int) -> Path:
    """A place for a new file."""
    place = folder / str(number)
    place.mkdir(parents=True)
    return place / "visits.db"


def in_child(work: Work, path: Path, lines: list[str], seconds: float | None = None) -> list[str]:
    """What a fork said while it worked; it is killed that long after its first word, if at all."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reader)
            work(path, lambda line: _say(writer, line))
            status = 0
        except BaseException as error:
            sys.stderr.write(f"{error!r}\n")
        finally:
            os._exit(status)
    os.close(writer)
    with os.fdopen(reader, encoding="ascii") as pipe:
        if seconds is not None:
            lines.append(pipe.readline().strip())
            time.sleep(seconds)
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        lines.extend(pipe.read().split("\n")[:-1])
    _pid, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0:
        raise AssertionError("a program failed that was not killed")
    if seconds is None and os.WIFSIGNALED(status):
        raise Killed
    return lines


class Killed(Exception):
    """The fork ended itself on the way."""


def killed_after(work: Work, path: Path, seconds: float) -> list[str]:
    """What a fork had said by the time it was killed."""
    return in_child(work, path, [], seconds)


def killed_by_itself(n: int, work: Work, path: Path) -> tuple[bool, list[str]]:
    """Whether the work ended before its n-th moment, where it kills itself, and what it said."""

    def armed(path: Path, said: Said) -> None:
        moments = iter(count(1))

        def tick(*_arguments: object) -> None:
            if next(moments) == n:
                os.kill(os.getpid(), signal.SIGKILL)

        for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(Engine, name, tick)
        work(path, said)

    lines: list[str] = []
    try:
        in_child(armed, path, lines)
    except Killed:
        return False, lines
    return True, lines


def _say(writer: int, line: str) -> None:
    os.write(writer, f"{line}\n".encode("ascii"))


def _database_key() -> bytes:
    return database_key(KEY)


def _count(totals: dict[str, int], lines: list[str], path: Path) -> None:
    told = [acknowledged(line) for line in lines]

    def look(path: Path, said: Said) -> None:
        records = open_records(path, KEY, workstation="room")
        unknown = check(records, told)
        write_on(records)
        said(str(unknown))

    unknown = int(in_child(look, path, [])[0])
    assert unknown <= 1
    totals["kills"] += 1
    totals["acknowledged"] += len(told)
    totals["unknown"] += unknown
    shutil.rmtree(path.parent)


def write_on(records: Records) -> None:
    """What was left can be worked with."""
    write_visits(records, lambda _one: None, ["after"])
    records.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
