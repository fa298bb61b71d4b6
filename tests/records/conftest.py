"""Records for tests: in a file, and on a server when the slow tests are asked for; with keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sdm_app.records import Records
from tests.postgres import Server
from tests.records.keeping import Clinic
from tests.records.places import FilePlace, Place, ServerPlace
from tests.records.purged import fill


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server for all tests of this process."""
    running = Server()
    try:
        running.make()
        running.start()
        running.make_roles()
        yield running
    finally:
        running.remove()


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.slow)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where the records of this test lie."""
    if request.param == "file":
        return FilePlace(tmp_path / "visits.db")
    return ServerPlace(request.getfixturevalue("server"))


@pytest.fixture
def records(place: Place) -> Iterator[Records]:
    """Open records, closed in the end."""
    opened = place.open(staff="front desk")
    yield opened
    opened.close()


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    """Open records in a file, with their keys."""
    return Clinic(tmp_path / "clinic")


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    """Where their backups go."""
    return tmp_path / "backups"


@pytest.fixture
def purger(place: Place) -> Records:
    """Full records, opened by who may purge."""
    records = place.open()
    fill(records)
    records.close()
    return place.bring_forward()
