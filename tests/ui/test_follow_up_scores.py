"""A follow-up makes its scores, draws their change and holds it against the study."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from sdm_app.settings import Settings
from sdm_app.ui.pages.screening import ScreeningPage
from sdm_app.ui.widgets.course_picture import CoursePicture
from tests.ui.builders import found, text
from tests.ui.first_pages import opened, press
from tests.ui.follow_ups import BEFORE, follow_up, last_time, peg, seen_on


def test_three_answers_make_a_score_and_draw_the_change(qtbot: QtBot) -> None:
    keeper = opened(qtbot, ScreeningPage(), follow_up(last_time()))
    assert not found(keeper.page, "course-peg").isVisible()

    press(qtbot, keeper.page, "peg.pain-5")
    press(qtbot, keeper.page, "peg.enjoyment-5")
    assert text(keeper.page, "score-peg") == "No score: 1 of 3 answers are missing."
    press(qtbot, keeper.page, "peg.activity-4")

    assert text(keeper.page, "score-peg") == "Score 4.7, on a scale from 0 to 10. Higher is worse."
    assert found(keeper.page, "course-peg").isVisible()
    assert text(keeper.page, "change-peg") == "Since last time: 3.3 points lower."
    assert text(keeper.page, "against-peg") == (
        "The change since the first score is larger than that."
    )


def test_the_picture_says_in_words_all_that_it_shows(qtbot: QtBot) -> None:
    keeper = opened(qtbot, ScreeningPage(), follow_up(last_time(), answers=peg(5)))

    picture = keeper.page.findChild(CoursePicture)

    assert picture is not None
    assert picture.accessibleName() == (
        "PEG from 0 to 10. Higher is worse. October 25, 2026: 8.0; November 22, 2026: 5.0."
    )


def test_an_answer_pressed_again_is_taken_back(qtbot: QtBot) -> None:
    keeper = opened(qtbot, ScreeningPage(), follow_up(last_time(), answers=peg(5)))

    press(qtbot, keeper.page, "peg.pain-5")

    assert "peg.pain" not in keeper.visit.encounter.answers
    assert text(keeper.page, "score-peg") == "No score: 1 of 3 answers are missing."


def test_a_score_that_rose_is_drawn_and_held_against_nothing(qtbot: QtBot) -> None:
    keeper = opened(qtbot, ScreeningPage(), follow_up(last_time(), answers=peg(9)))

    assert text(keeper.page, "change-peg") == "Since last time: 1.0 points higher."
    assert not found(keeper.page, "against-peg").isVisible()


def test_many_visits_are_told_since_last_time_and_since_the_first(qtbot: QtBot) -> None:
    first = seen_on(BEFORE - timedelta(days=28), answers=peg(8))
    middle = seen_on(BEFORE, answers=peg(5))

    keeper = opened(qtbot, ScreeningPage(), follow_up(first, middle, answers=peg(5)))

    assert text(keeper.page, "change-peg") == (
        "Since last time: no change. Since the first time: 3.0 points lower."
    )


@pytest.mark.parametrize(
    ("now", "said"),
    [(7, "is about as large as that."), (6, "is larger than that.")],
)
def test_the_change_is_held_against_the_study(qtbot: QtBot, now: int, said: str) -> None:
    keeper = opened(qtbot, ScreeningPage(), follow_up(last_time(), answers=peg(now)))

    assert text(keeper.page, "against-peg").endswith(said)


def test_promis_is_not_shown_without_the_clinic_s_licence(qtbot: QtBot) -> None:
    keeper = opened(qtbot, ScreeningPage(), follow_up(last_time()))

    assert keeper.page.findChild(QLineEdit, "typed-promis-pi-4a.t-score") is None


def test_with_its_licence_a_clinic_types_in_the_t_score(qtbot: QtBot) -> None:
    page = ScreeningPage()
    page.use_settings(Settings(promis_licence="HealthMeasures, May 2026"))
    before = last_time(answers={"promis-pi-4a.t-score": "65.2"})
    keeper = opened(qtbot, page, follow_up(before))
    field = found(page, "typed-promis-pi-4a.t-score")
    assert isinstance(field, QLineEdit)

    for typed in ("99", "61.25", "abc"):
        field.setText(typed)
        field.editingFinished.emit()
        assert keeper.visit.encounter.answers == {}
        assert text(page, "fault-promis-pi-4a.t-score").startswith("A number from 20 to 80")
    field.setText("61,2")
    field.editingFinished.emit()

    assert keeper.visit.encounter.answers == {"promis-pi-4a.t-score": "61.2"}
    assert text(page, "change-promis-pi-4a") == "Since last time: 4.0 points lower."
    assert not found(page, "against-promis-pi-4a").isVisible()

    field.setText("")
    field.editingFinished.emit()
    assert keeper.visit.encounter.answers == {}


def test_a_score_that_was_given_stands_beside_the_way_back_with_its_name(qtbot: QtBot) -> None:
    keeper = opened(qtbot, ScreeningPage(), follow_up(last_time(), answers=peg(5)))

    press(qtbot, keeper.page, "follow-up-go-on")

    assert text(keeper.page, "follow-up-offer-says") == (
        "PEG: Score 5.0, on a scale from 0 to 10. Higher is worse."
    )
