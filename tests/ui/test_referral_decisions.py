"""A referral in the plan: signed with a press, changed or cancelled with a reason."""

from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from sdm_app.domain import events as e
from sdm_app.domain.services import Service
from sdm_app.domain.vocabulary import ReferralStatus
from sdm_app.ui.pages.plan import PlanPage
from sdm_app.ui.pages.stopped import StopPage
from sdm_app.ui.widgets.referral_places import PlaceField
from tests.builders import pack, visit
from tests.ui.builders import found
from tests.ui.last_pages import Show, after, has, press, settle, words_in
from tests.ui.referral_builders import OTHER, TO, choose, dialog, high, is_open_to


def test_signing_is_one_press(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(PlanPage(), high(e.ReferralPended(target=TO, note="Mornings")))

    assert "Note: Mornings" in words_in(page)
    with qtbot.waitSignal(page.referral_signed) as told:
        press(qtbot, page, f"referral-sign-{TO}")

    assert told.args == [TO]


def test_the_keyboard_stays_with_the_referral_that_was_signed(show: Show[Any]) -> None:
    page = show(PlanPage(), high(e.ReferralPended(target=OTHER)))
    found(page, f"referral-sign-{OTHER}").setFocus()
    settle(page)

    page.show_visit(high(e.ReferralSigned(target=OTHER)))
    settle(page)

    focused = page.focusWidget()
    assert focused is not None
    assert focused.objectName() == f"referral-letter-{OTHER}"


def test_a_signed_one_says_by_whom_and_leads_to_its_letter(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(PlanPage(), high(e.ReferralSigned(target=TO, by="Dr C")))

    assert "Signed by Dr C" in words_in(page)
    assert not has(page, f"referral-sign-{TO}")
    with qtbot.waitSignal(page.letter_requested) as told:
        press(qtbot, page, f"referral-letter-{TO}")

    assert told.args == [TO]


@pytest.mark.parametrize(
    "events", [(), (e.ReferralPended(target=TO),), (e.ReferralCancelled(target=TO, reason="r"),)]
)
def test_what_is_not_signed_has_no_letter(show: Show[Any], events: tuple[e.Event, ...]) -> None:
    assert not has(show(PlanPage(), high(*events)), f"referral-letter-{TO}")


def test_cancelling_needs_a_reason_and_keeps_the_id_of_one_that_is_picked(
    qtbot: QtBot, show: Show[Any]
) -> None:
    page = show(PlanPage(), high())

    press(qtbot, page, f"referral-cancel-{TO}")
    assert not is_open_to("decision-save")
    choose("decision-patient-declined")
    with qtbot.waitSignal(page.referral_cancelled) as told:
        choose("decision-save")

    assert told.args == [TO, "The patient declined", "patient-declined"]


def test_another_reason_needs_words(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(PlanPage(), high())

    press(qtbot, page, f"referral-cancel-{TO}")
    choose("decision-other")
    assert not is_open_to("decision-save")
    words = dialog().findChild(QLineEdit, "decision-words")
    assert words is not None
    assert words.isVisible()
    words.setText("  Moves  away ")
    with qtbot.waitSignal(page.referral_cancelled) as told:
        choose("decision-save")

    assert told.args == [TO, "Moves away", "other"]


def test_a_pack_without_reasons_leaves_words_alone(qtbot: QtBot, show: Show[Any]) -> None:
    silent = pack().model_copy(update={"referrals": type(pack().referrals)()})
    page = show(PlanPage(), high().model_copy(update={"pack": silent}))

    press(qtbot, page, f"referral-cancel-{TO}")
    assert not is_open_to("decision-save")
    words = dialog().findChild(QLineEdit, "decision-words")
    assert words is not None
    words.setText("Moves away")
    with qtbot.waitSignal(page.referral_cancelled) as told:
        choose("decision-save")

    assert told.args == [TO, "Moves away", ""]


def test_a_change_needs_a_place_and_a_reason(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(PlanPage(), high())

    press(qtbot, page, f"referral-change-{TO}")
    choose("decision-covered")
    assert not is_open_to("decision-save")
    place = dialog().findChild(PlaceField)
    assert place is not None
    assert place.findData(TO) == -1
    place.pick(OTHER)
    with qtbot.waitSignal(page.referral_changed) as told:
        choose("decision-save")

    assert told.args == [TO, OTHER, "It is covered", "covered"]


def test_leaving_a_decision_changes_nothing(qtbot: QtBot, show: Show[Any]) -> None:
    page = show(PlanPage(), high())

    press(qtbot, page, f"referral-cancel-{TO}")
    choose("decision-patient-declined")
    with qtbot.assertNotEmitted(page.referral_cancelled):
        choose("decision-leave")


def test_why_it_ended_is_seen_in_the_plan(show: Show[Any]) -> None:
    changed = e.ReferralChanged(target=TO, to=OTHER, reason="It is covered")
    page = show(PlanPage(), high(changed, e.ReferralCancelled(target=OTHER, reason="Declined")))

    words = words_in(page)
    assert "Changed to Physical therapy: It is covered" in words
    assert "Cancelled: Declined" in words


@pytest.mark.parametrize(
    ("finding", "target"),
    [
        ("tearing-or-abdominal-pain", "emergency-department"),
        ("upper-motor-neuron-signs", "spine-surgery"),
    ],
)
def test_a_stopped_visit_still_shows_what_its_finding_refers_to(
    qtbot: QtBot, show: Show[Any], finding: str, target: str
) -> None:
    seen = visit(findings={finding: "yes"})
    page = show(StopPage(), seen)

    with qtbot.waitSignal(page.referral_signed) as told:
        press(qtbot, page, f"referral-sign-{target}")
    assert told.args == [target]

    page.show_visit(after(seen, e.ReferralSigned(target=target)))
    assert has(page, f"referral-letter-{target}")


def test_a_finding_that_is_no_emergency_refers_from_the_plan(show: Show[Any]) -> None:
    page = show(PlanPage(), visit(findings={"inflammatory-pattern": "yes"}))

    assert has(page, "referral-sign-rheumatology")


def test_the_clinic_s_own_service_stands_beside_its_referral(show: Show[Any]) -> None:
    service = Service(id="s1", target=TO, name="Mill Road PT", phone="(555) 010-0142")
    page = show(PlanPage(), high())
    assert not [words for words in words_in(page) if "Near you" in words]

    page.show_visit(high().model_copy(update={"services": (service,)}))

    assert "Near you: Mill Road PT · (555) 010-0142" in words_in(page)


@pytest.mark.parametrize("status", list(ReferralStatus))
def test_every_button_of_a_referral_has_two_names(show: Show[Any], status: ReferralStatus) -> None:
    did: dict[ReferralStatus, tuple[e.Event, ...]] = {
        ReferralStatus.SUGGESTED: (),
        ReferralStatus.PENDED: (e.ReferralPended(target=TO),),
        ReferralStatus.SIGNED: (e.ReferralSigned(target=TO),),
        ReferralStatus.CHANGED: (e.ReferralChanged(target=TO, to=OTHER, reason="r"),),
        ReferralStatus.CANCELLED: (e.ReferralCancelled(target=TO, reason="r"),),
    }
    page = show(PlanPage(), high(*did[status]))

    settle(page)
    buttons = page.referrals.findChildren(QPushButton)
    assert buttons
    assert not [b.text() for b in buttons if not b.objectName() or not b.accessibleName()]
