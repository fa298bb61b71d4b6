"""A slow disk or server holds no window up; two people in one visit lose nothing."""

import platform
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from sdm_app.domain import events as e
from sdm_app.domain.encounter import fold
from sdm_app.domain.places import Place
from sdm_app.domain.services import Service
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Step
from sdm_app.records import NotSaved, Records, open_records
from sdm_app.records.summary import summary_of
from sdm_app.ui import patience
from sdm_app.ui.company import BothAnswered, OthersUndo
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


def asked_of(controller: VisitController) -> list[BothAnswered]:
    """What is asked from now on."""
    asked: list[BothAnswered] = []
    controller.both_answered.connect(asked.append)
    return asked


GOAL = Place(field="goal")


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


def keep_both(records: Records, known: list[tuple[int, e.Event]], event: e.Event) -> None:
    """Keep an event after those that are known, in the records' own thread."""
    encounter = fold([*known, (known[-1][0] + 1, event)])
    seen = Visit(pack=pack(), encounter=encounter, today=date.today())
    records.append(encounter.id, event, summary_of(seen, "09:00"))


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
    written_by_another(desk.records, controller, e.GoalWritten(goal="swim"))

    assert controller.visit is not None
    controller.take_in(controller.visit.encounter.id)

    assert goal(controller) == "swim"
    assert controller.visit.encounter.step is Step.SAFETY


def test_a_press_within_a_glance_of_a_change_is_asked_about(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "GLANCE_SECONDS", 3600.0)
    controller = desk.controller
    asked = asked_of(controller)
    written_by_another(desk.records, controller, e.GoalWritten(goal="swim"))
    assert controller.visit is not None
    controller.take_in(controller.visit.encounter.id)

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
    written_by_another(desk.records, controller, e.GoalWritten(goal="swim"))
    assert controller.visit is not None
    controller.take_in(controller.visit.encounter.id)
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
    written_by_another(desk.records, controller, e.GoalWritten(goal="swim"))
    assert controller.visit is not None
    controller.take_in(controller.visit.encounter.id)

    controller.type_begins()
    controller.goal_written("walk")

    assert asked == []
    assert goal(controller) == "walk"


def test_undo_of_what_another_wrote_is_asked_about(desk: Desk) -> None:
    controller = desk.controller
    asked: list[OthersUndo] = []
    controller.undo_questioned.connect(asked.append)
    controller.weeks_given(3)
    written_by_another(desk.records, controller, e.GoalWritten(goal="swim"))
    assert controller.visit is not None
    controller.take_in(controller.visit.encounter.id)

    assert not controller.undo()

    assert goal(controller) == "swim"
    (question,) = asked
    assert (question.before.goal, question.after.goal) == ("swim", "")
    assert controller.undo_event(question.sequence)
    assert goal(controller) == ""
    assert controller.visit.encounter.episode_weeks == 3
    assert controller.undo()
    assert controller.visit.encounter.episode_weeks is None


def test_an_undo_that_meets_what_another_wrote_there_says_what_it_would_undo_now(
    desk: Desk,
) -> None:
    controller = desk.controller
    asked: list[OthersUndo] = []
    controller.undo_questioned.connect(asked.append)
    controller.goal_written("walk")
    written_by_another(desk.records, controller, e.GoalWritten(goal="swim"))

    controller.undo()

    assert goal(controller) == "swim"
    (question,) = asked
    assert (question.before.goal, question.after.goal) == ("swim", "walk")


def test_an_undo_beside_what_another_wrote_goes_through(desk: Desk) -> None:
    controller = desk.controller
    asked: list[OthersUndo] = []
    controller.undo_questioned.connect(asked.append)
    controller.goal_written("walk")
    written_by_another(desk.records, controller, e.EpisodeWeeksGiven(weeks=3))

    controller.undo()

    assert goal(controller) == ""
    assert asked == []
    assert controller.visit is not None
    assert controller.visit.encounter.episode_weeks == 3
