"""A visit that is left while it saves loses nothing."""

import time
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from sdm_app.domain import events as e
from sdm_app.domain.encounter import fold
from sdm_app.ui import patience
from sdm_app.ui.desk import Desk
from tests.ui.another_room import asked_of, goal, keep_both


def test_a_visit_that_is_left_while_it_saves_loses_nothing(
    qtbot: QtBot, desk: Desk, stuck: Event
) -> None:
    assert desk.controller.visit is not None
    encounter = desk.controller.visit.encounter.id
    desk.controller.goal_written("walk")
    desk.controller.close_visit()
    stuck.set()

    desk.controller.open_visit(encounter)

    assert goal(desk.controller) == "walk"


def test_what_waits_its_turn_when_a_visit_is_left_is_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.0)
    assert desk.controller.visit is not None
    encounter = desk.controller.visit.encounter.id
    desk.records._writer.later(lambda: time.sleep(0.2))
    desk.controller.goal_written("walk")
    desk.controller.priorities_picked("sleep")
    desk.controller.answered("start-back.walking", "agree")

    desk.controller.close_visit()

    desk.controller._saving.wait()
    kinds = [event.kind for _, event in desk.records.events_of(encounter)]
    assert kinds[1:] == ["goal-written", "priorities-picked", "item-answered"]


def test_the_last_change_of_a_visit_that_is_left_is_kept_beside_what_another_wrote(
    qtbot: QtBot, desk: Desk, stuck: Event
) -> None:
    controller, known = desk.controller, list(desk.controller.events)
    assert controller.visit is not None
    encounter = controller.visit.encounter.id
    faults: list[str] = []
    controller.not_saved.connect(faults.append)
    desk.records._writer.later(lambda: keep_both(desk.records, known, e.GoalWritten(goal="swim")))
    controller.weeks_given(3)
    controller.close_visit()

    stuck.set()

    qtbot.waitUntil(lambda: len(desk.records.events_of(encounter)) == 3)
    kept = fold(desk.records.events_of(encounter))
    assert (kept.goal, kept.episode_weeks) == ("swim", 3)
    assert faults == []


def test_the_last_change_of_a_visit_that_is_left_is_asked_about_if_another_said_otherwise(
    qtbot: QtBot, desk: Desk, stuck: Event
) -> None:
    controller, known = desk.controller, list(desk.controller.events)
    asked = asked_of(controller)
    desk.records._writer.later(lambda: keep_both(desk.records, known, e.GoalWritten(goal="swim")))
    controller.goal_written("walk")
    controller.close_visit()

    stuck.set()

    qtbot.waitUntil(lambda: len(asked) == 1)
    assert asked[0].meeting.with_mine.goal == "walk"
