"""Who is at the screen, and what they may do there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from sdm_app.domain.vocabulary import Step
from sdm_app.ui import printing
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.pages.screening import ScreeningPage
from tests.faults.room import settle
from tests.ui.builders import click, found, text
from tests.ui.staff import Screen

NO = "Your role does not include this."


def note(window: MainWindow) -> str:
    return window.footer.note.text()


def visit_left_at_the_plan(desk: Desk) -> str:
    """A visit of today that the clinician left on the last step; its id."""
    controller = desk.controller
    controller.start_visit("J.D.", 1980, "rooming")
    controller.goal_written("Lift my grandson")
    controller.step_opened("plan")
    assert controller.visit is not None
    return controller.visit.encounter.id


def test_a_demonstration_has_no_staff_and_keeps_nothing_back(
    opened: tuple[MainWindow, Desk],
) -> None:
    window, desk = opened

    visit_left_at_the_plan(desk)

    assert desk.controller.visit is not None
    assert window.signed.may("sign-referral")
    assert not window.top_bar.person.isVisible()


def test_the_one_at_the_screen_is_named_and_can_lock(screen: Screen) -> None:
    screen.sign_in("Cleo Clinician")

    assert text(screen.window, "person-chip") == "Cleo Clinician"
    click(screen.window, "lock")

    assert screen.is_locked


def test_the_front_desk_starts_and_screens_and_sees_none_of_the_clinicians_steps(
    screen: Screen, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened
    screen.sign_in("Finn Front")
    desk.controller.start_visit("J.D.", 1980, "front-desk")
    desk.controller.answered("start-back.walking", "agree")
    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.answers
    kept = desk.controller.events

    for step in list(Step)[1:]:
        desk.controller.step_opened(str(step))
        assert note(window) == NO
    desk.controller.findings_answered("fever", "yes")
    desk.controller.goal_written("Lift my grandson")

    assert desk.controller.events == kept
    assert desk.controller.visit.encounter.step is Step.SCREENING
    assert isinstance(window.pages.page(), ScreeningPage)


def test_the_front_desk_opens_a_visit_left_on_the_plan_at_its_screening(
    screen: Screen, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened
    screen.sign_in("Cleo Clinician")
    encounter = visit_left_at_the_plan(desk)
    window.show_list()
    screen.lock()
    screen.sign_in("Finn Front")

    window.open_visit(encounter)

    assert isinstance(window.pages.page(), ScreeningPage)
    window.show_list()
    screen.lock()
    screen.sign_in("Cleo Clinician")
    window.open_visit(encounter)
    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.step is Step.PLAN, "the record kept where it was left"


def test_when_the_front_desk_unlocks_the_clinicians_visit_it_sees_the_screening(
    screen: Screen, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened
    screen.sign_in("Cleo Clinician")
    visit_left_at_the_plan(desk)
    screen.lock()

    screen.sign_in("Finn Front")

    assert isinstance(window.pages.page(), ScreeningPage)


@pytest.mark.parametrize("name", ["Mo Manager", "Ann Admin"])
def test_manager_and_admin_see_no_visit_at_all(
    screen: Screen, opened: tuple[MainWindow, Desk], name: str
) -> None:
    window, desk = opened
    screen.sign_in("Cleo Clinician")
    encounter = visit_left_at_the_plan(desk)
    screen.lock()

    screen.sign_in(name)

    settle()
    assert desk.controller.visit is None
    assert window.findChild(QWidget, f"row-{encounter}") is None
    window.open_visit(encounter)
    assert desk.controller.visit is None
    assert note(window) == NO
    window.ask_new_visit()
    assert window.findChild(QDialog, "new-visit-dialog") is None


def test_what_a_role_may_not_do_is_refused_with_a_sentence(
    screen: Screen, opened: tuple[MainWindow, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, desk = opened
    monkeypatch.setattr(printing, "print_plan", lambda *_: pytest.fail("it was printed"))
    screen.sign_in("Finn Front")
    desk.controller.start_visit("J.D.", 1980, "front-desk")

    for refused in (window.print_plan, window.copy_chart_note, window.ask_settings):
        window.footer.show_note("")
        refused()
        assert note(window) == NO
    assert window.findChild(QDialog, "clinic-settings") is None


def test_only_the_admin_has_the_way_to_staff_and_settings(screen: Screen) -> None:
    window = screen.window
    for name, seen in (("Finn Front", False), ("Cleo Clinician", False), ("Ann Admin", True)):
        screen.sign_in(name)
        assert found(window, "open-staff").isVisible() is seen, name
        assert found(window, "open-settings").isVisible() is seen, name
        screen.lock()


def test_undo_needs_what_was_undone(screen: Screen, opened: tuple[MainWindow, Desk]) -> None:
    window, desk = opened
    screen.sign_in("Cleo Clinician")
    visit_left_at_the_plan(desk)
    screen.lock()
    screen.sign_in("Finn Front")

    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.goal == "Lift my grandson"
    assert note(window) == NO


def test_the_admin_sets_after_how_long_the_screen_locks(screen: Screen) -> None:
    screen.sign_in("Ann Admin")
    screen.window.ask_settings()
    found(screen.window, "lock-after-1").click()  # type: ignore[attr-defined]
    click(screen.window, "save-settings")

    screen.clocks.pass_seconds(59)
    screen.at.locking._presence._timer.timeout.emit()
    assert not screen.is_locked
    screen.clocks.pass_seconds(1)
    screen.at.locking._presence._timer.timeout.emit()
    assert screen.is_locked
