"""Questions, acted on as a clinician would."""

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateEdit, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.domain import events as e
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import OutcomeCode, Step
from sdm_app.ui.pages.questions import QuestionsPage
from sdm_app.ui.text import PlainLabel
from tests.builders import ACUTE, visit
from tests.ui.last_pages import (
    TALKED,
    Show,
    after,
    find,
    has,
    page_outcomes,
    press,
    settle,
    talking,
    words_in,
)


def test_a_question_is_found_by_the_patients_word(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(QuestionsPage(), visit(answers=ACUTE))
    trigger = page.list._visit.pack.request_by_id["imaging"].triggers[0]

    qtbot.keyClicks(find(page, QLineEdit, "request-search"), trigger)

    with qtbot.waitSignal(page.request_opened) as told:
        press(qtbot, page, "request-imaging")
    assert told.args == ["imaging"]


def test_a_word_that_fits_nothing_says_so(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(QuestionsPage(), visit(answers=ACUTE))

    qtbot.keyClicks(find(page, QLineEdit, "request-search"), "zzz")

    assert not has(page, "request-imaging")


def test_a_concern_is_told(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(QuestionsPage(), talking())

    with qtbot.waitSignal(page.concern_picked) as told:
        press(qtbot, page, "concern-something-serious")

    assert told.args == ["imaging", "something-serious"]


def test_an_open_gate_leads_to_the_safety_check(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(QuestionsPage(), after(visit(answers=ACUTE), TALKED))

    with qtbot.waitSignal(page.step_opened) as told:
        press(qtbot, page, "open-safety")

    assert told.args == ["safety"]
    assert not has(page, "outcome-deferred")
    assert has(page, "outcome-unfinished")


def test_a_deferred_request_asks_for_its_date(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(QuestionsPage(), talking())

    press(qtbot, page, "outcome-deferred")
    find(page, QDateEdit, "outcome-review-date").setDate(QDate(2026, 12, 30))
    find(page, QLineEdit, "outcome-words").setText("We wait")
    with qtbot.waitSignal(page.request_settled) as told:
        press(qtbot, page, "outcome-save")

    settled = told.args[0]
    assert settled.outcome is OutcomeCode.DEFERRED
    assert settled.review_on == date(2026, 12, 30)
    assert settled.in_own_words == "We wait"


def test_outside_the_guidelines_a_reason_is_asked_for(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(QuestionsPage(), talking())

    press(qtbot, page, "outcome-granted-outside-guideline")
    with qtbot.assertNotEmitted(page.request_settled):
        press(qtbot, page, "outcome-save")

    assert has(page, "outcome-missing")


def granting_opioids(*done: str) -> Visit:
    opened = e.StepOpened(step=Step.QUESTIONS, request="opioids")
    checks = [e.GateChecked(request="opioids", check=check, done=True) for check in done]
    return talking(opened, *checks)


def opioid_checks() -> list[str]:
    return [check.id for check in talking().pack.request_by_id["opioids"].gate.checks]


def test_a_short_course_waits_for_every_check(show: Show[Any]) -> None:
    some = show(QuestionsPage(), granting_opioids(*opioid_checks()[:-1]))
    all_done = show(QuestionsPage(), granting_opioids(*opioid_checks()))

    assert not has(some, "outcome-granted-choice")
    assert has(all_done, "outcome-granted-choice")


def test_a_short_course_has_a_last_day_and_says_it(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(QuestionsPage(), granting_opioids(*opioid_checks()))

    press(qtbot, page, "outcome-granted-choice")
    find(page, QDateEdit, "outcome-stop-date").setDate(QDate(2027, 1, 30))
    find(page, QSpinBox, "outcome-confidence").setValue(7)
    said = " ".join(words_in(find(page, QWidget, "outcome-says")))
    with qtbot.waitSignal(page.request_settled) as told:
        press(qtbot, page, "outcome-save")

    settled = told.args[0]
    assert settled.stop_on == date(2026, 11, 24)
    assert settled.confidence == 7
    assert "November 24, 2026" in said


def test_a_check_taken_back_closes_the_form_it_allowed(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(QuestionsPage(), granting_opioids(*opioid_checks()))
    press(qtbot, page, "outcome-granted-choice")

    page.show_visit(granting_opioids(*opioid_checks()[:-1]))

    assert not has(page, "outcome-form")


def test_a_form_is_not_carried_into_another_visit(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(QuestionsPage(), talking())
    press(qtbot, page, "outcome-deferred")
    find(page, QLineEdit, "outcome-words").setText("We wait")

    page.show_visit(talking(case="another"))

    assert not has(page, "outcome-form")


def test_whoever_still_wants_it_is_offered_something(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(QuestionsPage(), talking())
    outcomes = page_outcomes("imaging")

    press(qtbot, page, "outcome-still-wants")

    said = " ".join(words_in(find(page, QWidget, "outcome-says")))
    assert outcomes[OutcomeCode.STILL_WANTS].offers
    for offer in outcomes[OutcomeCode.STILL_WANTS].offers:
        assert offer.text.partition("{")[0] in said


def test_the_guide_says_when_we_think_again(show: Show[Any]) -> None:
    page = show(QuestionsPage(), talking())

    assert has(page, "revisit-if")
    assert has(page, "sooner-if")


def test_how_a_talk_ended_stays_off_the_list(show: Show[Any]) -> None:
    settled = e.RequestSettled(request="imaging", outcome=OutcomeCode.STILL_WANTS)
    back = e.StepOpened(step=Step.QUESTIONS)
    page = show(QuestionsPage(), talking(settled, back))

    settle(page)
    label = page_outcomes("imaging")[OutcomeCode.STILL_WANTS].label
    assert not [words for words in words_in(page.list) if label in words]


def test_no_picture_argues_before_the_safety_check(show: Show[Any]) -> None:
    page = show(QuestionsPage(), after(visit(answers=ACUTE), TALKED))

    assert has(page, "question-title")
    assert not has(page, "picture-title")


def test_f2_hides_the_guide_and_brings_it_back(show: Show[Any]) -> None:
    page = show(QuestionsPage(), talking())
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier)

    assert page.handle_key(key)
    hidden = not has(page, "guide")
    page.handle_key(key)

    assert hidden
    assert has(page, "guide")


def test_every_placeholder_of_a_talk_is_filled(show: Show[Any]) -> None:
    picked = e.ConcernPicked(request="imaging", concern="something-serious")
    page = show(QuestionsPage(), talking(picked))

    settle(page)
    texts = [label.text() for label in page.findChildren(PlainLabel) if not label.isHidden()]

    assert not [text for text in texts if "{" in text]
