"""Two people in one visit lose nothing: both are kept, or somebody is asked."""

import platform
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from sdm_app.domain import events as e
from sdm_app.domain.vocabulary import Step
from sdm_app.ui import patience
from sdm_app.ui.desk import Desk
from tests.ui.another_room import (
    GOAL,
    asked_of,
    comes_into_view,
    goal,
    keep_both,
    written_by_another,
)


def test_two_people_who_touch_different_things_are_both_kept(desk: Desk) -> None:
    controller = desk.controller
    written_by_another(desk.records, controller, e.PrioritiesPicked(priorities=("sleep",)))

    controller.goal_written("walk")

    assert controller.visit is not None
    assert controller.visit.encounter.priorities == ("sleep",)
    assert goal(controller) == "walk"
    assert desk.records.events_of(controller.visit.encounter.id) == controller.events


def test_two_people_who_answer_the_same_are_asked_and_nothing_is_overwritten(desk: Desk) -> None:
    controller = desk.controller
    asked = asked_of(controller)
    written_by_another(desk.records, controller, e.GoalWritten(goal="swim"))

    controller.goal_written("walk")

    assert goal(controller) == "swim"
    (question,) = asked
    assert [one.place for one in question.meeting.differences] == [GOAL]
    assert question.meeting.with_theirs.goal == "swim"
    assert question.meeting.with_mine.goal == "walk"
    assert question.stations[question.meeting.differences[0].sequence] == platform.node()
    controller.choose([])
    assert goal(controller) == "swim"
    assert [event.kind for _, event in controller.events].count("goal-written") == 1


def test_the_second_of_two_may_insist_and_both_stand_in_the_record(desk: Desk) -> None:
    controller = desk.controller
    written_by_another(desk.records, controller, e.GoalWritten(goal="swim"))
    controller.goal_written("walk")

    controller.choose([GOAL])

    assert goal(controller) == "walk"
    assert controller.visit is not None
    kept = desk.records.events_of(controller.visit.encounter.id)
    assert [event.goal for _, event in kept if isinstance(event, e.GoalWritten)] == ["swim", "walk"]


def test_what_waits_its_turn_is_chosen_with_what_came_first(
    qtbot: QtBot, desk: Desk, stuck: Event
) -> None:
    controller = desk.controller
    asked = asked_of(controller)
    known = list(controller.events)
    desk.records._writer.later(lambda: keep_both(desk.records, known, e.GoalWritten(goal="swim")))
    for goal_said in ("walk", "run"):
        controller.goal_written(goal_said)
    controller.answered("start-back.walking", "agree")
    controller.weeks_given(3)
    stuck.set()
    qtbot.waitUntil(lambda: len(asked) == 1)

    assert controller.visit is not None
    assert controller.visit.encounter.answers == {}
    controller.choose([])

    qtbot.waitUntil(lambda: len(controller.events) == 4)
    assert goal(controller) == "swim"
    assert controller.visit.encounter.episode_weeks == 3
    assert desk.records.events_of(controller.visit.encounter.id) == controller.events


def test_a_field_that_tells_once_more_while_it_is_asked_about_is_not_kept_twice(
    desk: Desk,
) -> None:
    controller = desk.controller
    written_by_another(desk.records, controller, e.GoalWritten(goal="swim"))
    controller.goal_written("walk")

    controller.goal_written("walk")
    controller.choose([])

    assert goal(controller) == "swim"


def test_what_is_said_while_somebody_is_asked_follows_the_choice(desk: Desk) -> None:
    controller = desk.controller
    written_by_another(desk.records, controller, e.GoalWritten(goal="swim"))
    controller.goal_written("walk")

    controller.weeks_given(3)
    controller.choose([GOAL])

    assert goal(controller) == "walk"
    assert [event.kind for _, event in controller.events[-2:]] == [
        "goal-written",
        "episode-weeks-given",
    ]


def test_what_another_writes_comes_into_view_on_the_step_that_is_open_here(desk: Desk) -> None:
    controller = desk.controller
    controller.step_opened("safety")
    written_by_another(desk.records, controller, e.StepOpened(step=Step.PLAN))

    comes_into_view(desk, e.GoalWritten(goal="swim"))

    assert goal(controller) == "swim"
    assert controller.visit is not None
    assert controller.visit.encounter.step is Step.SAFETY


def test_a_press_within_a_glance_of_a_change_is_asked_about(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "GLANCE_SECONDS", 3600.0)
    controller = desk.controller
    asked = asked_of(controller)
    comes_into_view(desk, e.GoalWritten(goal="swim"))

    controller.goal_written("walk")

    assert len(asked) == 1
    assert goal(controller) == "swim"


def test_a_text_begun_before_a_change_came_is_asked_about(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "GLANCE_SECONDS", 0.0)
    controller = desk.controller
    asked = asked_of(controller)
    controller.type_begins()
    comes_into_view(desk, e.GoalWritten(goal="swim"))
    controller.goal_written("walk")
    assert len(asked) == 1
    controller.choose([GOAL])

    controller.goal_written("walk far")

    assert len(asked) == 1
    assert goal(controller) == "walk far"


def test_a_text_begun_after_a_change_was_seen_stands(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "GLANCE_SECONDS", 0.0)
    controller = desk.controller
    asked = asked_of(controller)
    comes_into_view(desk, e.GoalWritten(goal="swim"))

    controller.type_begins()
    controller.goal_written("walk")

    assert asked == []
    assert goal(controller) == "walk"
