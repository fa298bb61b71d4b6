"""Ten years of a clinic, a million visits, against a thousand: what a person waits for.

`python -m tests.benchmarks.records_million` prints ratios; the bar is 1.5 times. With `--migrate`
it brings the large file forward to a next version of the tables instead. Rows are written by the
driver, with the links that the program would make, so that the whole is verified at last.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from sdm_app.domain.events import EncounterStarted, GoalWritten, ItemAnswered
from sdm_app.domain.vocabulary import FoundAt
from sdm_app.records import Records, open_records
from sdm_app.records.chain import link
from sdm_app.records.cipher import connect
from sdm_app.records.derived import chain_key, database_key
from sdm_app.records.summary import Summary
from tests.benchmarks import migrating
from tests.benchmarks.migrating import bring_forward

KEY = bytes(range(32))
MANY, FEW = 1_000_000, 1_000
VISITS_A_DAY = 400
"""A million visits are ten years of 250 days."""

BAR = 1.5
ROUNDS = 300

_STATION = "room-1"
_TODAY = date(2026, 11, 24)
_LINK_BYTES = 32

_TEMPLATES = tuple(
    (event.kind, event.model_dump_json())
    for event in (
        EncounterStarted(
            encounter="THIS-VISIT",
            reference="REFERENCE",
            birth_year=1980,
            found_at=FoundAt.FRONT_DESK,
            started_on=_TODAY,
            content_id="bench",
            content_version="0",
        ),
        ItemAnswered(item="start-back.walking", answer="agree"),
        GoalWritten(goal="Lift my grandson again"),
    )
)
EVENTS = len(_TEMPLATES)
"""Of each visit."""


def main(many: int = MANY) -> None:
    """Make both files, measure them in turn, verify the large one."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "few.db", Path(folder) / "many.db"
        fill(small, FEW)
        seconds = seconds_of(lambda: fill(large, many))
        made = f"{seconds:.0f} s, {megabytes(large):.0f} MB"
        print(f"       {many:,} visits, {many * EVENTS:,} events: {made}")
        few = open_records(small, KEY, workstation=_STATION)
        millions = open_records(large, KEY, workstation=_STATION)
        compare(few, millions, many)
        few.close()
        took = seconds_of(lambda: check_whole(millions))
        print(f"       the chains of the large file, verified: {took:.0f} s")
        millions.close()


def migrate(many: int = MANY) -> None:
    """Make the large file, bring it forward a version after a backup, verify it."""
    with tempfile.TemporaryDirectory() as folder:
        large, backups = Path(folder) / "many.db", Path(folder) / "backups"
        fill(large, many)
        print(f"       {many:,} visits, {many * EVENTS:,} events, {megabytes(large):.0f} MB")
        took = bring_forward(large, KEY, backups)
        for_a_million = took.step / many * MANY
        verdict = "ok    " if for_a_million <= migrating.BAR else "missed"
        print(f"       the backup before it: {took.backup:.0f} s, {took.backup / many:.7f} a visit")
        print(
            f"{verdict} a next version: {took.step:.1f} s, {took.step / many:.7f} a visit,"
            f" {for_a_million:.0f} s for a million (bar {migrating.BAR:.0f}),"
            f" {megabytes(large):.0f} MB after it"
        )
        with migrating.next_version():
            records = open_records(large, KEY, workstation=_STATION)
            check_whole(records)
            records.close()


def megabytes(file: Path) -> float:
    """The size of a file."""
    return file.stat().st_size / 1e6


def compare(few: Records, many: Records, visits: int) -> None:
    """Measure in turn, so that the machine's moods touch both alike."""
    random = Random(20261124)
    opened = [(random.randrange(FEW), random.randrange(visits)) for _ in range(ROUNDS)]
    turns: dict[str, Callable[[Records, int], object]] = {
        "today's list": lambda records, _visit: records.list_on(_TODAY),
        "find by reference": lambda records, visit: records.find_by_reference(reference(visit)),
        "find earlier visits": lambda records, visit: records.earlier_visits(
            reference(visit), summary(visit).birth_year, encounter(visit)
        ),
        "open a visit": lambda records, visit: records.events_of(encounter(visit)),
        "keep an event": lambda records, visit: records.append(
            encounter(visit), GoalWritten(goal="walk"), summary(visit)
        ),
    }
    for name, act in turns.items():
        small, large = [], []
        for one, other in opened:
            small.append(seconds_of(partial(act, few, one)))
            large.append(seconds_of(partial(act, many, other)))
        ratio = median(large) / median(small)
        verdict = "ok    " if ratio <= BAR else "missed"
        figures = f"{median(large) * 1000:.2f} ms against {median(small) * 1000:.2f} ms"
        print(f"{verdict} {name}: {ratio:.2f} times (bar {BAR}), {figures}")


