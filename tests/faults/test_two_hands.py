"""Two people answer in one visit at once, hundreds of times: nothing accepted is lost (F25)."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from pytestqt.qtbot import QtBot

from sdm_app.records import Records, open_records
from tests.faults.records_server import made_database, station
from tests.faults.two_hands import Interleaving
from tests.faults.two_hands_judge import judge
from tests.faults.two_hands_people import Clock, Person
from tests.postgres import Server
from tests.records.builders import KEY

TURNS = 24


def interleaved(records: tuple[Records, Records], seed: int, seconds: float) -> Counter[str]:
    """Play one visit by chance and judge it; what was counted."""
    dice, clock = Random(seed), Clock()
    people = (
        Person("one", records[0], clock, Random(dice.random())),
        Person("other", records[1], clock, Random(dice.random())),
    )
    visit = Interleaving(people, clock, dice)
    visit.begin()
    visit.play(TURNS, seconds)
    counted = judge(people)
    for person in people:
        person.controller.deleteLater()
    return counted


def several(records: tuple[Records, Records], seeds: range, seconds: float) -> Counter[str]:
    """Play a visit for each seed; what all of them counted."""
    counted: Counter[str] = Counter()
    for seed in seeds:
        try:
            counted += interleaved(records, seed, seconds)
        except AssertionError as error:
            error.add_note(f"seed {seed}")
            raise
    print(dict(counted))  # noqa: T201
    return counted


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Records]:
    """Records in a file, where two controllers have to share what holds it open."""
    records = open_records(tmp_path / "visits.db", KEY)
    yield records
    records.close()


def test_fifty_visits_of_two_hands_lose_no_answer(qtbot: QtBot, file: Records) -> None:
    counted = several((file, file), range(50), 60.0)

    assert counted["conflicts"] > 50
    assert counted["fields"] >= counted["conflicts"]


@pytest.mark.slow
def test_hundreds_of_visits_of_two_hands_in_a_file_lose_no_answer(
    qtbot: QtBot, file: Records
) -> None:
    assert several((file, file), range(1000, 1500), 60.0)["conflicts"] > 500


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [60.0, 0.0], ids=["one-after-another", "at-once"])
def test_hundreds_of_visits_of_two_hands_on_a_server_lose_no_answer(
    qtbot: QtBot, server: Server, seconds: float
) -> None:
    database = made_database(server)
    rooms = station(server, database, "Room 1"), station(server, database, "Room 2")

    counted = several(rooms, range(2000, 2500), seconds)

    assert counted["conflicts"] > 500
    for records in rooms:
        assert records.verify_chain() is None
        records.close()
