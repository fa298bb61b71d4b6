"""What somebody told while they were asked goes with their question, not with the next person."""

from sdm_app.domain import events as e
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from tests.ui.another_room import goal
from tests.ui.staff import Screen
from tests.ui.test_choosing_in_turn import answer, both_say_a_goal, hand_over, open_questions

Opened = tuple[MainWindow, Desk]
WEEKS = e.EpisodeWeeksGiven(weeks=7)


def kept(desk: Desk) -> list[e.Event]:
    return [event for _, event in desk.controller.events]


def test_it_is_not_kept_in_the_name_of_the_next_person(in_visit: Screen, opened: Opened) -> None:
    window, desk = opened
    both_say_a_goal(desk)
    desk.controller.weeks_given(7)

    hand_over(in_visit, "Finn Front")
    desk.controller.answered("start-back.walking", "agree")
    assert WEEKS not in kept(desk)

    hand_over(in_visit, "Cleo Clinician")
    answer(window, "mine-1")
    assert goal(desk.controller) == "walk"
    assert WEEKS in kept(desk)


def test_it_is_not_lost_when_the_visit_is_left_meanwhile(in_visit: Screen, opened: Opened) -> None:
    window, desk = opened
    encounter = both_say_a_goal(desk)
    desk.controller.weeks_given(7)

    hand_over(in_visit, "Finn Front")
    window.show_list()
    hand_over(in_visit, "Cleo Clinician")
    window.open_visit(encounter)
    answer(window, "theirs-1")

    assert goal(desk.controller) == "swim"
    assert kept(desk)[-1] == WEEKS
    assert open_questions(window) == []
