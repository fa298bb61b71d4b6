"""Workstations that change the clinic's directory at once lose nothing, and see it at once."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sdm_app.domain.services import Directory, Service
from sdm_app.records import Records
from sdm_app.ui.desk import Desk
from sdm_app.ui.directory.listed import Listed, keep_listed, read_listed
from tests.faults.records_server import station
from tests.faults.seats import Seat
from tests.postgres import Server
from tests.ui.builders import click, found

pytestmark = pytest.mark.slow

STATIONS, TURNS = 4, 8
SECOND = 1000


def service(one: str, **fields: str) -> Service:
    return Service(id=one, target="physical-therapy", name=one, **fields)


def keep(records: Records, base: Listed, *services: Service) -> Listed:
    """Keep services in a list that was read before, where nothing clashes."""
    changed = {one.id: one for one in services}
    kept = {one.id: changed.get(one.id, one) for one in base.directory.services}
    mine = Directory(services=tuple((kept | changed).values()))
    answer = keep_listed(records, base, mine, "")
    assert isinstance(answer, Listed)
    return answer


def test_stations_that_change_the_list_at_once_lose_nothing(server: Server, database: str) -> None:
    stations = [station(server, database, f"room-{n}") for n in range(STATIONS)]
    keep(stations[0], Listed(), service("shared"))
    fields = ("phone", "wait", "cover", "cost_note")

    def work(number: int) -> None:
        records = stations[number]
        base = read_listed(records)
        for turn in range(TURNS):
            # Each has seen the list as it was when it began, and changes a field of its own.
            shared = next(one for one in base.directory.services if one.id == "shared")
            shared = shared.model_copy(update={fields[number]: f"{number}-{turn}"})
            base = keep(records, base, shared, service(f"of-{number}-{turn}"))

    with ThreadPoolExecutor(STATIONS) as pool:
        list(pool.map(work, range(STATIONS)))

    kept = {one.id: one for one in read_listed(stations[0]).directory.services}
    added = {f"of-{number}-{turn}" for number in range(STATIONS) for turn in range(TURNS)}
    assert set(kept) == added | {"shared"}
    last = {name: f"{number}-{TURNS - 1}" for number, name in enumerate(fields)}
    assert {name: getattr(kept["shared"], name) for name in fields} == last
    assert stations[0].verify_chain() is None
    for one in stations:
        one.close()


def test_what_is_listed_in_one_window_is_seen_in_the_visit_of_another_within_a_second(
    qtbot: QtBot, seats: tuple[Seat, Seat]
) -> None:
    (office, _), (_room, desk) = seats
    desk.controller.start_visit("J.D.", 1980, "rooming")
    click(office, "open-directory")
    click(office, "add-service")
    QTest.keyClicks(found(office, "service-name"), "River PT")

    began = time.monotonic()
    click(office, "keep-service")
    qtbot.waitUntil(lambda: bool(_seen(desk)), timeout=SECOND)

    assert _seen(desk) == ["River PT"]
    assert time.monotonic() - began < 1


def _seen(desk: Desk) -> list[str]:
    visit = desk.controller.visit
    return [] if visit is None else [one.name for one in visit.services]
