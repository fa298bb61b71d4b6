"""A pool of connections before the server is refused; a dropped connection is made anew (F29)."""

import psycopg
import pytest

from sdm_app.records import Records, Unreachable, open_records
from sdm_app.records.address import STATEMENT_TIMEOUT
from sdm_app.records.straight import THROUGH_A_POOL, is_straight
from tests.faults.records_network import Network
from tests.faults.records_pool import pool
from tests.faults.records_server import station
from tests.postgres import Server
from tests.records.builders import DAY, KEY, goal, started, summary

pytestmark = pytest.mark.slow


def url_by(port: int, server: Server, database: str) -> str:
    return server.url(database).replace(f":{server.port}/", f":{port}/")


AS_DEBIAN_SETS_IT = ()
DROPPING_WHAT_IT_IS_SENT = ("ignore_startup_parameters = options",)


@pytest.mark.parametrize("mode", ["transaction", "session"])
@pytest.mark.parametrize("settings", [AS_DEBIAN_SETS_IT, DROPPING_WHAT_IT_IS_SENT])
def test_a_pool_is_refused_and_said_in_one_sentence(
    server: Server, database: str, mode: str, settings: tuple[str, ...]
) -> None:
    with (
        pool(server, mode, *settings) as port,
        pytest.raises(Unreachable) as refused,
    ):
        open_records(url_by(port, server, database), KEY, workstation="room-1")

    assert str(refused.value) == THROUGH_A_POOL


def test_a_pool_loses_the_news_and_the_limits_without_a_word(server: Server, database: str) -> None:
    """Why it is refused: were this to change, so should the refusal."""
    with pool(server, "transaction", *DROPPING_WHAT_IT_IS_SENT) as port:
        stations = [
            psycopg.connect(
                host="127.0.0.1", port=port, dbname=database, user="station", autocommit=True,
                options="-c statement_timeout=2200",
            )
            for _ in range(2)
        ]  # fmt: skip
        listening, writing = stations
        listening.execute("LISTEN backchoice")
        writing.execute("NOTIFY backchoice, 'e1'")

        assert list(listening.notifies(timeout=1, stop_after=1)) == []
        assert writing.execute("SHOW statement_timeout").fetchone() == ("0",)
        for one in stations:
            one.close()


def test_a_pool_is_refused_whatever_limit_the_database_sets_itself(
    server: Server, database: str
) -> None:
    server.execute(f"ALTER DATABASE {database} SET statement_timeout = '{STATEMENT_TIMEOUT}'")
    with pool(server, "transaction", *DROPPING_WHAT_IT_IS_SENT) as port:
        with psycopg.connect(
            host="127.0.0.1", port=port, dbname=database, user="station"
        ) as through:
            found = through.execute("SHOW statement_timeout").fetchone()
        with pytest.raises(Unreachable) as refused:
            open_records(url_by(port, server, database), KEY, workstation="room-1")

    assert found == (STATEMENT_TIMEOUT,)
    assert str(refused.value) == THROUGH_A_POOL


def test_a_connection_without_our_limits_is_not_straight(server: Server, database: str) -> None:
    with server.connect(database) as without:
        assert not is_straight(without)
    with server.connect(database, options="-c statement_timeout=2200") as limited:
        assert is_straight(limited)


def test_a_pool_put_in_front_of_a_running_program_is_said_as_well(
    server: Server, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = psycopg.connect
    records = station(server, database)
    records.append("e1", started(), summary())
    end_connections(server, database)
    with (
        pool(server, "transaction", *DROPPING_WHAT_IT_IS_SENT) as port,
        monkeypatch.context() as moved,
    ):
        moved.setattr(psycopg, "connect", lambda **asked: connect(**{**asked, "port": port}))
        with pytest.raises(Unreachable) as refused:
            records.append("e1", goal("walk"), summary())

    assert str(refused.value) == THROUGH_A_POOL
    records.close()
    again = station(server, database)
    assert again.events_of("e1") == ((1, started()),)
    again.close()


def end_connections(server: Server, database: str) -> int:
    """End all that are connected, as a server does that is restarted; how many there were."""
    with server.connect() as administrator:
        ended = administrator.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s",
            [database],
        ).fetchall()
    assert all(was_ended for (was_ended,) in ended)
    return len(ended)


def test_an_idle_connection_that_the_server_dropped_is_not_noticed_by_anybody(
    server: Server, database: str, records: Records
) -> None:
    records.append("e1", started(), summary())

    assert end_connections(server, database) == 1
    assert records.append("e1", goal("walk"), summary()) == 2
    assert end_connections(server, database) == 1
    assert len(records.list_on(DAY)) == 1
    assert end_connections(server, database) == 1
    assert records.with_driver(lambda driver: driver.execute("SELECT 1").fetchone()) == (1,)
    assert records.verify_chain() is None


def test_an_idle_connection_that_the_network_dropped_is_not_noticed_by_anybody(
    server: Server, database: str
) -> None:
    between = Network(server.port)
    records = open_records(url_by(between.port, server, database), KEY, workstation="room-1")
    records.append("e1", started(), summary())

    between.reset()

    assert records.append("e1", goal("walk"), summary()) == 2
    assert len(records.events_of("e1")) == 2
    records.close()
    between.close()


def test_a_live_connection_is_kept(server: Server, database: str, records: Records) -> None:
    """Else each piece of work would make one, and the tests above could not tell."""

    def process() -> object:
        return records.with_driver(
            lambda driver: driver.execute("SELECT pg_backend_pid()").fetchone()
        )

    before = process()
    records.append("e1", started(), summary())
    records.list_on(DAY)

    assert process() == before
