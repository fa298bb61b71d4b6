"""A desk with a visit open, and records that keep it waiting."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from sdm_app.records import open_records
from sdm_app.ui import patience
from sdm_app.ui.desk import Desk, open_desk
from tests.builders import content
from tests.records.builders import KEY


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    desk = open_desk(open_records(tmp_path / "visits.db", KEY), date.today(), content())
    desk.controller.start_visit("A.B.", 1980, "rooming")
    yield desk
    desk.records.close()


@pytest.fixture
def stuck(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """The records' thread waits until this is set, longer than the window does."""
    monkeypatch.setattr(patience, "SECONDS", 0.05)
    goes_on = Event()
    desk.records._writer.later(goes_on.wait)
    yield goes_on
    goes_on.set()
