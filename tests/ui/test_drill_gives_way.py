"""A drill that began behind a locked screen gives way to the visit that was open there."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from sdm_app.records import drill
from sdm_app.records.drill import Drill
from sdm_app.records.lasting import Work
from sdm_app.ui.background import Background
from sdm_app.ui.backing_up import Places
from sdm_app.ui.desk import Desk
from sdm_app.ui.looking_after import LookingAfter
from sdm_app.ui.main_window import MainWindow
from tests.records.builders import KEY
from tests.ui.builders import start


def test_it_ends_when_somebody_unlocks_the_screen_over_an_open_visit(
    qtbot: QtBot,
    opened: tuple[MainWindow, Desk],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window, desk = opened
    works: list[Work] = []

    def hold(*asked: object) -> Drill:
        work = asked[-1]
        assert isinstance(work, Work)
        works.append(work)
        while True:
            work.require_going()

    monkeypatch.setattr(drill, "hold_drill", hold)
    monkeypatch.setattr(drill, "is_drill_due", lambda *_asked: True)
    after = LookingAfter(desk.records, Places(KEY, tmp_path, tmp_path), window, window)
    start(desk)
    window.hiding.lock()
    after.drilling.look()
    qtbot.waitUntil(lambda: len(works) == 1)
    assert not works[0].is_halted

    window.hiding.unlock()

    is_halted = works[0].is_halted
    after.drilling.stop()
    for work in after.findChildren(Background):
        work.wait()
    assert is_halted
