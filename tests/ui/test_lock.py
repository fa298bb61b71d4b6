"""The lock: when it comes, and what it covers."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
)
from pytestqt.qtbot import QtBot

from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from tests.faults.openers import open_nested, open_new_visit
from tests.faults.room import settle
from tests.ui.builders import found
from tests.ui.staff import Screen

MINUTE = 60.0


class SessionOfATest(QObject):
    """Stands in for the desktop's own bus."""

    went_away = Signal()

    def listen(self) -> None:
        """There is nothing to listen to."""


# When it comes.


def test_nobody_at_the_screen_locks_it(qtbot: QtBot, in_visit: Screen) -> None:
    in_visit.clocks.pass_seconds(5 * MINUTE)
    in_visit.at.locking._presence._timer.timeout.emit()

    assert in_visit.is_locked
    assert in_visit.door.isVisible()
    in_visit.rest()
    assert in_visit.rows.kinds()[-1] == "locked"


def test_keys_at_a_window_keep_it_open_and_the_touch_that_wakes_a_computer_does_not(
    in_visit: Screen,
) -> None:
    handle = in_visit.window.windowHandle()
    assert handle is not None
    for _ in range(10):
        in_visit.clocks.pass_seconds(59)
        QTest.keyClick(handle, Qt.Key.Key_Shift)
    assert not in_visit.is_locked

    in_visit.clocks.wall += 8 * 3600
    QTest.keyClick(handle, Qt.Key.Key_Shift)

    assert in_visit.is_locked


def test_a_dialog_is_watched_like_the_window(in_visit: Screen) -> None:
    in_visit.window.ask_new_visit()
    settle()
    dialog = found(in_visit.window, "new-visit-dialog").windowHandle()
    assert dialog is not None
    for _ in range(10):
        in_visit.clocks.pass_seconds(59)
        QTest.keyClick(dialog, Qt.Key.Key_Shift)

    assert not in_visit.is_locked


def test_the_session_that_is_locked_or_falls_asleep_locks_the_screen(
    opened: tuple[MainWindow, Desk],
) -> None:
    session = SessionOfATest()
    screen = Screen(opened[0], session=session)  # type: ignore[arg-type]
    screen.sign_in("Cleo Clinician")

    session.went_away.emit()

    assert screen.is_locked


# What it covers.


def test_nothing_is_seen_or_done_before_somebody_signs_in(
    screen: Screen, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened

    assert screen.is_locked
    window.ask_new_visit()

    assert window.findChild(QDialog, "new-visit-dialog") is None
    assert not window.pages.isVisible()
    assert desk.controller.visit is None


def test_a_window_made_larger_while_it_is_locked_stays_covered(in_visit: Screen) -> None:
    in_visit.lock()

    in_visit.window.resize(1500, 900)
    settle()

    assert found(in_visit.window, "hidden-screen").geometry() == in_visit.window.rect()


def test_f12_and_escape_do_not_open_a_locked_screen(in_visit: Screen) -> None:
    in_visit.lock()

    for target in (in_visit.window, in_visit.door):
        for key in (Qt.Key.Key_F12, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Tab):
            QTest.keyClick(target, key)
    in_visit.window.hiding.toggle()

    assert in_visit.is_locked
    assert in_visit.door.isVisible()
    assert not in_visit.window.pages.isVisible()


def test_a_hidden_screen_that_is_locked_is_open_after_the_pin(in_visit: Screen) -> None:
    QTest.keyClick(in_visit.window, Qt.Key.Key_F12)
    assert in_visit.window.hiding.is_hidden

    in_visit.at.locking.lock()
    in_visit.sign_in("Cleo Clinician")

    assert in_visit.window.pages.isVisible()


def test_escape_at_a_hidden_dialog_keeps_what_was_typed(qtbot: QtBot, in_visit: Screen) -> None:
    open_new_visit(in_visit.window, "J.D.")
    dialog = found(in_visit.window, "new-visit-dialog")
    qtbot.waitUntil(lambda: bool(dialog.property("hasHideKey")))

    QTest.keyClick(dialog, Qt.Key.Key_F12)
    focused = dialog.focusWidget()
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is focused, "the keyboard cannot reach what is hidden"
    QTest.keyClick(dialog, Qt.Key.Key_F12)

    assert dialog.isVisible()
    assert found(dialog, "reference").text() == "J.D."  # type: ignore[attr-defined]
    assert found(dialog, "reference").isVisible()


def test_a_lock_in_a_dialog_inside_a_dialog_is_one_key_too(in_visit: Screen) -> None:
    open_nested(in_visit.window, "words")
    settle()

    in_visit.lock()
