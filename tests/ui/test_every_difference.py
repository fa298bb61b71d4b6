"""Whatever two people may say differently has a title, words and room where they choose."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sdm_app.domain import events as e
from sdm_app.domain.conflicts import meet
from sdm_app.domain.places import Place, places_of
from sdm_app.domain.vocabulary import FindingAnswer, OutcomeCode, ReferralStatus
from sdm_app.settings import Settings
from sdm_app.ui.both_answered import BothAnsweredDialog
from sdm_app.ui.company import BothAnswered
from sdm_app.ui.desk import Desk
from sdm_app.ui.looks import Looks
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.place_words import title_of
from sdm_app.ui.said_words import said_at
from tests.builders import pack
from tests.domain.meetings import STARTED
from tests.ui.another_room import GOAL
from tests.ui.builders import text
from tests.ui.test_nothing_clipped import clipped, settle
from tests.ui.test_numbers_have_sources import unsourced

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
