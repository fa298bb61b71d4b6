"""Undo of what another person wrote is asked about; beside it, it goes through."""

from sdm_app.domain import events as e
from sdm_app.ui.company import OthersUndo
from sdm_app.ui.desk import Desk
from tests.ui.another_room import comes_into_view, goal, written_by_another


def test_undo_of_what_another_wrote_is_asked_about(desk: Desk) -> None:
    controller = desk.controller
    asked: list[OthersUndo] = []
    controller.undo_questioned.connect(asked.append)
    controller.weeks_given(3)
    comes_into_view(desk, e.GoalWritten(goal="swim"))
    assert controller.visit is not None

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
