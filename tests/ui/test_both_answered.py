"""Who answers second chooses, thing by thing, between theirs and mine; the keyboard is enough."""

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.domain import events as e
from sdm_app.domain.places import Place
from sdm_app.domain.vocabulary import FindingAnswer, Step
from sdm_app.ui.both_answered import MINE, THEIRS, BothAnsweredDialog
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.others_undo import OthersUndoDialog
from sdm_app.ui.place_words import title_of
from tests.builders import pack
from tests.ui.another_room import comes_into_view, goal, written_by_another
from tests.ui.builders import click, found, start, text

D = TypeVar("D", bound=QDialog)


@pytest.fixture
def opened(opened: tuple[MainWindow, Desk]) -> tuple[MainWindow, Desk]:
    """The window with a visit in view."""
    start(opened[1])
    return opened


def dialog_of(window: MainWindow, kind: type[D]) -> D:
    """The dialog of this kind that is open over the window."""
    return next(one for one in window.findChildren(kind) if one.isVisible())


def in_hand(qtbot: QtBot, window: MainWindow, desk: Desk, name: str) -> QWidget:
    """What has an object name on the step of what matters, with the keyboard in it."""
    desk.controller.step_opened("what-matters")
    field = found(window, name)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    return field


def test_the_second_sees_both_answers_and_who_gave_them_and_chooses(
    qtbot: QtBot, opened: tuple[MainWindow, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, desk = opened
    monkeypatch.setattr(desk.records, "_workstation", "Room 2")
    written_by_another(
        desk.records, desk.controller, e.ItemAnswered(item="start-back.walking", answer="agree")
    )
    desk.controller.answered("start-back.walking", "disagree")

    dialog = dialog_of(window, BothAnsweredDialog)

    assert "Room 2 said something else" in text(dialog, "both-answered-lead")
    assert dialog.cards[0].heading.text() == pack_title("start-back.walking")
    assert found(dialog, "theirs-1").accessibleName() == "Room 2: Agree"
    assert found(dialog, "mine-1").accessibleName() == "This screen: Disagree"
    assert not dialog.keep.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    click(dialog, "mine-1")
    click(dialog, "keep-choices")
    assert not dialog.isVisible()
    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.answers == {"start-back.walking": "disagree"}


def pack_title(item: str) -> str:
    return title_of(Place(field="answers", of=item), pack())


def test_it_is_answered_with_the_keyboard_alone(
    qtbot: QtBot, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened
    written_by_another(desk.records, desk.controller, e.GoalWritten(goal="swim"))
    desk.controller.goal_written("walk")
    dialog = dialog_of(window, BothAnsweredDialog)
    qtbot.waitUntil(lambda: dialog.cards[0].buttons[0].hasFocus())

    QTest.keyClick(dialog.cards[0].buttons[0], Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.cards[0].choice == THEIRS
    QTest.keyClick(dialog.cards[0].buttons[0], Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: dialog.cards[0].buttons[1].hasFocus())
    assert dialog.cards[0].choice == MINE
    QTest.keyClick(dialog.cards[0].buttons[1], Qt.Key.Key_Return)

    assert not dialog.isVisible()
    assert goal(desk.controller) == "walk"


def test_all_of_theirs_or_mine_at_one_press(opened: tuple[MainWindow, Desk]) -> None:
    window, desk = opened
    both = e.FindingsAnswered(findings=("fever", "past-cancer"), answer=FindingAnswer.YES)
    written_by_another(desk.records, desk.controller, both)
    desk.controller.findings_answered("fever past-cancer weight", "no")
    dialog = dialog_of(window, BothAnsweredDialog)
    assert [card.place.of for card in dialog.cards] == ["fever", "past-cancer"]

    click(dialog, "keep-all-theirs")
    click(dialog, "keep-choices")

    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.findings == {
        "fever": FindingAnswer.YES,
        "past-cancer": FindingAnswer.YES,
        "weight": FindingAnswer.NO,
    }


def test_a_goal_that_is_declined_goes_from_the_field_and_is_not_told_again(
    qtbot: QtBot, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened
    field = in_hand(qtbot, window, desk, "goal")
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "walk")
    comes_into_view(desk, e.GoalWritten(goal="swim"))
    assert field.text() == "walk"

    QTest.keyClick(field, Qt.Key.Key_Return)
    dialog = dialog_of(window, BothAnsweredDialog)
    click(dialog, "theirs-1")
    click(dialog, "keep-choices")
    QApplication.processEvents()
    found(window, "goal").clearFocus()

    assert field.text() == "swim"
    assert goal(desk.controller) == "swim"
    assert not [one for one in window.findChildren(BothAnsweredDialog) if one.isVisible()]


def test_a_field_that_has_only_the_keyboard_shows_what_another_wrote(
    qtbot: QtBot, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened
    field = in_hand(qtbot, window, desk, "goal")
    assert isinstance(field, QLineEdit)

    comes_into_view(desk, e.GoalWritten(goal="swim"))

    assert field.text() == "swim"
    assert field.hasFocus()
    field.clearFocus()
    assert not window.findChildren(BothAnsweredDialog)


def test_undo_of_what_another_said_is_asked_and_return_leaves_it(
    opened: tuple[MainWindow, Desk],
) -> None:
    window, desk = opened
    comes_into_view(desk, e.GoalWritten(goal="swim"))

    window.undo()
    dialog = dialog_of(window, OthersUndoDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)

    assert not dialog.isVisible()
    assert goal(desk.controller) == "swim"
    window.undo()
    click(next(d for d in window.findChildren(OthersUndoDialog) if d.isVisible()), "take-it-back")
    assert goal(desk.controller) == ""


def test_a_step_that_is_open_here_stays_and_the_keyboard_where_it_was(
    qtbot: QtBot, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened
    pick = in_hand(qtbot, window, desk, "priority-sleep")
    written_by_another(desk.records, desk.controller, e.StepOpened(step=Step.PLAN))

    comes_into_view(desk, e.PrioritiesPicked(priorities=("low-cost",)))
    QApplication.processEvents()

    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.step is Step.WHAT_MATTERS
    assert pick.hasFocus()
    assert desk.controller.visit.encounter.priorities == ("low-cost",)
