"""A server killed while stations write, or in a commit, loses and doubles nothing (F21)."""

import threading
import time
from functools import partial
from random import Random
from uuid import uuid4

import psycopg
import pytest

from sdm_app.records import NotSaved, OutcomeUnknown, Records, open_records
from tests.faults.records_invariants import Acknowledged, row_after, say
from tests.faults.records_server import made_database, own_server, station, wait_for
from tests.postgres import Server
from tests.records.builders import KEY, goal, started, summary

pytestmark = pytest.mark.slow


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
