"""A referral is pended: from the alert where it is known, or wherever somebody adds one."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from sdm_app.domain import events as e
from sdm_app.domain.visit import Visit
from sdm_app.ui.pages.plan import PlanPage
from sdm_app.ui.pages.screening import ScreeningPage
from sdm_app.ui.widgets.referral_pend import NOTE_AT_MOST, PendDialog
from sdm_app.ui.widgets.referral_places import PlaceField
from tests.builders import ACUTE, CHRONIC, HIGH, MEDIUM, visit
from tests.ui.builders import found
from tests.ui.last_pages import Show, has, press, words_in
from tests.ui.referral_builders import NEW, OTHER, TO, choose, dialog, high, is_open_to


def test_a_high_risk_result_says_so_and_lets_it_be_pended(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(ScreeningPage(), high())

    assert "High risk: a referral is suggested" in words_in(page)
    press(qtbot, page, "alert-pend")
    found(dialog(), "pend-note").setPlainText("Works\nnights")  # type: ignore[attr-defined]
    with qtbot.waitSignal(page.referral_pended) as told:
        choose("pend-go")

    assert told.args == [TO, "Works nights"]


def test_what_is_pended_waits_for_a_clinician_and_shows_no_note(show: Show[Any]) -> None:
    page = show(ScreeningPage(), high(e.ReferralPended(target=TO, note="Mornings")))

    assert "High risk: a referral waits for a clinician" in words_in(page)
    assert not has(page, "alert-pend")
    assert not [words for words in words_in(page) if "Mornings" in words]


@pytest.mark.parametrize("answers", [CHRONIC | HIGH, NEW | MEDIUM])
def test_nothing_else_raises_the_alert(show: Show[Any], answers: dict[str, str]) -> None:
    page = show(ScreeningPage(), visit(answers=answers))

    assert not has(page, "alert-card")


@pytest.mark.parametrize(
    "seen", [visit(answers=NEW | MEDIUM), high(e.ReferralPended(target=TO))], ids=["medium", "high"]
)
def test_another_place_may_be_pended_whatever_the_result(
    qtbot: QtBot, show: Show[Any], seen: Visit
) -> None:
    page = show(ScreeningPage(), seen)

    press(qtbot, page, "result-pend")
    found(dialog(), "pend-place").setCurrentIndex(1)  # type: ignore[attr-defined]
    with qtbot.waitSignal(page.referral_pended) as told:
        choose("pend-go")

    assert told.args is not None
    assert told.args[0] != TO


def test_the_alert_has_the_only_button_while_it_asks(show: Show[Any]) -> None:
    assert not has(show(ScreeningPage(), high()), "result-pend")


@pytest.mark.parametrize(
    "decision",
    [
        e.ReferralSigned(target=TO),
        e.ReferralCancelled(target=TO, reason="r"),
        e.EncounterFinished(),
    ],
)
def test_a_decision_or_the_end_of_the_visit_ends_the_alert(
    show: Show[Any], decision: e.Event
) -> None:
    assert not has(show(ScreeningPage(), high(decision)), "alert-card")


def test_any_place_of_the_content_may_be_added(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(PlanPage(), visit(answers=ACUTE | MEDIUM, findings_default="no"))

    press(qtbot, page, "referral-add")
    assert not is_open_to("pend-go")
    place = dialog().findChild(PlaceField)
    assert place is not None
    place.pick("rheumatology")
    with qtbot.waitSignal(page.referral_pended) as told:
        choose("pend-go")

    assert told.args == ["rheumatology", ""]


def test_what_is_pended_or_signed_is_not_offered_again(qtbot: QtBot) -> None:
    seen = high(e.ReferralPended(target=OTHER), e.ReferralSigned(target="massage"))
    asked = PendDialog(seen)
    qtbot.addWidget(asked)

    assert asked.place.picked() == TO
    assert {asked.place.findData(target) for target in (OTHER, "massage")} == {-1}


def test_a_note_ends_at_its_two_hundredth_letter(qtbot: QtBot) -> None:
    asked = PendDialog(high())
    qtbot.addWidget(asked)
    note = asked.findChild(QPlainTextEdit)
    assert note is not None

    note.setPlainText("x" * NOTE_AT_MOST)
    qtbot.keyClick(note, Qt.Key.Key_End)
    qtbot.keyClicks(note, "yz")

    assert note.toPlainText() == "x" * NOTE_AT_MOST
    assert asked.room.text().startswith("Room for 0 more")
