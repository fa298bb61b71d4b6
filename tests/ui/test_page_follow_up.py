"""A follow-up begins with what happened since: the plan of last time and how it went."""

from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.domain.vocabulary import Helped
from sdm_app.domain.withdrawal import take_out
from sdm_app.settings import Settings
from sdm_app.ui.pages.screening import ScreeningPage
from sdm_app.ui.text import PlainLabel
from tests.ui.builders import click, found, text
from tests.ui.first_pages import MEDIUM, Keeper, key, new_visit, opened, press
from tests.ui.follow_ups import BEFORE, follow_up, last_time, seen_on


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


def test_peg_that_was_taken_out_of_use_is_offered_no_more(qtbot: QtBot) -> None:
    first = new_visit(answers=MEDIUM)
    reason = {"id": "peg", "reason": "PEG is not used any more."}
    named = type(first.pack).model_validate({**first.pack.model_dump(), "withdrawn": [reason]})
    seen = first.model_copy(update={"pack": take_out(named)})

    keeper = opened(qtbot, ScreeningPage(), seen)

    assert found(keeper.page, "result-group").isVisible()
    assert not found(keeper.page, "follow-up-offer").isVisible()
