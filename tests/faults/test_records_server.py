"""A clinic's server that is killed, frozen, away, a standby, newer, or hostile (F21 to F32)."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from uuid import uuid4

import psycopg
import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdm_app.domain.events import Event
from sdm_app.records import (
    Conflict,
    NewerRecords,
    NotSaved,
    OutcomeUnknown,
    Records,
    RecordsError,
    Unreachable,
    open_records,
)
from sdm_app.records import (
    server as server_module,
)
from tests.faults.records_invariants import Acknowledged, row_after, say
from tests.faults.records_server import made_database, own_server, seconds_of, station
from tests.postgres import Server
from tests.records.builders import KEY, goal, started, summary

pytestmark = pytest.mark.slow

LONGEST_WAIT = 5.5
"""Seconds: the budget of one piece of work and the machine's own moods."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with own_server() as running:
        yield running


@pytest.fixture
def database(server: Server) -> str:
    return made_database(server)


@pytest.fixture
def records(server: Server, database: str) -> Iterator[Records]:
    opened = station(server, database)
    yield opened
    opened.close()


class Writer(threading.Thread):
    """A station that keeps visits for as long as it may, asking again what it did not learn."""

    def __init__(self, url: str, name: str) -> None:
        super().__init__(daemon=True)
        self.records = open_records(url, KEY, workstation=name)
        self.station = name
        self.told: list[Acknowledged] = []
        self.refusals = 0
        self.is_over = False

    def run(self) -> None:
        visit = 0
        while not self.is_over:
            visit += 1
            encounter = f"{self.station}-{visit}"
            for sequence in range(1, 5):
                event = started(encounter) if sequence == 1 else goal("x" * 300)
                event_id, row = uuid4().hex, row_after(encounter, sequence)
                while True:
                    try:
                        kept = self.records.append(encounter, event, row, event_id=event_id)
                    except NotSaved:
                        self.refusals += 1
                        time.sleep(0.05)
                        if self.is_over:
                            return
                    else:
                        self.told.append(Acknowledged(encounter, kept, event_id))
                        break


@pytest.mark.parametrize("kills", [12])
def test_a_server_killed_while_four_write_loses_and_doubles_nothing(kills: int) -> None:
    with own_server() as server:
        database = made_database(server)
        random = Random(20261124)
        writers = [Writer(server.url(database), f"room-{n}") for n in range(4)]
        for writer in writers:
            writer.start()
        for _ in range(kills):
            # Until writing goes on at full speed; then at any moment.
            before = sum(len(writer.told) for writer in writers)
            wait_for(partial(have_written, writers, before + 40), seconds=60)
            time.sleep(random.random() * 0.05)
            server.kill()
            server.start()
        time.sleep(2)
        for writer in writers:
            writer.is_over = True
        for writer in writers:
            writer.join(timeout=30)
            writer.records.close()
        told = [one for writer in writers for one in writer.told]
        records = station(server, database)
        unknown = check_on_server(records, told)
        records.close()

    refusals = sum(writer.refusals for writer in writers)
    say(f"server killed {kills} times: {len(told)} acknowledged, 0 lost, {refusals} refusals,")
    say(f"  {unknown} kept but not acknowledged when the writers were stopped")
    assert refusals > 0
    assert len(told) > 40 * kills
    assert unknown <= 4
    assert len({(one.encounter, one.sequence) for one in told}) == len(told)


def have_written(writers: list[Writer], events: int) -> bool:
    return sum(len(writer.told) for writer in writers) >= events


def check_on_server(records: Records, told: list[Acknowledged]) -> int:
    """I1, I2 and I4; the server itself answers for I3."""
    rows = records.with_driver(
        lambda driver: driver.execute("SELECT encounter, sequence, id FROM event").fetchall()
    )
    found = {Acknowledged(*row) for row in rows}
    assert set(told) <= found
    assert len(found) == len(rows)
    last: dict[str, int] = {}
    for encounter, sequence, _id in rows:
        last[encounter] = max(sequence, last.get(encounter, 0))
    summaries = records.with_driver(
        lambda driver: driver.execute(
            "SELECT encounter, started_at FROM encounter_summary"
        ).fetchall()
    )
    wanted = {encounter: row_after(encounter, n).started_at for encounter, n in last.items()}
    assert dict(summaries) == wanted
    assert records.verify_chain(records.heads()) is None
    return len(found - set(told))


