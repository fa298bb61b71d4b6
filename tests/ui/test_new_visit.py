"""A new visit: started from the keyboard, and for whom it is refused."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from tests.ui.builders import found


def test_a_new_visit_is_started_from_the_keyboard(
    qtbot: QtBot, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened

    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.findChild(QLineEdit, "reference") is not None)
    reference = found(window, "reference")
    year = found(window, "birth-year")
    QTest.keyClicks(reference, "J.D.")
    QTest.keyClicks(year, "1980")
    QTest.mouseClick(found(window, "start-visit"), Qt.MouseButton.LeftButton)

    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.birth_year == 1980
    assert found(window, "patient-chip").isVisible()


def test_a_birth_year_in_the_future_is_refused(opened: tuple[MainWindow, Desk]) -> None:
    window, desk = opened
    window.ask_new_visit()
    QTest.keyClicks(found(window, "reference"), "J.D.")
    QTest.keyClicks(found(window, "birth-year"), str(date.today().year + 1))

    QTest.mouseClick(found(window, "start-visit"), Qt.MouseButton.LeftButton)

    assert desk.controller.visit is None
    assert found(window, "new-visit-fault").isVisible()


@pytest.mark.parametrize(("age", "is_taken"), [(17, False), (18, True)])
def test_a_birth_year_of_a_child_is_refused(
    opened: tuple[MainWindow, Desk], age: int, is_taken: bool
) -> None:
    window, desk = opened
    window.ask_new_visit()
    QTest.keyClicks(found(window, "reference"), "J.D.")
    QTest.keyClicks(found(window, "birth-year"), str(date.today().year - age))

    QTest.mouseClick(found(window, "start-visit"), Qt.MouseButton.LeftButton)

    assert (desk.controller.visit is not None) is is_taken
