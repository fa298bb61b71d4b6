"""What faults happen to: a clinic's server, started when a test asks for it, and a window."""

from collections.abc import Iterator

import pytest

from sdm_app.records import Records
from tests.faults.records_server import made_database, own_server, station
from tests.faults.seats import seats
from tests.postgres import Server
from tests.ui.rooms import in_visit, opened, screen

__all__ = ["database", "in_visit", "opened", "records", "screen", "seats", "server"]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server for the tests of one file."""
    with own_server() as running:
        yield running


@pytest.fixture
def database(server: Server) -> str:
    """The name of a database with our tables."""
    return made_database(server)


@pytest.fixture
def records(server: Server, database: str) -> Iterator[Records]:
    """Records as the first workstation opens them, closed in the end."""
    opened = station(server, database)
    yield opened
    opened.close()
