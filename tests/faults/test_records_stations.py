"""Stations in one visit see each other, hear of changes and overwrite nothing (F25, F26)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdm_app.domain.events import Event
from sdm_app.records import Conflict, NotSaved, Records
from tests.faults.records_server import made_database, station, wait_for
from tests.postgres import Server
from tests.records.builders import goal, started, summary

pytestmark = pytest.mark.slow


def test_a_visit_that_is_open_elsewhere_is_said_until_the_other_is_gone(
    server: Server, database: str, records: Records
) -> None:
    other = station(server, database, "room-2")
    try:
        assert records.note_presence("e1") == ()
        assert other.note_presence("e1") == (records._workstation,)
        assert records.note_presence("e1") == ("room-2",)
        assert records.note_presence("e2") == ()
        assert other.note_presence("e1") == ()
        records.note_presence("e1")
        other.note_presence("")
        assert records.note_presence("e1") == ()
        other.note_presence("e1")
    finally:
        other.close()  # as a station that crashed, it says nothing more

    assert records.note_presence("e1") == ("room-2",)
    records.with_driver(
        lambda driver: (
            driver.execute("UPDATE presence SET seen = now() - interval '61 seconds'"),
            driver.commit(),
        )
    )
    assert records.note_presence("e1") == ()


def test_two_stations_in_one_visit_conflict_and_overwrite_nothing(
    server: Server, database: str, records: Records
) -> None:
    other = station(server, database, "room-2")
    records.append("e1", started(), summary(), expected=0)
    other.append("e1", goal("theirs"), summary(), expected=1)

    with pytest.raises(Conflict) as refused:
        records.append("e1", goal("mine"), summary(), expected=1)

    assert refused.value.events == ((2, goal("theirs")),)
    assert records.append("e1", goal("mine"), summary(), expected=2) == 3
    assert [event for _, event in other.events_of("e1")[1:]] == [goal("theirs"), goal("mine")]
    other.close()


def test_stations_that_write_at_once_lose_nothing(server: Server, database: str) -> None:
    stations = [station(server, database, f"room-{n}") for n in range(4)]
    stations[0].append("e1", started(), summary())

    def write(records: Records) -> None:
        for turn in range(25):
            records.append("e1", goal(str(turn)), summary())

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, stations))

    assert len(stations[0].events_of("e1")) == 101
    assert stations[0].verify_chain() is None
    for one in stations:
        one.close()


@pytest.fixture(scope="module")
def pair(server: Server) -> Iterator[tuple[Records, Records]]:
    database = made_database(server)
    both = station(server, database, "room-1"), station(server, database, "room-2")
    yield both
    for one in both:
        one.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(turns=st.lists(st.tuples(st.integers(0, 1), st.booleans()), min_size=1, max_size=12))
def test_whatever_two_stations_do_the_visit_is_what_was_accepted(
    pair: tuple[Records, Records], turns: list[tuple[int, bool]]
) -> None:
    """Each turn is of one station, which first looks at what is new, or does not."""
    encounter = uuid4().hex
    pair[0].append(encounter, started(encounter), summary(encounter))
    accepted: list[Event] = [started(encounter)]
    known = [1, 1]
    for number, (who, looks_first) in enumerate(turns):
        if looks_first:
            known[who] = len(pair[who].events_of(encounter))
        event = goal(f"{who} {number}")
        try:
            known[who] = pair[who].append(encounter, event, summary(encounter), expected=known[who])
            accepted.append(event)
        except Conflict as conflict:
            assert known[who] < len(accepted)
            missed = [one for _, one in conflict.events]
            assert missed == accepted[known[who] :]

    for one in pair:
        assert [event for _, event in one.events_of(encounter)] == accepted


def test_other_stations_hear_of_a_visit_that_changed(
    server: Server, database: str, records: Records
) -> None:
    heard: list[str] = []
    other = station(server, database, "room-2")
    stop = other.watch(heard.append)
    wait_for(lambda: heard == [""])

    records.append("e1", started(), summary())

    wait_for(lambda: heard == ["", "e1"])
    stop()
    other.close()


def test_other_stations_hear_of_a_document_apart_from_visits(
    server: Server, database: str, records: Records
) -> None:
    heard: list[str] = []
    other = station(server, database, "room-2")
    stop = other.watch(heard.append)
    wait_for(lambda: heard == [""])

    records.keep_document("services", "[]")

    wait_for(lambda: heard == ["", "document:services"])
    found = other.document("services")
    assert found is not None
    assert found.text == "[]"
    # Whoever takes it for a visit's id finds no such visit.
    assert other.events_of(heard[1]) == ()
    stop()
    other.close()


def test_two_stations_that_keep_a_document_at_once_lose_none(
    server: Server, database: str, records: Records
) -> None:
    other = station(server, database, "room-2")

    with ThreadPoolExecutor(2) as pool:
        kept = pool.map(
            lambda one: [one.keep_document("services", "[]") for _ in range(10)], (records, other)
        )
        numbers = [number for numbers in kept for number in numbers]

    assert sorted(numbers) == list(range(1, 21))
    assert other.verify_chain() is None
    other.close()


def test_nothing_is_heard_of_what_was_not_kept(
    server: Server, database: str, records: Records
) -> None:
    heard: list[str] = []
    stop = records.watch(heard.append)
    wait_for(lambda: heard == [""])

    with pytest.raises(NotSaved):
        records.append("e1", started(), summary(step="nowhere"))
    records.append("e2", started("e2"), summary("e2"))

    wait_for(lambda: heard == ["", "e2"])
    stop()
