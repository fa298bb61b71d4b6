"""Visits from before a day are purged for good on either engine, and the chains can tell it."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from sdm_app.domain.events import EncounterStarted
from sdm_app.records import Conflict, NotSaved, Records
from sdm_app.records.derived import chain_key
from sdm_app.records.engine import FileDatabase
from sdm_app.records.migrations import version_2
from sdm_app.records.purge_row import PURGING
from sdm_app.records.purging import Purged
from sdm_app.records.server import ServerDatabase
from sdm_app.records.verifying import verify
from tests.records.builders import KEY, goal, started, summary
from tests.records.places import Place

TODAY = date(2026, 11, 24)
LIMIT = date(2020, 1, 1)
OLD, NEW = date(2019, 12, 31), LIMIT


def begun(encounter: str, on: date, pack: str = "") -> EncounterStarted:
    return started(encounter).model_copy(update={"started_on": on, "content_sha256": pack})


def visit(records: Records, encounter: str, on: date, pack: str = "") -> None:
    """A visit of two events."""
    records.append(encounter, begun(encounter, on, pack), summary(encounter, on=on))
    records.append(encounter, goal(f"walk {encounter}"), summary(encounter, on=on))


def fill(records: Records) -> None:
    """Three old visits and two new ones, between each other, with schedules and packs."""
    for pack in "abc":
        records.keep_content(pack * 64, f"pack {pack}")
    records.content = "c" * 64
    visit(records, "old-1", OLD, "a" * 64)
    visit(records, "new-1", NEW, "b" * 64)
    visit(records, "old-2", date(2001, 2, 3))
    records.log("print", "old-1", "handout")
    visit(records, "new-2", TODAY)
    visit(records, "old-3", OLD)
    for name in ("schedule.2019-12-31", "schedule.2020-01-01", "schedule-mapping", "services"):
        records.keep_document(name, "[]")
    records.keep_document("schedule.2019-12-31", "[1]")


@pytest.fixture
def purger(place: Place) -> Records:
    """Full records, opened by who may purge."""
    records = place.open()
    fill(records)
    records.close()
    return place.bring_forward()


def test_what_is_older_goes_and_the_rest_stays(place: Place, purger: Records) -> None:
    purger.content = "c" * 64
    done = purger.purge(LIMIT, TODAY)

    assert done == Purged(
        LIMIT, visits=3, events=6, schedules=1, packs=1, remaining=0, kept=2, is_cleared=True
    )
    assert purger.verify_chain() is None
    assert purger.events_of("old-1") == ()
    assert len(purger.events_of("new-1")) == 2
    purger.close()
    assert place.rows("SELECT DISTINCT encounter FROM event ORDER BY encounter") == [
        ("new-1",),
        ("new-2",),
    ]
    assert place.rows("SELECT encounter FROM encounter_summary ORDER BY encounter") == [
        ("new-1",),
        ("new-2",),
    ]
    assert place.rows("SELECT name FROM clinic_document ORDER BY name") == [
        ("schedule-mapping",),
        ("schedule.2020-01-01",),
        ("services",),
    ]
    assert place.rows("SELECT content FROM content_pack ORDER BY content") == [
        ("pack b",),
        ("pack c",),
    ]


def test_counting_removes_nothing(place: Place, purger: Records) -> None:
    purger.content = "c" * 64
    found = purger.what_a_purge_removes(LIMIT)

    assert found == Purged(LIMIT, visits=3, events=6, schedules=1, packs=1, remaining=3, kept=5)
    purger.close()
    assert place.rows("SELECT count(*) FROM event") == [(10,)]
    assert place.rows("SELECT count(*) FROM journal WHERE kind = 'purge'") == [(0,)]


def test_a_purge_leaves_one_row_in_the_journal(place: Place, purger: Records) -> None:
    purger.purge(LIMIT, TODAY)
    purger.close()

    ((object_, reason),) = place.rows("SELECT object, reason FROM journal WHERE kind = 'purge'")
    day, digest = object_.split("/")
    assert (day, len(digest)) == ("2020-01-01", 64)
    assert reason == "3 visits, 6 events, 1 schedules, 1 packs"


def test_visits_go_on_after_a_purge_and_a_second_one_removes_the_rest(
    place: Place, purger: Records
) -> None:
    purger.purge(LIMIT, TODAY)
    visit(purger, "new-3", OLD)
    purger.keep_document("schedule.2019-12-31", "[2]")
    assert purger.verify_chain() is None

    done = purger.purge(TODAY - timedelta(days=30), TODAY)

    assert (done.visits, done.schedules, done.kept) == (2, 2, 1)
    assert purger.verify_chain() is None
    assert purger.purge(LIMIT, TODAY).visits == 0
    assert purger.verify_chain() is None
    purger.close()
    assert place.rows("SELECT count(*) FROM journal WHERE kind = 'purge'") == [(3,)]


@pytest.mark.parametrize("days", [-1, 0, 29])
def test_neither_todays_visits_nor_those_of_a_month_are_purged(purger: Records, days: int) -> None:
    with pytest.raises(ValueError, match="visits are purged that began before"):
        purger.purge(TODAY - timedelta(days=days), TODAY)

    assert purger.what_a_purge_removes(LIMIT).kept == 5
    purger.close()


def test_a_month_ago_may_be_purged(purger: Records) -> None:
    assert purger.purge(TODAY - timedelta(days=30), TODAY).visits == 4
    purger.close()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM event WHERE encounter = 'new-1'", "what is missing is not what was purged"),
        ("DELETE FROM event WHERE encounter = 'new-1' AND sequence = 2", "visit new-1, row 2"),
        ("DELETE FROM event WHERE encounter = 'new-1' AND sequence = 1", "visit new-1, row 1"),
        (
            "DELETE FROM clinic_document WHERE name = 'services'",
            "what is missing is not what was purged",
        ),
        ("UPDATE event SET payload = '{}' WHERE encounter = 'new-2'", "visit new-2, row 1"),
        ("DELETE FROM journal WHERE kind = 'purge'", "row 18: missing"),
        ("UPDATE journal SET object = '' WHERE kind = 'purge'", "row 18: changed"),
    ],
)
def test_rows_that_were_removed_by_hand_are_found_after_a_purge(
    place: Place, purger: Records, statement: str, said: str
) -> None:
    purger.purge(LIMIT, TODAY)
    purger.log("lock")
    purger.close()
    tables = ("event", "journal", "clinic_document")
    place.alter(*(one for table in tables for one in place.unlock(table)), statement)

    again = place.open()

    assert said in str(again.verify_chain())
    again.close()


def test_rows_that_were_removed_by_hand_before_a_purge_are_found_after_it(
    place: Place, purger: Records
) -> None:
    purger.close()
    place.alter(*place.unlock("event"), "DELETE FROM event WHERE encounter = 'old-1'")
    again = place.bring_forward()

    again.purge(LIMIT, TODAY)

    assert "what is missing is not what was purged" in str(again.verify_chain())
    again.close()


def test_rows_that_come_back_after_a_purge_are_found(place: Place, purger: Records) -> None:
    purger.close()
    columns = "encounter, sequence, id, kind, payload, time, staff, workstation, number, chain"
    rows = place.rows(f"SELECT {columns} FROM event WHERE encounter = 'old-1'")
    again = place.bring_forward()
    again.purge(LIMIT, TODAY)
    again.close()
    values = ", ".join(
        "(" + ", ".join(f"'{one}'" if isinstance(one, str) else str(one) for one in row) + ")"
        for row in rows
    )
    place.alter(f"INSERT INTO event ({columns}) VALUES {values}")

    found = place.open()

    assert "what is missing is not what was purged" in str(found.verify_chain())
    found.close()


def test_a_visit_that_the_list_does_not_have_is_purged_by_its_events(
    place: Place, purger: Records
) -> None:
    purger.close()
    place.alter(
        "DELETE FROM encounter_summary WHERE encounter = 'old-1'",
        "UPDATE encounter_summary SET started_on = '2001-01-01' WHERE encounter = 'new-1'",
        "UPDATE encounter_summary SET started_on = '2025-01-01' WHERE encounter = 'old-2'",
        "UPDATE encounter_summary SET encounter = 'none' WHERE encounter = 'old-3'",
    )
    again = place.bring_forward()

    done = again.purge(LIMIT, TODAY)

    assert (done.visits, done.events, done.remaining, done.kept) == (4, 6, 0, 2)
    again.close()


def test_a_purge_that_breaks_off_at_its_end_removes_nothing(place: Place, purger: Records) -> None:
    def break_off(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO journal"):
            raise KeyboardInterrupt

    event.listen(Engine, "after_cursor_execute", break_off)
    try:
        with pytest.raises(KeyboardInterrupt):
            purger.purge(LIMIT, TODAY)
    finally:
        event.remove(Engine, "after_cursor_execute", break_off)

    assert purger.verify_chain() is None
    assert purger.what_a_purge_removes(LIMIT).visits == 3
    purger.close()
    with pytest.raises(place.refused, match="never changed or removed"):
        place.alter("DELETE FROM event")


def test_after_a_purge_rows_are_refused_to_be_removed_as_before(
    place: Place, purger: Records
) -> None:
    purger.purge(LIMIT, TODAY)
    purger.close()

    for table in ("event", "clinic_document", "content_pack", "journal"):
        with pytest.raises(place.refused, match="never changed or removed"):
            place.alter(f"DELETE FROM {table}")


@pytest.mark.parametrize("at", range(7))
def test_a_check_during_which_others_purge_finds_no_fault(purger: Records, at: int) -> None:
    """The check reads piece by piece; at whichever the purge comes, all is read anew if need be."""
    pieces = 0

    def read(work: Callable[[Connection], Any]) -> Any:
        nonlocal pieces
        if pieces == at:
            purger.purge(LIMIT, TODAY)
        pieces += 1
        # As `Records.verify_chain` reads.
        return purger._writer.run(lambda: purger._opened().read(work))

    found = verify(read, chain_key(KEY))

    assert pieces > at
    assert found is None
    assert purger.what_a_purge_removes(LIMIT).visits == 0
    purger.close()


def test_what_is_left_in_free_space_is_said(
    purger: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: object, _tables: object) -> None:
        raise NotSaved("the disk is full")

    for database in (FileDatabase, ServerDatabase):
        monkeypatch.setattr(database, "compact", fail)

    done = purger.purge(LIMIT, TODAY)

    assert (done.visits, done.remaining, done.is_cleared) == (3, 0, False)
    assert purger.verify_chain() is None
    purger.close()


@pytest.mark.slow
@pytest.mark.parametrize("place", ["server"], indirect=True)
def test_stations_that_write_while_others_purge_lose_nothing(place: Place, purger: Records) -> None:
    station = place.open(workstation="room-3")

    def write(number: int) -> int:
        # Also into visits that are about to go, as from a window that was left open.
        records = station
        if number % 2:
            return records.append(f"n{number}", begun(f"n{number}", TODAY), summary(f"n{number}"))
        with suppress(Conflict):
            return records.append("old-1", goal("late"), summary("old-1", on=OLD), expected=2)
        return 0

    with ThreadPoolExecutor(2) as pool:
        written = pool.map(write, range(20))
        done = pool.submit(purger.purge, LIMIT, TODAY).result()
        kept = [one for one in written if one]

    assert done.remaining == 0
    assert len(kept) >= 10
    assert station.verify_chain() is None
    assert all(len(station.events_of(f"n{number}")) == 1 for number in range(1, 20, 2))
    assert station.events_of("old-1") == ()
    station.close()
    purger.close()


@pytest.mark.slow
@pytest.mark.parametrize("place", ["server"], indirect=True)
def test_a_purge_waits_for_who_is_in_the_middle_of_writing(place: Place, purger: Records) -> None:
    station = place.open(workstation="room-3")
    purging: list[Future[Purged]] = []

    with ThreadPoolExecutor(1) as pool:

        def begin(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            # The station has read how far the visit is, and writes what comes after that.
            if statement.startswith("INSERT INTO event") and not purging:
                purging.append(pool.submit(purger.purge, LIMIT, TODAY))
                wait(purging, timeout=1)

        event.listen(Engine, "before_cursor_execute", begin)
        try:
            assert station.append("old-1", goal("late"), summary("old-1", on=OLD)) == 3
        finally:
            event.remove(Engine, "before_cursor_execute", begin)
        done = purging[0].result()

    assert (done.events, done.remaining) == (7, 0)
    assert station.events_of("old-1") == ()
    assert station.verify_chain() is None
    station.close()
    purger.close()


@pytest.mark.slow
@pytest.mark.parametrize("place", ["server"], indirect=True)
def test_a_stations_account_may_not_purge(place: Place, purger: Records) -> None:
    purger.close()
    station = place.open()

    with pytest.raises(NotSaved, match=r"^Nothing was purged: this account may not"):
        station.purge(LIMIT, TODAY)

    assert station.what_a_purge_removes(LIMIT).visits == 3
    assert station.verify_chain() is None
    station.close()


def test_the_setting_of_a_purge_is_that_of_the_tables() -> None:
    assert version_2.PURGING == PURGING
