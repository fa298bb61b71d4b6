"""Where else a visit is open is said while it is in view."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.builders import open_window


def test_other_workstations_are_named_while_the_visit_is_open(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, desk = open_window(tmp_path / "visits.db")
    qtbot.addWidget(window)
    told: list[str] = []

    def elsewhere(encounter: str) -> tuple[str, ...]:
        told.append(encounter)
        return ("Room 2",) if encounter else ()

    monkeypatch.setattr(desk.records, "note_presence", elsewhere)
    desk.controller.start_visit("A.B.", 1980, "rooming")
    assert desk.controller.visit is not None
    encounter = desk.controller.visit.encounter.id

    assert "open in Room 2, too" in window.notice.words.text()
    window.show_list()

    assert "Room 2" not in window.notice.words.text()
    assert told == [encounter, ""]
    desk.records.close()
