"""Who answers second chooses, thing by thing, between theirs and mine; the keyboard is enough."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from sdm_app.domain import events as e
from sdm_app.domain.conflicts import meet
from sdm_app.domain.places import Place, places_of
from sdm_app.domain.vocabulary import FindingAnswer, OutcomeCode, ReferralStatus, Step
from sdm_app.settings import Settings
from sdm_app.ui.both_answered import MINE, THEIRS, BothAnsweredDialog
from sdm_app.ui.company import BothAnswered
from sdm_app.ui.desk import Desk
from sdm_app.ui.looks import Looks
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.others_undo import OthersUndoDialog
from sdm_app.ui.place_words import title_of
from sdm_app.ui.said_words import said_at
from tests.builders import pack
from tests.domain.test_conflicts import STARTED
from tests.ui.builders import click, found, open_window, start, text
from tests.ui.test_nothing_clipped import clipped, settle
from tests.ui.test_numbers_have_sources import unsourced
from tests.ui.test_saving import goal, written_by_another

GOAL = Place(field="goal")


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[MainWindow, Desk]]:
    window, desk = open_window(tmp_path / "visits.db")
    qtbot.addWidget(window)
    start(desk)
    yield window, desk
    desk.records.close()


def dialog_of(window: MainWindow, kind: type[QDialog]) -> QDialog:
    """The dialog of this kind that is open over the window."""
    return next(
        one for one in window.findChildren(QDialog) if isinstance(one, kind) and one.isVisible()
    )


def test_the_second_sees_both_answers_and_who_gave_them_and_chooses(
    qtbot: QtBot, opened: tuple[MainWindow, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, desk = opened
    monkeypatch.setattr(desk.records, "_workstation", "Room 2")
    written_by_another(
        desk.records, desk.controller, e.ItemAnswered(item="start-back.walking", answer="agree")
    )
    desk.controller.answered("start-back.walking", "disagree")

    dialog = dialog_of(window, BothAnsweredDialog)

    assert isinstance(dialog, BothAnsweredDialog)
    assert "Room 2 said something else" in text(dialog, "both-answered-lead")
    assert dialog.cards[0].heading.text() == pack_title("start-back.walking")
    assert found(dialog, "theirs-1").accessibleName() == "Room 2: Agree"
    assert found(dialog, "mine-1").accessibleName() == "This screen: Disagree"
    assert not dialog.keep.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    click(dialog, "mine-1")
    click(dialog, "keep-choices")
    assert not dialog.isVisible()
    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.answers == {"start-back.walking": "disagree"}


def pack_title(item: str) -> str:
    return title_of(Place(field="answers", of=item), pack())


def test_it_is_answered_with_the_keyboard_alone(
    qtbot: QtBot, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened
    written_by_another(desk.records, desk.controller, e.GoalWritten(goal="swim"))
    desk.controller.goal_written("walk")
    dialog = dialog_of(window, BothAnsweredDialog)
    assert isinstance(dialog, BothAnsweredDialog)
    qtbot.waitUntil(lambda: dialog.cards[0].buttons[0].hasFocus())

    QTest.keyClick(dialog.cards[0].buttons[0], Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.cards[0].choice == THEIRS
    QTest.keyClick(dialog.cards[0].buttons[0], Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: dialog.cards[0].buttons[1].hasFocus())
    assert dialog.cards[0].choice == MINE
    QTest.keyClick(dialog.cards[0].buttons[1], Qt.Key.Key_Return)

    assert not dialog.isVisible()
    assert goal(desk.controller) == "walk"


def test_all_of_theirs_or_mine_at_one_press(opened: tuple[MainWindow, Desk]) -> None:
    window, desk = opened
    both = e.FindingsAnswered(findings=("fever", "past-cancer"), answer=FindingAnswer.YES)
    written_by_another(desk.records, desk.controller, both)
    desk.controller.findings_answered("fever past-cancer weight", "no")
    dialog = dialog_of(window, BothAnsweredDialog)
    assert isinstance(dialog, BothAnsweredDialog)
    assert [card.place.of for card in dialog.cards] == ["fever", "past-cancer"]

    click(dialog, "keep-all-theirs")
    click(dialog, "keep-choices")

    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.findings == {
        "fever": FindingAnswer.YES,
        "past-cancer": FindingAnswer.YES,
        "weight": FindingAnswer.NO,
    }


def test_a_goal_that_is_declined_goes_from_the_field_and_is_not_told_again(
    qtbot: QtBot, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened
    desk.controller.step_opened("what-matters")
    field = found(window, "goal")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "walk")
    written_by_another(desk.records, desk.controller, e.GoalWritten(goal="swim"))
    assert desk.controller.visit is not None
    desk.controller.take_in(desk.controller.visit.encounter.id)
    assert field.text() == "walk"

    QTest.keyClick(field, Qt.Key.Key_Return)
    dialog = dialog_of(window, BothAnsweredDialog)
    assert isinstance(dialog, BothAnsweredDialog)
    click(dialog, "theirs-1")
    click(dialog, "keep-choices")
    QApplication.processEvents()
    found(window, "goal").clearFocus()

    assert field.text() == "swim"
    assert goal(desk.controller) == "swim"
    assert not [one for one in window.findChildren(BothAnsweredDialog) if one.isVisible()]


def test_a_field_that_has_only_the_keyboard_shows_what_another_wrote(
    qtbot: QtBot, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened
    desk.controller.step_opened("what-matters")
    field = found(window, "goal")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    written_by_another(desk.records, desk.controller, e.GoalWritten(goal="swim"))

    assert desk.controller.visit is not None
    desk.controller.take_in(desk.controller.visit.encounter.id)

    assert field.text() == "swim"
    assert field.hasFocus()
    field.clearFocus()
    assert not window.findChildren(BothAnsweredDialog)


def test_undo_of_what_another_said_is_asked_and_return_leaves_it(
    opened: tuple[MainWindow, Desk],
) -> None:
    window, desk = opened
    written_by_another(desk.records, desk.controller, e.GoalWritten(goal="swim"))
    assert desk.controller.visit is not None
    desk.controller.take_in(desk.controller.visit.encounter.id)

    window.undo()
    dialog = dialog_of(window, OthersUndoDialog)
    assert isinstance(dialog, OthersUndoDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)

    assert not dialog.isVisible()
    assert goal(desk.controller) == "swim"
    window.undo()
    click(next(d for d in window.findChildren(OthersUndoDialog) if d.isVisible()), "take-it-back")
    assert goal(desk.controller) == ""


EVERYTHING: tuple[e.Event, ...] = (
    e.AnsweredBySet.model_validate({"answered_by": "paper"}),
    e.ItemAnswered(item="start-back.walking", answer="agree"),
    e.ItemSkipped(item="start-back.fear"),
    e.EpisodeWeeksGiven(weeks=3),
    e.FindingsAnswered(findings=("fever",), answer=FindingAnswer.NOT_SURE),
    e.UrgencyOverridden.model_validate(
        {"urgency": "emergency", "reason": "worse", "findings": ("fever",)}
    ),
    e.PrioritiesPicked(priorities=("sleep", "low-cost")),
    e.TriedMarked.model_validate({"option": "heat", "helped": "a-little"}),
    e.BarriersMarked(barriers=("cost",)),
    e.GoalWritten(goal="swim"),
    e.OptionsCompared(options=("heat", "yoga")),
    e.ConcernPicked(request="imaging", concern="something-serious"),
    e.GateChecked(request="opioids", check="other-care-failed", done=True),
    e.RequestSettled.model_validate(
        {
            "request": "imaging",
            "outcome": OutcomeCode.DEFERRED,
            "review_on": "2026-12-01",
            "stop_on": "2026-12-02",
            "in_own_words": "later",
            "confidence": 7,
        }
    ),
    e.OptionsChosen(options=("heat",)),
    e.ActionWritten(option="heat", action="each evening"),
    e.FollowUpSet.model_validate({"on": "2026-12-20"}),
    e.SureAnswered.model_validate({"item": "certain", "answer": "yes"}),
    e.TeachBackDone.model_validate({"result": "said-back"}),
    e.ReferralPended(target="physical-therapy", note="soon"),
    e.ReferralChanged(target="spine-surgery", to="rheumatology", reason="nearer"),
)


def test_every_place_has_a_title_and_words_of_the_content() -> None:
    meeting = meet([(1, STARTED)], [], EVERYTHING)

    words = {
        place: (title_of(place, pack()), said_at(place, meeting.with_mine, pack()))
        for place in places_of(meeting.with_mine)
    }

    assert {place.field for place in words} >= {
        "answers", "findings", "override", "requests", "referrals", "sure", "choices", "tried",
    }  # fmt: skip
    for place, (title, said) in words.items():
        assert title.strip()
        assert said.strip()
        assert title not in (place.of, place.field), place
        if place.field not in ("goal", "actions", "episode_weeks", "requests"):
            assert said != str(places_of(meeting.with_mine)[place]), place
    assert words[Place(field="goal")][1] == "swim"
    pended = Place(field="referrals", of="physical-therapy")
    assert meeting.with_mine.referrals["physical-therapy"].status is ReferralStatus.PENDED
    assert "soon" in words[pended][1]


def test_what_is_not_there_is_said_in_words() -> None:
    before = meet([(1, STARTED)], [], ()).with_theirs

    assert said_at(GOAL, before, pack()) == "Nothing yet"
    assert said_at(Place(field="choices", of="heat"), before, pack()) == "No"


OTHERWISE: tuple[e.Event, ...] = (
    e.AnsweredBySet.model_validate({"answered_by": "read-aloud"}),
    e.ItemAnswered(item="start-back.walking", answer="disagree"),
    e.ItemAnswered(item="start-back.fear", answer="agree"),
    e.EpisodeWeeksGiven(weeks=12),
    e.FindingsAnswered(findings=("fever",), answer=FindingAnswer.NO),
    e.PrioritiesPicked(priorities=("do-my-activity", "avoid-side-effects")),
    e.TriedMarked.model_validate({"option": "heat", "helped": "no"}),
    e.GoalWritten(goal="Walk to the shop and back without stopping, and lift my grandson again"),
    e.OptionsCompared(options=("exercise", "physical-therapy", "spinal-manipulation")),
    e.ConcernPicked(request="imaging", concern="find-the-cause"),
    e.RequestSettled.model_validate({"request": "imaging", "outcome": OutcomeCode.STILL_WANTS}),
    e.ActionWritten(option="heat", action="twice"),
    e.FollowUpSet.model_validate({"on": "2026-12-22"}),
    e.SureAnswered.model_validate({"item": "certain", "answer": "no"}),
    e.TeachBackDone.model_validate({"result": "explain-again"}),
    e.ReferralCancelled(target="physical-therapy", reason="The patient declined"),
)


@pytest.mark.parametrize("scale", [100, 200])
def test_every_difference_has_room_and_a_name_and_each_number_its_kind(
    qtbot: QtBot, qapp: QApplication, opened: tuple[MainWindow, Desk], scale: int
) -> None:
    window, _desk = opened
    Looks(qapp, Settings(text_scale=scale), None)
    theirs = list(enumerate(EVERYTHING, start=2))
    meeting = meet([(1, STARTED)], theirs, OTHERWISE)
    dialog = BothAnsweredDialog(BothAnswered(meeting, {}, pack()), window)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()

    assert len(dialog.cards) == len(OTHERWISE)
    assert list(clipped(dialog)) == []
    assert unsourced(dialog) == []
    for card in dialog.cards:
        for button in card.buttons:
            assert button.accessibleName()
            assert button.height() >= 44
    assert "Another room" in text(dialog, "both-answered-lead")
    Looks(qapp, Settings(), None)


def test_a_step_that_is_open_here_stays_and_the_keyboard_where_it_was(
    qtbot: QtBot, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened
    desk.controller.step_opened("what-matters")
    pick = found(window, "priority-sleep")
    pick.setFocus()
    qtbot.waitUntil(pick.hasFocus)
    written_by_another(desk.records, desk.controller, e.StepOpened(step=Step.PLAN))
    written_by_another(desk.records, desk.controller, e.PrioritiesPicked(priorities=("low-cost",)))

    assert desk.controller.visit is not None
    desk.controller.take_in(desk.controller.visit.encounter.id)
    QApplication.processEvents()

    assert desk.controller.visit.encounter.step is Step.WHAT_MATTERS
    assert pick.hasFocus()
    assert desk.controller.visit.encounter.priorities == ("low-cost",)
