"""A follow-up begins with what happened since: plan, how it went, scores, requests that are due."""

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.domain.encounter import Encounter
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Helped
from sdm_app.domain.withdrawal import take_out
from sdm_app.settings import Settings
from sdm_app.ui.pages.questions import QuestionsPage
from sdm_app.ui.pages.screening import ScreeningPage
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.course_picture import CoursePicture
from tests.builders import TODAY
from tests.ui.builders import click, found, text
from tests.ui.first_pages import MEDIUM, Keeper, key, new_visit, opened, press

BEFORE = TODAY - timedelta(days=28)


def peg(score: int) -> dict[str, str]:
    return {f"peg.{item}": str(score) for item in ("pain", "enjoyment", "activity")}


def seen_on(day: date, **fields: object) -> Encounter:
    case = {"findings_default": "no", **fields}
    return new_visit(**case).encounter.model_copy(update={"id": f"on-{day}", "started_on": day})


def follow_up(*past: Encounter, **fields: object) -> Visit:
    visit = new_visit(**fields)
    encounter = visit.encounter.model_copy(update={"follows": past[-1].id if past else "gone"})
    return visit.model_copy(update={"encounter": encounter, "past": past})


def last_time(**fields: object) -> Encounter:
    case = {"answers": peg(8), "choices": ["stay-active", "heat"], "goal": "Lift my grandson"}
    return seen_on(BEFORE, **{**case, **fields})


def _has_focus(keeper: Keeper, other_than: QWidget) -> bool:
    focused = QApplication.focusWidget()
    named = focused is not None and focused.objectName() == "helped-heat-yes"
    return named and focused is not other_than and keeper.page.isVisible()


def is_checked(keeper: Keeper, name: str) -> bool:
    button = found(keeper.page, name)
    assert isinstance(button, QPushButton)
    return button.isChecked()


def test_it_begins_with_the_plan_of_last_time(qtbot: QtBot) -> None:
    keeper = opened(qtbot, ScreeningPage(), follow_up(last_time()))

    assert text(keeper.page, "follow-up-heading") == "Since last time"
    plan = found(keeper.page, "earlier-plan")
    said = " ".join(label.text() for label in plan.findChildren(PlainLabel))
    assert "The plan of October 25, 2026" in said
    assert "Goal: Lift my grandson" in said
    assert found(keeper.page, "helped-heat-yes").isVisible()


def test_how_each_part_went_is_kept_and_can_be_taken_back(qtbot: QtBot) -> None:
    keeper = opened(qtbot, ScreeningPage(), follow_up(last_time()))

    press(qtbot, keeper.page, "helped-heat-a-little")
    press(qtbot, keeper.page, "helped-stay-active-no")
    assert keeper.visit.encounter.tried == {"heat": Helped.A_LITTLE, "stay-active": Helped.NO}
    assert is_checked(keeper, "helped-heat-a-little")

    press(qtbot, keeper.page, "helped-heat-a-little")
    assert keeper.visit.encounter.tried == {"stay-active": Helped.NO}
    assert not is_checked(keeper, "helped-heat-a-little")


def test_the_keyboard_stays_where_it_was_after_an_answer(qtbot: QtBot) -> None:
    keeper = opened(qtbot, ScreeningPage(), follow_up(last_time()))
    keeper.page.activateWindow()
    first = found(keeper.page, "helped-heat-yes")
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)

    click(keeper.page, "helped-heat-yes")

    qtbot.waitUntil(lambda: _has_focus(keeper, first))


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


def test_the_screening_is_one_press_away_and_so_is_the_way_back(qtbot: QtBot) -> None:
    keeper = opened(qtbot, ScreeningPage(), follow_up(last_time()))
    assert not found(keeper.page, "question-text").isVisible()
    assert not key(keeper.page, "1")

    press(qtbot, keeper.page, "follow-up-go-on")
    assert found(keeper.page, "question-text").isVisible()
    assert key(keeper.page, "1")
    assert keeper.visit.encounter.answers == {"nih-chronic.duration": "under-1-month"}

    press(qtbot, keeper.page, "follow-up-offer")
    assert found(keeper.page, "earlier-plan").isVisible()


def test_an_earlier_visit_that_may_not_be_seen_is_said_and_peg_is_still_asked(
    qtbot: QtBot,
) -> None:
    keeper = opened(qtbot, ScreeningPage(), follow_up())

    assert text(keeper.page, "follow-up-why-not") == "The plan of last time cannot be shown here."
    assert not found(keeper.page, "earlier-plan").isVisible()
    press(qtbot, keeper.page, "peg.pain-5")
    assert keeper.visit.encounter.answers == {"peg.pain": "5"}


def test_a_first_visit_begins_with_the_screening_and_offers_peg_after_its_result(
    qtbot: QtBot,
) -> None:
    keeper = opened(qtbot, ScreeningPage(), new_visit())
    assert found(keeper.page, "question-text").isVisible()
    assert not found(keeper.page, "follow-up-offer").isVisible()

    keeper.visit = new_visit(answers=MEDIUM)
    keeper.page.show_visit(keeper.visit.model_copy(update={"encounter": seen_on(BEFORE)}))
    keeper.page.show_visit(keeper.visit)
    press(qtbot, keeper.page, "follow-up-offer")

    assert text(keeper.page, "follow-up-heading") == "To compare with later"
    press(qtbot, keeper.page, "peg.pain-3")
    assert keeper.visit.encounter.answers["peg.pain"] == "3"
    press(qtbot, keeper.page, "follow-up-go-on")
    assert found(keeper.page, "result-group").isVisible()


def test_a_clinic_that_does_not_want_it_is_not_offered_peg_at_a_first_visit(qtbot: QtBot) -> None:
    page = ScreeningPage()
    page.use_settings(Settings(peg_at_first_visit=False))

    opened(qtbot, page, new_visit(answers=MEDIUM))

    assert found(page, "result-group").isVisible()
    assert not found(page, "follow-up-offer").isVisible()


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


def put_off(request: str, review_on: date) -> dict[str, object]:
    return {"request": request, "outcome": "deferred", "review_on": review_on}


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


def test_peg_that_was_taken_out_of_use_is_offered_no_more(qtbot: QtBot) -> None:
    first = new_visit(answers=MEDIUM)
    reason = {"id": "peg", "reason": "PEG is not used any more."}
    named = type(first.pack).model_validate({**first.pack.model_dump(), "withdrawn": [reason]})
    seen = first.model_copy(update={"pack": take_out(named)})

    keeper = opened(qtbot, ScreeningPage(), seen)

    assert found(keeper.page, "result-group").isVisible()
    assert not found(keeper.page, "follow-up-offer").isVisible()


def test_a_score_that_was_given_stands_beside_the_way_back_with_its_name(qtbot: QtBot) -> None:
    keeper = opened(qtbot, ScreeningPage(), follow_up(last_time(), answers=peg(5)))

    press(qtbot, keeper.page, "follow-up-go-on")

    assert text(keeper.page, "follow-up-offer-says") == (
        "PEG: Score 5.0, on a scale from 0 to 10. Higher is worse."
    )
