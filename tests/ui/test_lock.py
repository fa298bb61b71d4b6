"""The lock: when it comes, what it covers, how it opens, and that the work behind it is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QLineEdit,
)
from pytestqt.qtbot import QtBot

from sdm_app.domain.vocabulary import Step
from sdm_app.ui.desk import Desk
from sdm_app.ui.lock.pin_pad import PinPad
from sdm_app.ui.main_window import MainWindow
from tests.faults.openers import open_nested, open_new_visit, open_override
from tests.faults.room import settle
from tests.ui.builders import found, open_window
from tests.ui.staff import PINS, Screen

MINUTE, TEN_YEARS = 60.0, 10 * 365.25 * 86400.0


class SessionOfATest(QObject):
    """Stands in for the desktop's own bus."""

    went_away = Signal()

    def listen(self) -> None:
        """There is nothing to listen to."""


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[MainWindow, Desk]]:
    settle()
    window, desk = open_window(tmp_path / "visits.db")
    qtbot.addWidget(window)
    yield window, desk
    desk.records.close()


@pytest.fixture
def screen(opened: tuple[MainWindow, Desk]) -> Screen:
    """A locked screen, as it is when the program starts."""
    return Screen(opened[0])


@pytest.fixture
def in_visit(screen: Screen, opened: tuple[MainWindow, Desk]) -> Screen:
    """The clinician, in a visit on the step of what matters."""
    screen.sign_in("Cleo Clinician")
    controller = opened[1].controller
    controller.start_visit("ZQXJREF", 1980, "rooming")
    controller.step_opened("what-matters")
    settle()
    return screen


# When it comes.


def test_nobody_at_the_screen_locks_it(qtbot: QtBot, in_visit: Screen) -> None:
    in_visit.clocks.pass_seconds(5 * MINUTE)
    in_visit.at.locking._presence._timer.timeout.emit()

    assert in_visit.is_locked
    assert in_visit.door.isVisible()
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


# How it opens.


