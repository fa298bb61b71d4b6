"""An emergency: visits are opened with a reason that is kept."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sdm_app.domain.vocabulary import Step
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from tests.faults.room import settle
from tests.ui.builders import found
from tests.ui.staff import Screen


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
    in_visit.rest()
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
