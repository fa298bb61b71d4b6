"""What must hold after every fault: nothing acknowledged lost, nothing half kept, chains whole."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import uuid4

from sdm_app.records import Records, Summary
from sdm_app.records.journal import Head
from tests.records.builders import DAY, goal, started

EVENTS_A_VISIT = 4


@dataclass(frozen=True)
class Acknowledged:
    """One append that returned."""

    encounter: str
    sequence: int
    event_id: str


def say(counts: str) -> None:
    """Put counts where pytest shows them (`-rP`)."""
    sys.stdout.write(f"{counts}\n")


def row_after(encounter: str, sequence: int) -> Summary:
    """A visit's row that tells which event it was kept with: by its time of day."""
    time = f"{sequence // 60:02}:{sequence % 60:02}"
    return Summary(encounter, DAY, time, "J.D.", 1980, None, None, "none", "plan", False, "")


def write_visits(
    records: Records, said: Callable[[Acknowledged], None], visits: Iterable[str]
) -> None:
    """Keep visit after visit, and say of each event that it was kept."""
    for encounter in visits:
        for sequence in range(1, EVENTS_A_VISIT + 1):
            event = started(encounter) if sequence == 1 else goal("x" * 300)
            event_id = uuid4().hex
            row = row_after(encounter, sequence)
            kept = records.append(encounter, event, row, event_id=event_id)
            said(Acknowledged(encounter, kept, event_id))


def check(
    records: Records, acknowledged: Iterable[Acknowledged], anchors: Iterable[Head] = ()
) -> int:
    """Hold the records against I1 to I4; how many events are there that nobody was told of."""
    rows = records.with_driver(
        lambda driver: driver.execute("SELECT encounter, sequence, id FROM event").fetchall()
    )
    found = {Acknowledged(*row) for row in rows}
    told = set(acknowledged)
    assert told <= found, f"{len(told - found)} acknowledged events are lost"
    assert len(found) == len(rows), "an event stands twice"
    _check_nothing_by_half(records, rows)
    _check_sound(records)
    broken = records.verify_chain(anchors)
    assert broken is None, str(broken)
    return len(found - told)


def _check_nothing_by_half(records: Records, rows: list[tuple[str, int, str]]) -> None:
    last = {encounter: 0 for encounter, _sequence, _id in rows}
    for encounter, sequence, _id in rows:
        last[encounter] = max(last[encounter], sequence)
    summaries = records.with_driver(
        lambda driver: driver.execute(
            "SELECT encounter, started_at FROM encounter_summary"
        ).fetchall()
    )
    expected = [(encounter, row_after(encounter, n).started_at) for encounter, n in last.items()]
    assert sorted(summaries) == sorted(expected), "a summary is not that of its last event"
    for encounter, sequence in last.items():
        events = records.events_of(encounter)
        wanted = [started(encounter)] + [goal("x" * 300)] * (sequence - 1)
        assert [event for _, event in events] == wanted, f"{encounter} is not whole"


def _check_sound(records: Records) -> None:
    def look(driver: object) -> list[object]:
        execute = driver.execute  # type: ignore[attr-defined]
        return [
            execute("PRAGMA integrity_check").fetchall(),
            execute("PRAGMA foreign_key_check").fetchall(),
            execute("PRAGMA cipher_integrity_check").fetchall(),
        ]

    assert records.with_driver(look) == [[("ok",)], [], []]
