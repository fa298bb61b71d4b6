"""What is typed is kept when its field is left, also when the whole visit is left with it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sdm_app.domain.encounter import Encounter, fold
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from tests.ui.builders import Opened, found

T_SCORE = "promis-pi-4a.t-score"


def begin(window: MainWindow, desk: Desk, step: str, follows: str = "") -> str:
    """Begin a visit, and open a step of it."""
    desk.controller.start_visit("R.T.", 1968, "clinician", follows)
    assert desk.controller.visit is not None
    window.stepping.open_step(step)
    return desk.controller.visit.encounter.id


def type_in(window: MainWindow, name: str, text: str, qtbot: QtBot) -> None:
    field = found(window, name)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, text)


def leave(window: MainWindow, way: str) -> None:
    if way == "key":
        QTest.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    else:
        window.rail.list_requested.emit()


def kept(desk: Desk, encounter: str) -> Encounter:
    return fold(desk.records.events_of(encounter))


@pytest.mark.parametrize("way", ["key", "rail"])
def test_a_goal_that_is_being_typed_is_kept_when_the_visit_is_left(
    opened: Opened, qtbot: QtBot, way: str
) -> None:
    window, desk = opened
    visit = begin(window, desk, "what-matters")
    type_in(window, "goal", "Lift my grandson", qtbot)

    leave(window, way)

    qtbot.waitUntil(lambda: window.pages.page() is None)
    qtbot.waitUntil(lambda: kept(desk, visit).goal == "Lift my grandson")


def test_a_score_that_is_being_typed_is_kept_when_the_visit_is_left(
    opened: Opened, qtbot: QtBot
) -> None:
    window, desk = opened
    settings = replace(window.settings, promis_licence="HealthMeasures, May 2026")
    window.pages.use_settings(settings, is_demonstration=True)
    visit = begin(window, desk, "screening", begin(window, desk, "screening"))
    type_in(window, f"typed-{T_SCORE}", "55", qtbot)

    leave(window, "key")

    qtbot.waitUntil(lambda: window.pages.page() is None)
    qtbot.waitUntil(lambda: kept(desk, visit).answers == {T_SCORE: "55"})


def test_a_goal_that_is_being_typed_is_kept_when_the_program_is_closed(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, desk = opened
    visit = begin(window, desk, "what-matters")
    type_in(window, "goal", "Lift my grandson", qtbot)
    monkeypatch.setattr(desk.records, "close", lambda: None)

    window.close()

    qtbot.waitUntil(lambda: kept(desk, visit).goal == "Lift my grandson")
