"""Options, questions and plan, acted on as a clinician would."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDateEdit, QLineEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.domain import events as e
from sdm_app.domain.encounter import apply
from sdm_app.domain.requests import Outcome
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import OutcomeCode, Step
from sdm_app.ui.pages.options import OptionsPage
from sdm_app.ui.pages.page import Page
from sdm_app.ui.pages.plan import PlanPage
from sdm_app.ui.pages.questions import QuestionsPage
from sdm_app.ui.text import PlainLabel
from tests.builders import ACUTE, MEDIUM, SUBACUTE, pack, visit

W = TypeVar("W", bound=QWidget)
P = TypeVar("P", bound=Page)
COMPARED = ["stay-active", "exercise", "spinal-manipulation"]
TALKED = e.StepOpened(step=Step.QUESTIONS, request="imaging")
Show = Callable[[P, Visit], P]


@pytest.fixture
def show(qtbot: QtBot) -> Show[Any]:
    def shown(page: Page, seen: Visit) -> Page:
        qtbot.addWidget(page)
        page.resize(1145, 638)
        page.show()
        page.show_visit(seen)
        return page

    return shown


def after(seen: Visit, *events: e.Event) -> Visit:
    encounter = seen.encounter
    for event in events:
        encounter = apply(encounter, event)
    return seen.model_copy(update={"encounter": encounter})


def settle(page: QWidget) -> None:
    """Let new widgets be laid out, as they are by the time a hand reaches them."""
    for _turn in range(5):
        QApplication.processEvents()
    assert page.isVisible()


def find(page: QWidget, kind: type[W], name: str) -> W:
    settle(page)
    found = [widget for widget in page.findChildren(kind, name) if not widget.isHidden()]
    assert found, name
    return found[-1]


def has(page: QWidget, name: str) -> bool:
    settle(page)
    return any(not widget.isHidden() for widget in page.findChildren(QWidget, name))


def press(qtbot: QtBot, page: QWidget, name: str) -> None:
    qtbot.mouseClick(find(page, QPushButton, name), Qt.MouseButton.LeftButton)


def words_in(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(PlainLabel) if not label.isHidden()]


def page_outcomes(request: str) -> dict[OutcomeCode, Outcome]:
    return {ending.code: ending for ending in pack().request_by_id[request].outcomes}


def comparing(**fields: Any) -> Visit:
    return visit(**{"answers": SUBACUTE | MEDIUM, "compare": COMPARED, **fields})


def talking(*events: e.Event, **fields: Any) -> Visit:
    asked = visit(**{"answers": ACUTE | MEDIUM, "findings_default": "no", **fields})
    return after(asked, TALKED, *events)


def test_the_order_is_said_in_a_sentence(show: Show[Any]) -> None:
    page = show(OptionsPage(), comparing(priorities=["back-to-work"]))

    named = {p.id: p.in_sentence for p in comparing().pack.what_matters.priorities}
    assert named["back-to-work"] in find(page, PlainLabel, "order-sentence").text()


def test_a_chip_takes_an_option_out_of_the_grid(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(OptionsPage(), comparing())

    with qtbot.waitSignal(page.compared) as told:
        press(qtbot, page, "compare-exercise")

    assert told.args == ["stay-active spinal-manipulation"]


def test_two_columns_stay(show: Show[Any]) -> None:
    page = show(OptionsPage(), comparing(compare=COMPARED[:2]))

    assert not find(page, QPushButton, "compare-exercise").isEnabled()


def test_choosing_keeps_what_was_chosen_before(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(OptionsPage(), comparing(choices=["stay-active"]))

    with qtbot.waitSignal(page.options_chosen) as told:
        press(qtbot, page, "choose-exercise")

    assert told.args == ["stay-active exercise"]


def test_choosing_again_lets_go(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(OptionsPage(), comparing(choices=["stay-active"]))

    with qtbot.waitSignal(page.options_chosen) as told:
        press(qtbot, page, "choose-stay-active")

    assert told.args == [""]


def test_a_row_that_does_not_fit_the_visit_is_left_out(show: Show[Any]) -> None:
    fits = show(OptionsPage(), comparing())
    other = show(OptionsPage(), comparing(answers=ACUTE | MEDIUM))

    assert has(fits, "grid-row-better")
    assert not has(other, "grid-row-better")
    assert has(other, "grid-row-involves")


def test_what_is_not_advised_stays_within_reach(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(OptionsPage(), comparing())

    press(qtbot, page, "not-advised")

    assert has(page, "not-advised-bed-rest")
    with qtbot.waitSignal(page.compared) as told:
        press(qtbot, page, "look-bed-rest")
    assert told.args == [" ".join([*COMPARED, "bed-rest"])]


def test_the_guidelines_behind_a_count_can_be_opened(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(OptionsPage(), comparing())

    press(qtbot, page, "positions-exercise")

    assert has(page, "option-details-close")
    press(qtbot, page, "option-details-close")
    assert has(page, "option-grid")


@pytest.mark.parametrize("kind", [OptionsPage, QuestionsPage, PlanPage])
def test_an_urgent_finding_stands_in_place_of_the_page(
    qtbot: QtBot, show: Show[Any], kind: type[Any]
) -> None:
    page = show(kind(), visit(findings={"fever": "yes"}))

    with qtbot.waitSignal(page.step_opened) as told:
        press(qtbot, page, "act-first-open-safety")

    assert told.args == ["safety"]


def test_what_to_check_before_an_option_is_within_reach(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(OptionsPage(), comparing())

    press(qtbot, page, "cautions-of-spinal-manipulation")

    said = words_in(find(page, QWidget, "cautions-spinal-manipulation"))
    cautions = pack().option_by_id["spinal-manipulation"].cautions
    assert {caution.text for caution in cautions} <= set(said)


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


def planned() -> Visit:
    return visit(
        answers=ACUTE | MEDIUM,
        findings_default="no",
        choices=["stay-active", "physical-therapy"],
        goal="Lift my grandson",
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


@pytest.mark.parametrize(
    ("kind", "seen"),
    [(OptionsPage, comparing), (QuestionsPage, talking), (PlanPage, planned)],
)
def test_whatever_can_be_pressed_has_two_names(
    show: Show[Any], kind: type[Any], seen: Callable[[], Visit]
) -> None:
    page = show(kind(), seen())

    settle(page)
    buttons = [b for b in page.findChildren(QPushButton) if not b.isHidden()]

    assert not [b.text() for b in buttons if not b.objectName() or not b.accessibleName()]
