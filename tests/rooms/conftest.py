"""A clinic of two rooms on one PostgreSQL, which is started for the tests of one file."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.faults.records_server import made_database, own_server
from tests.postgres import Server
from tests.rooms.clinic import Room, hire


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server for the tests of one file."""
    with own_server() as running:
        yield running


@pytest.fixture
def rooms(server: Server, qtbot: QtBot) -> Iterator[tuple[Room, Room]]:
    """Finn at the front desk and Cleo in Room 2, both signed in and at the list."""
    url = server.url(made_database(server))
    hire(url)
    front, room = Room("Front desk", url), Room("Room 2", url)
    for one, name in ((front, "Finn Front"), (room, "Cleo Clinician")):
        qtbot.addWidget(one.window)
        one.sign_in(name)
    yield front, room
    for one in (front, room):
        one.close()
