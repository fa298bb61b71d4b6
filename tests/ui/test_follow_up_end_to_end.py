"""A patient comes back: the plan before, how it went, the change drawn, the new plan printed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.domain.events import RequestSettled
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Helped, OutcomeCode
from sdm_app.i18n import format_date
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.pages.plan import PlanPage
from sdm_app.ui.pages.questions import QuestionsPage
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.course_picture import CoursePicture
from tests.builders import ACUTE, MEDIUM, pack
from tests.handout.reading import text_of
from tests.ui.builders import click, found, text
from tests.ui.test_nothing_clipped import settle
from tests.ui.test_numbers_have_sources import unsourced

FIRST_DAY = datetime(2026, 10, 25, 9, tzinfo=UTC)
FOUR_WEEKS = timedelta(days=28)
Opened = tuple[MainWindow, Desk]


def at_the_desk(window: MainWindow) -> None:
    """Ask for a visit of R.T., born in 1968, from the keyboard."""
    settle()
    window.ask_new_visit()
    QTest.keyClicks(found(window, "reference"), "rt")
    QTest.keyClicks(found(window, "birth-year"), "1968")
    click(window, "start-visit")


def visit_of(desk: Desk) -> Visit:
    assert desk.controller.visit is not None
    return desk.controller.visit


def press(window: QWidget, name: str) -> None:
    """Press a button wherever it has scrolled to."""
    button = found(window, name)
    assert isinstance(button, QPushButton)
    assert button.isEnabled()
    button.click()


def answer_peg(window: MainWindow, pain: int, enjoyment: int, activity: int) -> None:
    answers = (("pain", pain), ("enjoyment", enjoyment), ("activity", activity))
    for item, number in answers:
        press(window, f"peg.{item}-{number}")


def first_visit(window: MainWindow, desk: Desk) -> str:
    """Screened, with a first PEG; a scan put off, two things chosen, a plan made. Its id."""
    at_the_desk(window)
    controller = desk.controller
    for item, answer in {**ACUTE, **MEDIUM}.items():
        controller.answered(item, answer)
    press(window, "follow-up-offer")
    answer_peg(window, 8, 8, 7)
    controller.findings_answered(" ".join(pack().finding_by_id), "no")
    controller.request_opened("imaging")
    review_on = (FIRST_DAY + timedelta(days=21)).date()
    controller.request_settled(
        RequestSettled(request="imaging", outcome=OutcomeCode.DEFERRED, review_on=review_on)
    )
    controller.options_chosen("stay-active heat")
    controller.action_written("heat", "Warm bath in the evening")
    controller.goal_written("Lift my grandson")
    controller.step_opened("plan")
    controller.visit_finished()
    name = visit_of(desk).encounter.id
    window.show_list()
    return name


@pytest.fixture
def come_back(opened: Opened) -> Iterator[tuple[MainWindow, Desk, str]]:
    """Four weeks after the first visit, with the day's list in view."""
    window, desk = opened
    with time_machine.travel(FIRST_DAY, tick=True):
        name = first_visit(window, desk)
    with time_machine.travel(FIRST_DAY + FOUR_WEEKS, tick=True):
        window.show_list()
        yield window, desk, name


def test_a_follow_up_from_the_desk_to_the_printed_plan(
    qtbot: QtBot, come_back: tuple[MainWindow, Desk, str]
) -> None:
    window, desk, first = come_back
    at_the_desk(window)
    press(found(window, "seen-before-dialog"), f"seen-{first}")
    assert visit_of(desk).encounter.follows == first

    said = words_in(found(window, "earlier-plan"))
    assert "The plan of October 25, 2026" in said
    assert "Warm bath in the evening" in said
    assert "Lift my grandson" in said
    press(window, "helped-stay-active-yes")
    press(window, "helped-heat-a-little")
    answer_peg(window, 5, 5, 4)
    assert visit_of(desk).encounter.tried == {
        "stay-active": Helped.YES,
        "heat": Helped.A_LITTLE,
    }

    assert text(window, "change-peg") == "Since last time: 3.0 points lower."
    picture = window.findChild(CoursePicture, "course-picture")
    assert picture is not None
    qtbot.waitUntil(picture.isVisible)
    assert picture.accessibleName().endswith("October 25, 2026: 7.7; November 22, 2026: 4.7.")
    assert unsourced(window) == []

    press(window, "talk-again-imaging")
    assert visit_of(desk).encounter.request == "imaging"
    assert isinstance(window.pages.page(), QuestionsPage)
    desk.controller.request_settled(
        RequestSettled(request="imaging", outcome=OutcomeCode.RESOLVED, in_own_words="I can wait")
    )
    desk.controller.request_opened("")
    assert not found(window.pages.page() or window, "put-off").isVisible()

    desk.controller.options_chosen("walking-program")
    desk.controller.follow_up_set("2026-12-20")
    desk.controller.step_opened("plan")
    page = window.pages.page()
    assert isinstance(page, PlanPage)
    printed = text_of(page.preview.pdf(visit_of(desk)))
    since = format_date(FIRST_DAY.date())
    assert f"Since {since} my score went down by 3.0 points." in printed
    assert "Walking program" in printed
    assert "We look again on December 20, 2026" in printed


def test_what_was_said_is_there_when_the_follow_up_is_opened_again(
    come_back: tuple[MainWindow, Desk, str],
) -> None:
    window, desk, first = come_back
    at_the_desk(window)
    press(found(window, "seen-before-dialog"), f"seen-{first}")
    press(window, "helped-heat-no")
    answer_peg(window, 9, 9, 9)
    again = visit_of(desk).encounter.id
    window.show_list()

    window.open_visit(again)

    assert [one.id for one in visit_of(desk).past] == [first]
    assert text(window, "change-peg") == "Since last time: 1.3 points higher."
    chosen = found(window, "helped-heat-no")
    assert isinstance(chosen, QPushButton)
    assert chosen.isChecked()


def words_in(inside: QWidget) -> str:
    return " ".join(label.text() for label in inside.findChildren(PlainLabel))
