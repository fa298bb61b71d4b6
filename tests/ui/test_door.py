"""The door: how a locked screen opens, and that the work behind it is kept."""

from PySide6.QtCore import Qt
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
from tests.faults.openers import open_override
from tests.faults.room import settle
from tests.ui.builders import found
from tests.ui.staff import PINS, Screen


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
