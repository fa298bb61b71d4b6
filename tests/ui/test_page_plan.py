"""The plan, acted on as a clinician would."""

from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from sdm_app.ui.pages.plan import PlanPage
from tests.builders import visit
from tests.ui.last_pages import (
    Show,
    find,
    planned,
    press,
)


def test_an_action_is_written_in_own_words(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(PlanPage(), planned())
    edit = find(page, QLineEdit, "action-stay-active")

    edit.setText("Walk to the mill")
    with qtbot.waitSignal(page.action_written) as told:
        qtbot.keyClick(edit, Qt.Key.Key_Return)

    assert told.args == ["stay-active", "Walk to the mill"]


def test_an_answer_to_sure_is_told_and_taken_back(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(PlanPage(), planned())

    with qtbot.waitSignal(page.sure_answered) as told:
        press(qtbot, page, "sure.certain-yes")
    with qtbot.waitSignal(page.sure_answered) as taken_back:
        press(qtbot, page, "sure.certain-yes")

    assert told.args == ["sure.certain", "yes"]
    assert taken_back.args == ["sure.certain", ""]


def test_the_follow_up_date_is_set_and_taken_back(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(PlanPage(), planned())

    with qtbot.waitSignal(page.follow_up_set) as told:
        find(page, QDateEdit, "follow-up-date").setDate(QDate(2026, 12, 20))
    with qtbot.waitSignal(page.follow_up_set) as taken_back:
        press(qtbot, page, "follow-up-none")

    assert told.args == ["2026-12-20"]
    assert taken_back.args == [""]


def test_teach_back_is_told(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(PlanPage(), planned())

    with qtbot.waitSignal(page.teach_back_done) as told:
        press(qtbot, page, "teach-back-said-back")

    assert told.args == ["said-back"]


def test_the_printed_page_is_drawn(qtbot: QtBot, show: Show[Any]) -> None:
    page = PlanPage()

    with qtbot.waitSignal(page.preview.drawn, timeout=10_000):
        show(page, planned())

    assert not page.preview.page.pixmap().isNull()


def test_the_printed_page_is_seen_whole_when_its_room_shrinks(
    qtbot: QtBot, show: Show[Any]
) -> None:
    page = PlanPage()
    with qtbot.waitSignal(page.preview.drawn, timeout=10_000):
        show(page, planned())

    view = page.preview.page
    view.resize(view.width(), view.height() // 2)

    drawn = view.pixmap().deviceIndependentSize()
    assert drawn.height() <= view.height()
    assert drawn.width() <= view.width()


def test_the_page_is_drawn_in_black_and_white_when_asked(qtbot: QtBot, show: Show[Any]) -> None:
    page = PlanPage()
    with qtbot.waitSignal(page.preview.drawn, timeout=10_000):
        show(page, planned())
    coloured = page.preview.pdf(planned())

    with qtbot.waitSignal(page.preview.drawn, timeout=10_000):
        press(qtbot, page, "black-and-white")

    assert page.preview.pdf(planned()) != coloured


def test_letters_that_cannot_be_printed_are_named_before_printing(
    qtbot: QtBot, show: Show[Any]
) -> None:
    page = PlanPage()

    with qtbot.waitSignal(page.preview.drawn, timeout=10_000):
        show(page, visit(goal="Walk with คน"))
    said = find(page, QLabel, "handout-said")

    assert said.text() == "These letters cannot be printed: ค น. Write them in by hand."
    assert not said.isHidden()
