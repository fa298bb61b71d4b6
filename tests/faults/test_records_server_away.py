"""A server that is frozen, off or a standby is said soon, and found again (F22, F24, F32)."""

import time
from collections.abc import Iterator

import psycopg
import pytest

from sdm_app.records import NotSaved, Records, RecordsError, Unreachable, open_records
from sdm_app.records import server as server_module
from tests.faults.records_invariants import say
from tests.faults.records_server import made_database, own_server, seconds_of, station
from tests.postgres import Server
from tests.records.builders import KEY, goal, started, summary

pytestmark = pytest.mark.slow

LONGEST_WAIT = 5.5
"""Seconds: the budget of one piece of work and the machine's own moods."""


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
