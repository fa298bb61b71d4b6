"""F12 hides the screen, its dialogs and what the keys would do, and shows it again."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sdm_app.domain.vocabulary import Step
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from tests.ui.builders import found, start


def test_f12_hides_every_word_of_the_visit(opened: tuple[MainWindow, Desk]) -> None:
    window, desk = opened
    start(desk)

    QTest.keyClick(window, Qt.Key.Key_F12)

    hidden = found(window, "hidden-screen")
    assert hidden.isVisible()
    assert hidden.geometry() == window.rect()
    for place in (QPoint(40, 20), QPoint(600, 400), window.rect().bottomRight()):
        at = window.childAt(place)
        assert at is hidden or (at is not None and hidden.isAncestorOf(at))


def test_keys_do_nothing_behind_a_hidden_screen_and_f12_shows_it_again(
    opened: tuple[MainWindow, Desk],
) -> None:
    window, desk = opened
    start(desk)
    QTest.keyClick(window, Qt.Key.Key_F12)

    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)

    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.step is Step.SCREENING
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert not found(window, "hidden-screen").isVisible()


def test_f12_covers_dialogs_too_and_uncovers_them(
    qtbot: QtBot, opened: tuple[MainWindow, Desk]
) -> None:
    window, _desk = opened
    window.ask_new_visit()
    dialog = found(window, "new-visit-dialog")
    qtbot.waitUntil(lambda: bool(dialog.property("hasHideKey")))

    QTest.keyClick(dialog, Qt.Key.Key_F12)
    at = dialog.childAt(dialog.rect().center())
    sheet = found(dialog, "hidden-screen")
    covered = at is sheet or (at is not None and sheet.isAncestorOf(at))
    QTest.keyClick(dialog, Qt.Key.Key_F12)

    assert covered
    qtbot.waitUntil(lambda: dialog.findChild(QWidget, "hidden-screen") is None)
    assert not any(sheet.isVisible() for sheet in window.findChildren(QWidget, "hidden-screen"))
