"""A slow disk or server holds no window up; two people in one visit lose nothing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from sdm_app.domain import events as e
from sdm_app.domain.encounter import fold
from sdm_app.domain.visit import Visit
from sdm_app.records import NotSaved, Records, open_records
from sdm_app.records.summary import summary_of
from sdm_app.ui import patience
from sdm_app.ui.desk import Desk, open_desk
from sdm_app.ui.visit_controller import VisitController
from tests.builders import content, pack
from tests.records.builders import KEY


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    desk = open_desk(open_records(tmp_path / "visits.db", KEY), date.today(), content())
    desk.controller.start_visit("A.B.", 1980, "rooming")
    yield desk
    desk.records.close()


@pytest.fixture
def stuck(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """The records' thread waits until this is set, longer than the window does."""
    monkeypatch.setattr(patience, "SECONDS", 0.05)
    goes_on = Event()
    desk.records._writer.later(goes_on.wait)
    yield goes_on
    goes_on.set()


def goal(controller: VisitController) -> str:
    assert controller.visit is not None
    return controller.visit.encounter.goal


def written_by_another(records: Records, controller: VisitController, event: e.Event) -> None:
    """Another workstation keeps an event in the open visit."""
    assert controller.visit is not None
    known = list(records.events_of(controller.visit.encounter.id))
    encounter = fold([*known, (known[-1][0] + 1, event)])
    seen = Visit(pack=pack(), encounter=encounter, today=date.today())
    records.append(encounter.id, event, summary_of(seen, "09:00"))


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


def test_two_people_who_touch_different_things_are_both_kept(desk: Desk) -> None:
    controller = desk.controller
    written_by_another(desk.records, controller, e.PrioritiesPicked(priorities=("sleep",)))

    controller.goal_written("walk")

    assert controller.visit is not None
    assert controller.visit.encounter.priorities == ("sleep",)
    assert goal(controller) == "walk"
    assert desk.records.events_of(controller.visit.encounter.id) == controller.events


def test_two_people_who_answer_the_same_are_told_and_nothing_is_overwritten(desk: Desk) -> None:
    controller = desk.controller
    said: list[str] = []
    controller.not_saved.connect(said.append)
    written_by_another(desk.records, controller, e.GoalWritten(goal="swim"))

    controller.goal_written("walk")

    assert goal(controller) == "swim"
    assert len(said) == 1
    assert "answered the same" in said[0]
    controller.give_up_change()
    assert goal(controller) == "swim"


def test_the_second_of_two_may_insist_and_both_stand_in_the_record(desk: Desk) -> None:
    controller = desk.controller
    written_by_another(desk.records, controller, e.GoalWritten(goal="swim"))
    controller.goal_written("walk")

    assert controller.try_again()

    assert goal(controller) == "walk"
    assert controller.visit is not None
    kept = desk.records.events_of(controller.visit.encounter.id)
    assert [event.goal for _, event in kept if isinstance(event, e.GoalWritten)] == ["swim", "walk"]
