"""A request that was put off is opened again at the follow-up when it is due."""

from datetime import timedelta

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from sdm_app.ui.pages.questions import QuestionsPage
from sdm_app.ui.pages.screening import ScreeningPage
from sdm_app.ui.text import PlainLabel
from tests.builders import TODAY
from tests.ui.builders import found
from tests.ui.first_pages import new_visit, opened, press
from tests.ui.follow_ups import follow_up, last_time, put_off


def test_a_request_that_is_due_is_reopened_at_the_top(qtbot: QtBot) -> None:
    due = last_time(requests=[put_off("imaging", TODAY)])
    keeper = opened(qtbot, ScreeningPage(), follow_up(due))
    asked: list[str] = []
    assert isinstance(keeper.page, ScreeningPage)
    keeper.page.request_opened.connect(asked.append)

    card = found(keeper.page, "put-off")
    said = " ".join(label.text() for label in card.findChildren(PlainLabel))
    assert "Time to look again" in said
    assert "Put off on October 25, 2026, to look again on November 22, 2026." in said
    assert "You are not clearly better by November 22, 2026." in said
    press(qtbot, keeper.page, "talk-again-imaging")

    assert asked == ["imaging"]


def test_the_questions_begin_with_what_is_due_and_list_what_is_not(qtbot: QtBot) -> None:
    later = TODAY + timedelta(days=10)
    requests = [put_off("imaging", TODAY), put_off("work-note", later)]
    keeper = opened(qtbot, QuestionsPage(), follow_up(last_time(requests=requests)))

    card = found(keeper.page, "put-off")
    assert card.isVisible()
    qtbot.waitUntil(found(keeper.page, "talk-again-imaging").isVisible)
    assert keeper.page.findChild(QPushButton, "talk-again-work-note") is None
    said = " ".join(label.text() for label in card.findChildren(PlainLabel))
    assert "We look again on December 2, 2026." in said


def test_nothing_is_due_at_a_first_visit(qtbot: QtBot) -> None:
    keeper = opened(qtbot, QuestionsPage(), new_visit())

    assert not found(keeper.page, "put-off").isVisible()