def test_after_the_pin_everything_is_where_it_was_and_the_draft_is_kept(
    in_visit: Screen, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened
    draft = next(field for field in window.findChildren(QLineEdit) if field.isVisible())
    draft.setFocus()
    QTest.keyClicks(draft, "half a sen")
    before, focus = desk.controller.visit, window.focusWidget()

    in_visit.lock()
    in_visit.sign_in("Cleo Clinician")

    assert before is not None
    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.id == before.encounter.id
    assert desk.controller.visit.encounter.step is Step.WHAT_MATTERS
    assert draft.text() == "half a sen"
    assert draft.isVisible()
    assert window.focusWidget() is focus
    assert window.windowTitle() == "Backchoice"


def test_an_open_dialog_comes_back_with_what_was_typed(in_visit: Screen) -> None:
    open_override(in_visit.window, "half a reason")
    settle()

    in_visit.at.locking.lock()
    in_visit.sign_in("Cleo Clinician")

    reason = found(in_visit.window, "override-reason")
    assert reason.isVisible()
    assert reason.text() == "half a reason"  # type: ignore[attr-defined]


def test_the_next_person_gets_no_dialog_of_the_one_before(in_visit: Screen) -> None:
    open_override(in_visit.window, "half a reason")
    settle()

    in_visit.at.locking.lock()
    in_visit.sign_in("Finn Front")

    dialog = in_visit.window.findChild(QDialog, "override-dialog")
    assert dialog is None or not dialog.isVisible()


def test_the_one_who_was_here_is_chosen_already(in_visit: Screen) -> None:
    in_visit.lock()

    in_visit.type_pin(PINS["Cleo Clinician"])

    assert not in_visit.is_locked


def test_a_wrong_pin_does_not_say_which_part_was_wrong(screen: Screen) -> None:
    screen.choose("Cleo Clinician")
    screen.type_pin("4829")  # the admin's

    said = found(screen.door, "sign-in-fault").text()  # type: ignore[attr-defined]
    assert said == "Name and PIN do not go together. Try again."
    assert screen.is_locked
    assert found(screen.door, "pin").text() == ""  # type: ignore[attr-defined]


def test_after_three_wrong_pins_one_waits_and_is_told_how_long(
    qtbot: QtBot, screen: Screen
) -> None:
    screen.choose("Finn Front")
    for _ in range(3):
        screen.type_pin("1111")

    assert found(screen.door, "sign-in-fault").text() == "Next try in 1 s."  # type: ignore[attr-defined]
    assert not found(screen.door, "pin").isEnabled()
    qtbot.waitUntil(lambda: found(screen.door, "pin").isEnabled(), timeout=5000)
    screen.type_pin("9152")
    assert screen.is_locked, "by the store's clock, which stands still here, it is too soon"
    screen.clocks.pass_seconds(1)
    qtbot.waitUntil(lambda: found(screen.door, "pin").isEnabled(), timeout=5000)
    screen.type_pin("9152")
    assert not screen.is_locked


def test_another_person_need_not_wait_for_the_one_who_forgot(screen: Screen) -> None:
    screen.choose("Finn Front")
    for _ in range(3):
        screen.type_pin("1111")

    screen.sign_in("Cleo Clinician")


def test_a_finger_can_type_the_pin_and_every_target_is_large_enough(
    qtbot: QtBot, screen: Screen
) -> None:
    screen.choose("Ann Admin")
    small = [
        button.objectName()
        for button in screen.door.findChildren(QAbstractButton)
        if button.isVisible() and button.objectName() != "emergency"
        if button.width() < 44 or button.height() < 44
    ]
    assert not small

    for digit in PINS["Ann Admin"]:
        QTest.mouseClick(found(screen.door, f"pin-{digit}"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(found(screen.door, "pin-0"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(found(screen.door, "pin-back"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(found(screen.door, "pin-go"), Qt.MouseButton.LeftButton)

    assert not screen.is_locked


def test_everything_at_the_door_has_a_name_for_screen_readers(screen: Screen) -> None:
    for button in screen.door.findChildren(QAbstractButton):
        assert button.accessibleName(), button.objectName()
        assert button.objectName(), button.text()
    assert found(screen.door, "pin").accessibleName() == "PIN"


def test_the_pin_shows_as_dots_and_takes_only_digits(qtbot: QtBot) -> None:
    pad = PinPad()
    qtbot.addWidget(pad)
    given: list[str] = []
    pad.given.connect(given.append)

    QTest.keyClicks(pad.field, "4a8 2-9")
    QTest.keyClick(pad.field, Qt.Key.Key_Return)

    assert given == ["4829"]
    assert pad.field.displayText() != "4829"
    assert pad.field.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData


# An emergency.


def break_glass(screen: Screen, reason: str) -> None:
    QTest.mouseClick(found(screen.door, "emergency"), Qt.MouseButton.LeftButton)
    field = found(screen.door, "emergency-reason")
    field.clear()  # type: ignore[attr-defined]
    QTest.keyClicks(field, reason)
    QTest.mouseClick(found(screen.door, "emergency-go"), Qt.MouseButton.LeftButton)
    settle()


def test_an_emergency_opens_visits_with_a_reason_that_is_kept(
    in_visit: Screen, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened
    in_visit.lock()

    break_glass(in_visit, "too short")
    assert in_visit.is_locked
    assert "10 letters" in found(in_visit.door, "emergency-fault").text()  # type: ignore[attr-defined]
    break_glass(in_visit, "Eve Stone: cannot feel her legs")

    assert not in_visit.is_locked
    assert in_visit.rows.kinds()[-1] == "glass-broken"
    assert window.signed.person is None
    for step in Step:
        desk.controller.step_opened(str(step))
        assert found(window, "emergency-band").isVisible(), step
    desk.controller.findings_answered("saddle-numbness", "yes")
    assert desk.controller.visit is not None
    assert "saddle-numbness" in desk.controller.visit.encounter.findings


def test_an_emergency_ends_with_the_lock(in_visit: Screen, opened: tuple[MainWindow, Desk]) -> None:
    window, desk = opened
    in_visit.lock()
    break_glass(in_visit, "Eve Stone: cannot feel her legs")

    QTest.mouseClick(found(window, "end-emergency"), Qt.MouseButton.LeftButton)

    assert in_visit.is_locked
    assert in_visit.rows.kinds()[-2:] == ["glass-mended", "locked"]
    assert desk.controller.visit is None
    in_visit.sign_in("Finn Front")
    assert not found(window, "emergency-band").isVisible()
    assert not window.signed.may("clinical-steps")


def test_somebody_signed_in_opens_visits_under_their_own_name(
    screen: Screen, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened
    screen.sign_in("Mo Manager")
    QTest.mouseClick(found(window, "open-in-emergency"), Qt.MouseButton.LeftButton)
    dialog = found(window, "emergency-dialog")
    QTest.keyClicks(found(dialog, "emergency-reason"), "too short")
    QTest.mouseClick(found(dialog, "emergency-go"), Qt.MouseButton.LeftButton)
    assert not window.signed.is_emergency

    QTest.keyClicks(found(dialog, "emergency-reason"), ", but she fell")
    QTest.mouseClick(found(dialog, "emergency-go"), Qt.MouseButton.LeftButton)
    desk.controller.start_visit("J.D.", 1980, "rooming")
    desk.controller.step_opened("safety")

    assert found(window, "emergency-band").isVisible()
    assert window.signed.id in screen.rows.rows[-1].payload
    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.step is Step.SAFETY
    screen.lock()
    screen.sign_in("Mo Manager")
    assert not window.signed.may("clinical-steps")
    assert desk.controller.visit is None