def check_whole(records: Records) -> None:
    """Every link of every row."""
    broken = records.verify_chain()
    if broken is not None:
        raise RuntimeError(str(broken))


def fill(path: Path, visits: int) -> None:
    """So many visits, the newest of today, as the program would have written them."""
    open_records(path, KEY, workstation=_STATION).close()
    with closing(connect(path, database_key(KEY))) as connection:
        # No loss of power is looked for here: what counts is the file that comes of it.
        connection.execute("PRAGMA journal_mode = OFF").fetchall()
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        connection.execute("BEGIN")
        links = _write_journal(connection, visits)
        _write_visits(connection, visits, links)
        connection.execute("COMMIT")


def _write_journal(connection: Any, visits: int) -> bytearray:
    """The journal in the order of time; what is given back are the links of the events in it."""
    ((mac,),) = connection.execute("SELECT mac FROM journal").fetchall()
    key, insert, links = chain_key(KEY), _insert("journal", 9), bytearray()
    for place in range(visits):
        chain = ""
        for row in _events(place):
            chain = link(key, chain, row)
            links += bytes.fromhex(chain)
            entry: dict[str, Any] = {
                "station": _STATION,
                "number": row["number"],
                "time": row["time"],
                "staff": "",
                "kind": "append",
                "object": f"{row['encounter']}/{row['sequence']}/{chain}",
                "reason": "",
                "content": "",
            }
            mac = link(key, mac, entry)
            connection.execute(insert, (*entry.values(), mac))
    return links


def _write_visits(connection: Any, visits: int, links: bytearray) -> None:
    """Events in the order of their ids, in which they lie; summaries from the oldest on."""
    add_event, add_summary = _insert("event", 10), _insert("encounter_summary", 15)
    for place in sorted(range(visits), key=encounter):
        for row in _events(place):
            at = (place * EVENTS + row["sequence"] - 1) * _LINK_BYTES
            chain = bytes(links[at : at + _LINK_BYTES]).hex()
            connection.execute(add_event, (*row.values(), chain))
    for place in reversed(range(visits)):
        values = asdict(summary(place))
        values["started_on"] = values["started_on"].isoformat()
        patient = values["reference"].casefold()
        connection.execute(add_summary, (*values.values(), patient))


def _events(place: int) -> Iterator[dict[str, Any]]:
    """The rows of a visit's events, without their links, in the order of the columns."""
    visit = encounter(place)
    for sequence, (kind, template) in enumerate(_TEMPLATES, start=1):
        payload = template.replace("THIS-VISIT", visit).replace("REFERENCE", reference(place))
        yield {
            "encounter": visit,
            "sequence": sequence,
            "id": sha256(f"{visit} {sequence}".encode()).hexdigest()[:32],
            "kind": kind,
            "payload": payload,
            "time": "2026-11-24T09:05:00.000000+00:00",
            "staff": "",
            "workstation": _STATION,
            # The first row of the journal is that of the tables.
            "number": 2 + place * EVENTS + sequence - 1,
        }


def encounter(place: int) -> str:
    """The id of a visit, by its place from the newest: as scattered as the program's own."""
    return sha256(f"visit {place}".encode()).hexdigest()[:32]


def reference(place: int) -> str:
    """A clinic's reference of a visit; ten visits, some time apart, share one."""
    return f"P.{place // FEW}.{place % (FEW // 10)}"


def summary(place: int) -> Summary:
    """The row of a visit."""
    return Summary(
        encounter=encounter(place),
        started_on=_TODAY - timedelta(days=place // VISITS_A_DAY),
        started_at=f"{8 + place % 10:02}:{place % 60:02}",
        reference=reference(place),
        birth_year=1930 + place % 80,
        stage=None,
        risk_group=("low", "medium", "high")[place % 3],
        urgency="none",
        step="plan",
        finished=True,
        referral="",
    )


def _insert(table: str, columns: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})"


def seconds_of(act: Callable[[], object]) -> float:
    """What an act took."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    words = sys.argv[1:]
    what = migrate if "--migrate" in words else main
    what(*(int(word) for word in words if word != "--migrate"))
