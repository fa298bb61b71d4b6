"""Screening, driven as a person would."""

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from sdm_app.ui.pages.screening import ScreeningPage
from tests import builders
from tests.ui.builders import found
from tests.ui.builders import text as words
from tests.ui.first_pages import MEDIUM, key, new_visit, opened, press


def test_an_answer_leads_to_the_next_question(qtbot: QtBot) -> None:
    keeper = opened(qtbot, ScreeningPage(), new_visit())

    press(qtbot, keeper.page, "answer-under-1-month")

    assert keeper.visit.encounter.answers == builders.ACUTE
    assert words(keeper.page, "question-count") == "Question 2 of 11"


@pytest.mark.parametrize(("pressed", "answer"), [("a", "agree"), ("1", "disagree")])
def test_keys_answer_the_question_in_view(qtbot: QtBot, pressed: str, answer: str) -> None:
    first_two = {**builders.ACUTE, "nih-chronic.frequency": "less-than-half-the-days"}
    keeper = opened(qtbot, ScreeningPage(), new_visit(answers=first_two))

    assert key(keeper.page, pressed)

    assert keeper.visit.encounter.answers["start-back.leg-pain"] == answer


def test_a_skipped_question_is_left_out_and_can_be_asked_later(qtbot: QtBot) -> None:
    answers = {item: said for item, said in MEDIUM.items() if item != "start-back.bothersomeness"}
    keeper = opened(qtbot, ScreeningPage(), new_visit(answers=answers))

    press(qtbot, keeper.page, "skip-question")

    assert keeper.visit.encounter.skipped == ("start-back.bothersomeness",)
    assert words(keeper.page, "result-unanswered").startswith("1 of 11")

    press(qtbot, keeper.page, "result-left-out")

    assert words(keeper.page, "question-count") == "Question 11 of 11"


def test_the_result_names_group_score_and_the_answers_that_count(qtbot: QtBot) -> None:
    keeper = opened(qtbot, ScreeningPage(), new_visit(answers=MEDIUM))

    assert words(keeper.page, "result-group") == "Medium risk"
    assert "4 of 9" in words(keeper.page, "result-score")
    assert words(keeper.page, "result-positive").count("•") == 4


def test_no_answer_that_is_not_kept_is_shown(qtbot: QtBot) -> None:
    page = ScreeningPage()
    qtbot.addWidget(page)
    page.show()
    page.show_visit(new_visit())

    press(qtbot, page, "answer-under-1-month")

    button = found(page, "answer-under-1-month")
    assert isinstance(button, QAbstractButton)
    assert not button.isChecked()
    assert words(page, "question-count") == "Question 1 of 11"
