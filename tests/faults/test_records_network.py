"""A network that is cut, silent, slow or reset doubles nothing and loses nothing (F23)."""

import time
from collections.abc import Iterator
from random import Random
from uuid import uuid4

import pytest

from sdm_app.records import NotSaved, Records, open_records
from tests.faults.records_invariants import say
from tests.faults.records_network import Network
from tests.faults.records_server import made_database, seconds_of
from tests.postgres import Server
from tests.records.builders import KEY, goal, started, summary

pytestmark = pytest.mark.slow


@pytest.fixture
def network(server: Server) -> Iterator[Network]:
    between = Network(server.port)
    yield between
    between.close()


@pytest.fixture
def records(server: Server, network: Network) -> Iterator[Records]:
    url = server.url(made_database(server)).replace(f":{server.port}/", f":{network.port}/")
    opened = open_records(url, KEY, workstation="room-1")
    yield opened
    network.flow()
    opened.close()


def keep(records: Records, text: str, event_id: str) -> int:
    """Ask until it is kept, as a person who presses "try again"."""
    ends = time.monotonic() + 60
    while True:
        try:
            return records.append("e1", goal(text), summary(), event_id=event_id)
        except NotSaved:
            assert time.monotonic() < ends
            time.sleep(0.1)


def test_a_silent_network_is_not_waited_for_longer_than_five_seconds(
    records: Records, network: Network
) -> None:
    records.append("e1", started(), summary())
    event_id = uuid4().hex
    network.stop_flowing()

    took, refusal = seconds_of(
        lambda: records.append("e1", goal("walk"), summary(), event_id=event_id)
    )

    network.flow()
    assert isinstance(refusal, NotSaved)
    assert took < 5.5
    assert keep(records, "walk", event_id) == 2
    assert len(records.events_of("e1")) == 2
    say(f"silent network: refused after {took:.1f} s")


def test_a_network_that_was_reset_is_used_again(records: Records, network: Network) -> None:
    records.append("e1", started(), summary())

    for turn in range(5):
        network.reset()
        assert keep(records, str(turn), uuid4().hex) == turn + 2

    assert records.verify_chain() is None


def test_a_slow_network_is_slow_and_nothing_else(records: Records, network: Network) -> None:
    network.delay_seconds = 0.05

    assert records.append("e1", started(), summary()) == 1
    assert records.append("e1", goal("walk"), summary()) == 2


def test_a_network_cut_after_any_byte_keeps_an_event_once(
    records: Records, network: Network
) -> None:
    records.append("e1", started(), summary())
    random = Random(20261124)
    cuts = 40

    for turn in range(cuts):
        network.cut_after = random.randrange(4000)
        assert keep(records, str(turn), uuid4().hex) == turn + 2
    network.cut_after = None

    kept = [event for _, event in records.events_of("e1")[1:]]
    assert kept == [goal(str(turn)) for turn in range(cuts)]
    assert records.verify_chain() is None
    say(f"cut networks: {cuts}, every event kept once")
