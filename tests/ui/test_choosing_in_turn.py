"""A question that one person left open is not for the next, and waits for the one asked."""

from sdm_app.domain import events as e
from sdm_app.ui.both_answered import BothAnsweredDialog
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from tests.faults.room import settle
from tests.ui.another_room import GOAL, goal, written_by_another
from tests.ui.builders import click
from tests.ui.staff import Screen

Opened = tuple[MainWindow, Desk]


def open_questions(window: MainWindow) -> list[BothAnsweredDialog]:
    settle()
    return [one for one in window.findChildren(BothAnsweredDialog) if one.isVisible()]


def hand_over(screen: Screen, name: str) -> None:
    """Lock, and let somebody else sign in."""
    settle()
    screen.lock()
    screen.sign_in(name)
    settle()


def both_say_a_goal(desk: Desk) -> str:
    """Another room writes that they swim, this one that they walk; which visit it is in."""
    assert desk.controller.visit is not None
    encounter = desk.controller.visit.encounter.id
    written_by_another(desk.records, desk.controller, e.GoalWritten(goal="swim"))
    desk.controller.goal_written("walk")
    return encounter


def answer(window: MainWindow, choice: str) -> None:
    """Choose in the one question that is open."""
    (dialog,) = open_questions(window)
    click(dialog, choice)
    click(dialog, "keep-choices")


def test_a_question_waits_for_the_one_who_was_asked(in_visit: Screen, opened: Opened) -> None:
    window, desk = opened
    both_say_a_goal(desk)
    assert len(open_questions(window)) == 1

    hand_over(in_visit, "Finn Front")
    assert open_questions(window) == []
    desk.controller.weeks_given(3)
    assert desk.controller.events[-1][1] == e.EpisodeWeeksGiven(weeks=3)

    hand_over(in_visit, "Cleo Clinician")
    (dialog,) = open_questions(window)
    assert dialog.cards[0].place == GOAL
    answer(window, "mine-1")
    settle()

    assert goal(desk.controller) == "walk"
    assert open_questions(window) == []


def test_a_question_stays_for_the_same_person_through_a_lock(
    in_visit: Screen, opened: Opened
) -> None:
    window, desk = opened
    both_say_a_goal(desk)

    hand_over(in_visit, "Cleo Clinician")

    answer(window, "theirs-1")
    assert goal(desk.controller) == "swim"


def test_a_question_is_asked_again_when_its_visit_is_opened_again(
    in_visit: Screen, opened: Opened
) -> None:
    window, desk = opened
    encounter = both_say_a_goal(desk)

    hand_over(in_visit, "Finn Front")
    window.show_list()
    hand_over(in_visit, "Cleo Clinician")
    assert open_questions(window) == []
    window.open_visit(encounter)

    answer(window, "mine-1")
    assert goal(desk.controller) == "walk"


def test_a_question_of_a_visit_that_was_left_is_asked_when_it_is_opened_again(
    in_visit: Screen, opened: Opened
) -> None:
    window, desk = opened
    encounter = both_say_a_goal(desk)
    window.show_list()

    answer(window, "mine-1")
    window.open_visit(encounter)

    assert goal(desk.controller) == "swim"
    answer(window, "mine-1")
    assert goal(desk.controller) == "walk"
