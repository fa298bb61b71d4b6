"""Records for tests: in a file, and on a server when the slow tests are asked for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sdm_app.records import Records
from tests.records.places import FilePlace, Place


@pytest.fixture(params=["file"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where the records of this test lie."""
    assert request.param == "file"
    return FilePlace(tmp_path / "visits.db")


@pytest.fixture
def records(place: Place) -> Iterator[Records]:
    """Open records, closed in the end."""
    opened = place.open(staff="front desk")
    yield opened
    opened.close()
