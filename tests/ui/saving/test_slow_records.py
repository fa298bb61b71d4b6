"""A slow disk or server holds no window up."""

from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from sdm_app.domain.services import Service
from sdm_app.records import NotSaved
from sdm_app.ui.desk import Desk
from tests.ui.another_room import goal


def test_a_slow_save_does_not_hold_the_window_up_and_nothing_moves_before_it_is_kept(
    qtbot: QtBot, desk: Desk, stuck: Event
) -> None:
    lasts: list[bool] = []
    desk.controller.saving_lasts.connect(lasts.append)

    desk.controller.goal_written("walk")

    assert goal(desk.controller) == ""
    assert lasts == [True]
    stuck.set()
    qtbot.waitUntil(lambda: goal(desk.controller) == "walk")
    assert lasts == [True, False]


def test_what_the_clinic_lists_meanwhile_is_seen_once_a_change_is_kept(
    qtbot: QtBot, desk: Desk, stuck: Event
) -> None:
    listed = (Service(id="river", target="physical-therapy", name="River"),)
    desk.controller.goal_written("walk")

    desk.controller.use_services(listed)
    stuck.set()

    qtbot.waitUntil(lambda: goal(desk.controller) == "walk")
    assert desk.controller.visit is not None
    assert desk.controller.visit.services == listed


def test_what_is_said_meanwhile_is_kept_in_order(qtbot: QtBot, desk: Desk, stuck: Event) -> None:
    controller = desk.controller
    controller.goal_written("walk")
    controller.priorities_picked("sleep")
    controller.answered("start-back.walking", "agree")

    stuck.set()

    qtbot.waitUntil(lambda: len(controller.events) == 4)
    assert [event.kind for _, event in controller.events[1:]] == [
        "goal-written",
        "priorities-picked",
        "item-answered",
    ]
    assert controller.visit is not None
    kept = desk.records.events_of(controller.visit.encounter.id)
    assert kept == controller.events


def test_a_visit_that_is_slow_to_begin_takes_in_what_is_said_at_once(
    qtbot: QtBot, desk: Desk, stuck: Event
) -> None:
    desk.controller.start_visit("C.D.", 1981, "rooming")
    desk.controller.goal_written("walk")

    assert desk.controller.visit is None
    stuck.set()

    qtbot.waitUntil(lambda: desk.controller.visit is not None and goal(desk.controller) == "walk")


def test_a_slow_read_does_not_hold_the_window_up(qtbot: QtBot, desk: Desk, stuck: Event) -> None:
    controller = desk.controller
    assert controller.visit is not None
    encounter = controller.visit.encounter.id
    controller.close_visit()

    controller.open_visit(encounter)

    assert controller.visit is None
    stuck.set()
    qtbot.waitUntil(lambda: controller.visit is not None)


def test_a_visit_that_is_not_there_is_said(desk: Desk) -> None:
    said: list[str] = []
    desk.controller.not_opened.connect(said.append)

    desk.controller.open_visit("nobodys")

    assert said == ["This visit is not in the records."]


def test_a_change_that_was_kept_although_it_seemed_lost_is_kept_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller, append = desk.controller, desk.records.append_later
    said: list[str] = []
    controller.not_saved.connect(said.append)

    def seems_lost(*words: object, **names: object) -> object:
        append(*words, **names).result()  # type: ignore[arg-type]
        from concurrent.futures import Future

        lost: Future[int] = Future()
        lost.set_exception(NotSaved("The server went away."))
        return lost

    monkeypatch.setattr(desk.records, "append_later", seems_lost)
    controller.goal_written("walk")
    assert said == ["The server went away."]
    monkeypatch.setattr(desk.records, "append_later", append)

    assert controller.try_again()

    assert controller.visit is not None
    kept = desk.records.events_of(controller.visit.encounter.id)
    assert [event.kind for _, event in kept].count("goal-written") == 1
    assert goal(controller) == "walk"
