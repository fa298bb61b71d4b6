"""No news of other stations is not taken for no change, through a pool or a server that froze."""

import threading
import time

import psycopg
import pytest

from sdm_app.records import Records, watching
from sdm_app.records.watching import LATE_NEWS, watch_server
from tests.faults.records_pool import pool
from tests.faults.records_server import made_database, own_server, station, wait_for
from tests.faults.test_records_pool import (
    AS_DEBIAN_SETS_IT,
    DROPPING_WHAT_IT_IS_SENT,
    end_connections,
    url_by,
)
from tests.postgres import Server
from tests.records.builders import started, summary

pytestmark = pytest.mark.slow


class Heard:
    """What a watcher was told, and when."""

    def __init__(self) -> None:
        self.changes: list[str] = []
        self.sentences: list[str] = []


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "POLL_SECONDS", 0.2)
    monkeypatch.setattr(watching, "_PAUSE_SECONDS", 0.2)


@pytest.mark.parametrize("mode", ["transaction", "session"])
@pytest.mark.parametrize("settings", [AS_DEBIAN_SETS_IT, DROPPING_WHAT_IT_IS_SENT])
def test_through_a_pool_changes_are_looked_for_and_it_is_said(
    server: Server, database: str, quickly: None, mode: str, settings: tuple[str, ...]
) -> None:
    heard = Heard()
    with pool(server, mode, *settings) as port:
        stop = watch_server(
            url_by(port, server, database), heard.changes.append, heard.sentences.append
        )
        wait_for(lambda: len(heard.changes) >= 4)
        stop()

    assert set(heard.changes) == {""}
    assert set(heard.sentences) == {LATE_NEWS}


def test_a_pool_put_in_front_of_a_running_watcher_is_said_and_so_is_its_end(
    server: Server, database: str, records: Records, quickly: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = psycopg.connect
    heard = Heard()
    stop = watch_server(server.url(database), heard.changes.append, heard.sentences.append)
    wait_for(lambda: heard.changes == [""])
    assert heard.sentences == []
    with (
        pool(server, "transaction", *DROPPING_WHAT_IT_IS_SENT) as port,
        monkeypatch.context() as moved,
    ):
        end_connections(server, database)
        moved.setattr(psycopg, "connect", lambda **asked: connect(**{**asked, "port": port}))
        wait_for(lambda: LATE_NEWS in heard.sentences)
    wait_for(lambda: heard.sentences[-1] == "")

    before = len(heard.changes)
    records.append("e1", started(), summary())

    wait_for(lambda: "e1" in heard.changes[before:])
    stop()


def test_a_frozen_server_is_noticed_and_what_changed_meanwhile_is_looked_for(
    monkeypatch: pytest.MonkeyPatch, quickly: None
) -> None:
    monkeypatch.setattr(watching, "BEAT_SECONDS", 0.3)
    monkeypatch.setattr(watching, "_ANSWER_SECONDS", 0.5)
    heard = Heard()
    with own_server() as server:
        database = made_database(server)
        stop = watch_server(server.url(database), heard.changes.append, heard.sentences.append)
        wait_for(lambda: heard.changes == [""])
        frozen = server.freeze()
        time.sleep(2.5)
        server.thaw(frozen)

        wait_for(lambda: heard.changes == ["", ""])
        stop()
    assert heard.sentences == []


def test_news_that_comes_while_the_server_is_asked_is_heard(
    server: Server, database: str, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "BEAT_SECONDS", 0.0)
    monkeypatch.setattr(watching, "LOOK_UP_SECONDS", 0.001)
    heard = Heard()
    stop = watch_server(server.url(database), heard.changes.append)
    wait_for(lambda: heard.changes == [""])

    for number in range(100):
        records.append(f"e{number}", started(f"e{number}"), summary(f"e{number}"))

    wait_for(lambda: len(heard.changes) == 101)
    assert heard.changes[1:] == [f"e{number}" for number in range(100)]
    stop()


def test_ending_it_waits_for_nothing_even_while_the_server_is_frozen(quickly: None) -> None:
    heard = Heard()
    with own_server() as server:
        database = made_database(server)
        other = station(server, database)
        stop = watch_server(server.url(database), heard.changes.append)
        wait_for(lambda: heard.changes == [""])
        frozen = server.freeze()
        try:
            began = time.monotonic()
            stop()
            took = time.monotonic() - began
        finally:
            server.thaw(frozen)
        other.append("e1", started(), summary())
        wait_for(lambda: not _is_watching())
        other.close()

    assert took < 0.05
    assert heard.changes == [""]


def _is_watching() -> bool:
    return any(thread.name == "records-watch" for thread in threading.enumerate())
