"""A change that is not saved is said, can be printed, and is tried again."""

from concurrent.futures import Future

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sdm_app.records import NotSaved
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from tests.ui.builders import found, start


def refuse(*_words: object, **_names: object) -> Future[int]:
    refused: Future[int] = Future()
    refused.set_exception(NotSaved("The disk is full."))
    return refused


def test_a_change_that_is_not_saved_moves_nothing_but_can_be_printed(
    opened: tuple[MainWindow, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, desk = opened
    start(desk)
    before = desk.controller.visit
    monkeypatch.setattr(desk.records, "append_later", refuse)

    desk.controller.goal_written("Lift my grandson")

    assert desk.controller.visit is before
    assert desk.controller.visit_to_print is not None
    assert desk.controller.visit_to_print.encounter.goal == "Lift my grandson"
    assert window.unsaved.dialog.isVisible()
    assert "The disk is full." in window.unsaved.dialog.reason.text()


def test_trying_again_saves_the_same_change(
    opened: tuple[MainWindow, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, desk = opened
    start(desk)
    with monkeypatch.context() as broken:
        broken.setattr(desk.records, "append_later", refuse)
        desk.controller.goal_written("Lift my grandson")

    QTest.mouseClick(found(window, "try-again"), Qt.MouseButton.LeftButton)

    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.goal == "Lift my grandson"
    assert not window.unsaved.dialog.isVisible()


def test_escape_does_not_pass_over_a_change_that_is_not_saved(
    opened: tuple[MainWindow, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, desk = opened
    start(desk)
    monkeypatch.setattr(desk.records, "append_later", refuse)
    desk.controller.goal_written("Lift my grandson")

    QTest.keyClick(window.unsaved.dialog, Qt.Key.Key_Escape)

    assert window.unsaved.dialog.isVisible()