def test_a_commit_whose_answer_is_lost_is_found_and_not_doubled(
    server: Server, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = station(server, database)
    commit = psycopg.Connection.commit
    lost: list[bool] = []

    def lose_the_answer(connection: psycopg.Connection[object]) -> None:
        commit(connection)
        if not lost:
            lost.append(True)
            connection.close()
            raise psycopg.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(psycopg.Connection, "commit", lose_the_answer)

    assert records.append("e1", started(), summary()) == 1
    assert lost
    assert records.events_of("e1") == ((1, started()),)
    assert records.verify_chain() is None
    records.close()


def test_a_commit_that_never_arrived_is_made_again(
    server: Server, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = station(server, database)
    commit = psycopg.Connection.commit
    lost: list[bool] = []

    def lose_the_question(connection: psycopg.Connection[object]) -> None:
        if not lost:
            lost.append(True)
            connection.close()
            raise psycopg.OperationalError("server closed the connection unexpectedly")
        commit(connection)

    monkeypatch.setattr(psycopg.Connection, "commit", lose_the_question)

    assert records.append("e1", started(), summary()) == 1
    assert records.events_of("e1") == ((1, started()),)
    records.close()


def test_a_server_gone_for_good_in_a_commit_says_that_it_does_not_know() -> None:
    with own_server() as server:
        records = station(server, made_database(server))
        records.append("e1", started(), summary())
        event_id = uuid4().hex
        commit = psycopg.Connection.commit
        with pytest.MonkeyPatch.context() as patched:

            def die(connection: psycopg.Connection[object]) -> None:
                server.kill()
                commit(connection)

            patched.setattr(psycopg.Connection, "commit", die)
            with pytest.raises(OutcomeUnknown, match="not known whether"):
                records.append("e1", goal("walk"), summary(), event_id=event_id)
        server.start()
        time.sleep(1)

        assert records.append("e1", goal("walk"), summary(), event_id=event_id) == 2
        assert len(records.events_of("e1")) == 2
        records.close()


@pytest.mark.parametrize("ask", ["append", "list"])
def test_a_frozen_server_is_not_waited_for_longer_than_five_seconds(ask: str) -> None:
    with own_server() as server:
        records = station(server, made_database(server))
        records.append("e1", started(), summary())
        frozen = server.freeze()
        try:
            acts = {
                "append": lambda: records.append("e1", goal("walk"), summary()),
                "list": lambda: records.list_on(summary().started_on),
            }
            took, refusal = seconds_of(acts[ask])
            again, refusal_again = seconds_of(acts[ask])
        finally:
            server.thaw(frozen)
        assert isinstance(refusal, RecordsError)
        assert isinstance(refusal_again, RecordsError)
        assert took < LONGEST_WAIT
        assert again < LONGEST_WAIT
        time.sleep(1.5)
        assert records.append("e1", goal("swim"), summary()) in (2, 3)
        assert records.verify_chain() is None
        records.close()
        say(f"frozen server ({ask}): refused after {took:.1f} s, then after {again:.1f} s")


def test_a_window_that_asks_later_does_not_wait_for_a_frozen_server() -> None:
    with own_server() as server:
        records = station(server, made_database(server))
        frozen = server.freeze()
        try:
            took, _ = seconds_of(lambda: records.append_later("e1", started(), summary()))
        finally:
            server.thaw(frozen)
        records.close()

    assert took < 0.05


def test_lost_connections_are_made_again_and_not_more_often_than_is_good() -> None:
    with own_server() as server:
        records = station(server, made_database(server))
        records.append("e1", started(), summary())
        server.stop()
        attempts = []
        with pytest.MonkeyPatch.context() as patched:
            connect = psycopg.connect

            def counted(*arguments: object, **settings: object) -> object:
                attempts.append(time.monotonic())
                return connect(*arguments, **settings)  # type: ignore[arg-type]

            patched.setattr(psycopg, "connect", counted)
            for _ in range(40):
                with pytest.raises(NotSaved):
                    records.append("e1", goal("walk"), summary())
                time.sleep(0.05)
        server.start()
        time.sleep(server_module._PAUSES[-1])

        assert records.append("e1", goal("walk"), summary()) == 2
        records.close()
    assert 2 <= len(attempts) <= 5


def test_a_server_that_is_off_in_the_morning_is_said_in_one_sentence(server: Server) -> None:
    off = Server(server.folder)

    took, refusal = seconds_of(lambda: open_records(off.url("visits"), KEY))

    assert isinstance(refusal, Unreachable)
    assert str(refusal) == "The clinic's database cannot be reached."
    assert took < LONGEST_WAIT


@pytest.fixture(scope="module")
def standby(server: Server) -> Iterator[tuple[Server, str]]:
    """A second server that follows the first and may only be read, with one of its databases."""
    database = made_database(server)
    follower = Server()
    try:
        server.run(
            "pg_basebackup", "-h", "127.0.0.1", "-p", str(server.port), "-U", "postgres",
            "-D", follower.data, "-R", "-X", "stream", "-c", "fast",
        )  # fmt: skip
        follower.start()
        yield follower, database
    finally:
        follower.remove()


def test_a_standby_is_refused_and_said(standby: tuple[Server, str]) -> None:
    follower, database = standby

    with pytest.raises(Unreachable, match="is a standby"):
        open_records(follower.url(database), KEY)


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


def test_a_server_that_turned_standby_refuses_and_says_so(
    server: Server, database: str, records: Records
) -> None:
    records.append("e1", started(), summary())

    def forbid(driver: psycopg.Connection[object]) -> None:
        driver.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
        driver.commit()

    records.with_driver(forbid)
    with pytest.raises(NotSaved, match="is a standby"):
        records.append("e1", goal("walk"), summary())

    assert records.append("e1", goal("walk"), summary()) == 2


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


@pytest.mark.parametrize("off", [timedelta(hours=-5), timedelta(hours=7)])
def test_a_visits_order_is_by_sequence_whatever_a_stations_clock_says(
    server: Server, database: str, records: Records, off: timedelta
) -> None:
    other = station(server, database, "room-2")
    records.append("e1", started(), summary(), expected=0)
    with time_machine.travel(datetime.now(UTC) + off):
        other.append("e1", goal("second"), summary(), expected=1)
    records.append("e1", goal("third"), summary(), expected=2)

    visit = ((1, started()), (2, goal("second")), (3, goal("third")))
    assert records.events_of("e1") == visit
    assert other.events_of("e1") == visit
    first, second, third = (datetime.fromisoformat(time) for time in times_of(records, "e1"))
    assert abs(second - first - off) < timedelta(minutes=1)
    assert timedelta(0) < third - first < timedelta(minutes=1)
    assert records.verify_chain() is None
    other.close()


def times_of(records: Records, encounter: str) -> list[str]:
    """When the stations say that they wrote, in the order of the events."""
    query = "SELECT time FROM event WHERE encounter = %s ORDER BY sequence"
    return [
        time for (time,) in records.with_driver(lambda driver: driver.execute(query, [encounter]))
    ]


@pytest.mark.parametrize("seconds", [-7200, -121, -119, 0, 119, 121, 7200])
def test_how_far_a_stations_clock_is_off_is_found(
    server: Server, database: str, records: Records, seconds: int
) -> None:
    """Within a second, so that two minutes are told from less."""
    with time_machine.travel(datetime.now(UTC) - timedelta(seconds=seconds)):
        skew = records.clock_skew()

    assert skew == pytest.approx(seconds, abs=0.9)


def test_a_file_has_no_clock_of_its_own(tmp_path: Path) -> None:
    records = open_records(tmp_path / "visits.db", KEY, workstation="room-1")

    assert records.clock_skew() is None
    records.close()


def test_a_clock_is_not_asked_for_at_a_server_that_is_gone() -> None:
    with own_server() as gone:
        records = station(gone, made_database(gone))
        gone.stop()
        with pytest.raises(Unreachable):
            records.clock_skew()
        records.close()


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


def test_a_program_older_than_the_tables_is_refused(server: Server, database: str) -> None:
    server.execute("UPDATE version SET number = 2", database)

    with pytest.raises(NewerRecords, match="version 2"):
        station(server, database)


def test_a_program_newer_than_the_tables_may_not_change_them_as_a_station(
    server: Server, database: str
) -> None:
    server.execute("UPDATE version SET number = 0", database)

    with pytest.raises(NotSaved, match="this account may not"):
        station(server, database)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET payload = '{}'",
        "DELETE FROM event",
        "TRUNCATE event",
        "UPDATE journal SET reason = ''",
        "UPDATE staff_event SET payload = '{}'",
        "DELETE FROM staff_event",
        "UPDATE content_pack SET content = ''",
        "DELETE FROM journal",
        "TRUNCATE journal CASCADE",
        "DELETE FROM encounter_summary",
        "DROP TABLE event",
        "ALTER TABLE event DISABLE TRIGGER ALL",
        "DROP TRIGGER event_only_grows ON event",
        "UPDATE version SET number = 0",
        "CREATE TABLE public.mine (x int)",
        "CREATE SCHEMA mine",
        "SET session_replication_role = replica",
    ],
)
def test_a_stations_account_may_add_and_nothing_else(
    server: Server, database: str, records: Records, statement: str
) -> None:
    records.append("e1", started(), summary())
    with (
        psycopg.connect(
            host="127.0.0.1", port=server.port, dbname=database, user="station", autocommit=True
        ) as hostile,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        hostile.execute(statement.encode())

    assert records.events_of("e1") == ((1, started()),)


@pytest.mark.parametrize("table", ["event", "journal"])
@pytest.mark.parametrize("change", ["UPDATE {} SET staff = ''", "DELETE FROM {}", "TRUNCATE {}"])
def test_even_the_owner_is_refused_by_the_triggers(
    server: Server, database: str, records: Records, table: str, change: str
) -> None:
    records.append("e1", started(), summary())
    with (
        psycopg.connect(
            host="127.0.0.1", port=server.port, dbname=database, user="owner", autocommit=True
        ) as owner,
        pytest.raises(psycopg.IntegrityError, match="never changed or removed"),
    ):
        owner.execute(change.format(table).encode())


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


def wait_for(is_so: object, seconds: float = 10.0) -> None:
    assert callable(is_so)
    ends = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < ends
        time.sleep(0.02)
