"""What front desk pends waits for a clinician in the list, who reviews and signs it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from sdm_app.domain import events as e
from sdm_app.domain.vocabulary import FoundAt, ReferralStatus
from sdm_app.records.summary import Summary
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.pages.needs_you import NeedsYou, Waiting
from sdm_app.ui.pages.plan import PlanPage
from sdm_app.ui.pages.screening import ScreeningPage
from tests.builders import MEDIUM, pack
from tests.faults.room import settle, words_on_screen
from tests.ui.builders import Opened, click, found, text
from tests.ui.referral_builders import NAME, NEW, NO, NOTE, TO, hand_over, screened, statuses
from tests.ui.staff import Screen


def said(window: MainWindow) -> str:
    """Everything in Needs you."""
    settle()
    labels = window.pages.today.needs_you.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def test_the_clinician_sees_who_what_and_the_note(opened: Opened, pended: str) -> None:
    window, _desk = opened
    words = said(window)

    assert f"J.D. · {date.today().year - 1980}" in words
    assert f"{NAME} is pended, to be signed." in words
    assert f"Note: {NOTE}" in words


def test_review_opens_the_plan_and_a_press_signs_in_the_name_of_who_is_signed_in(
    opened: Opened, pended: str
) -> None:
    window, desk = opened
    click(window, f"review-{pended}")
    settle()
    assert isinstance(window.pages.page(), PlanPage)
    assert text(window, "risk-chip") == "High risk · referral to sign"
    sign = found(window, f"referral-sign-{TO}")
    assert sign.hasFocus()
    assert not sign.visibleRegion().isEmpty(), "it can be pressed without scrolling"

    found(window, f"referral-sign-{TO}").click()  # type: ignore[attr-defined]

    assert desk.controller.visit is not None
    state = desk.controller.visit.encounter.referrals[TO]
    assert (state.status, state.by) == (ReferralStatus.SIGNED, "Cleo Clinician")
    assert state.signed_on == date.today()
    assert text(window, "risk-chip") == "High risk"
    window.show_list()
    assert said(window) == "Needs you\nNothing is waiting for you."


def test_a_visit_that_is_opened_from_the_list_stays_where_it_was_left(
    opened: Opened, pended: str
) -> None:
    window, _desk = opened

    window.open_visit(pended)

    settle()
    assert isinstance(window.pages.page(), ScreeningPage)


def test_front_desk_is_asked_about_high_risk_until_it_is_pended_and_sees_no_note(
    screen: Screen, opened: Opened
) -> None:
    window, desk = opened
    screen.sign_in("Finn Front")
    encounter = screened(desk)
    window.show_list()
    assert f"Screened high risk. Suggested: {NAME}" in said(window)

    click(window, f"review-{encounter}")
    settle()
    assert isinstance(window.pages.page(), ScreeningPage)
    desk.controller.referral_pended(TO, NOTE)
    settle()
    assert not [w for w in window.findChildren(QLabel) if w.isVisible() and NOTE in w.text()]
    window.show_list()
    assert said(window) == "Needs you\nNothing is waiting for you."


@pytest.mark.parametrize(
    "act",
    [
        lambda controller: controller.referral_signed(TO),
        lambda controller: controller.referral_changed(TO, "massage", "r", ""),
        lambda controller: controller.referral_cancelled(TO, "r", ""),
    ],
)
def test_front_desk_pends_and_decides_nothing(
    screen: Screen, opened: Opened, act: Callable[[Any], None]
) -> None:
    window, desk = opened
    screen.sign_in("Finn Front")
    screened(desk)
    desk.controller.referral_pended(TO, NOTE)

    act(desk.controller)

    assert statuses(desk) == {TO: ReferralStatus.PENDED}
    assert text(window, "footer-note") == NO


@pytest.mark.parametrize("name", ["Mo Manager", "Ann Admin"])
def test_manager_and_admin_see_nothing_that_waits_and_pend_nothing(
    screen: Screen, opened: Opened, pended: str, name: str
) -> None:
    window, desk = opened
    hand_over(screen, name)

    assert said(window) == "Needs you\nNothing is waiting for you."
    kept = desk.records.events_of(pended)
    desk.controller.open_visit(pended)
    desk.controller.referral_pended("massage", "")
    desk.controller.referral_signed(TO)
    assert desk.records.events_of(pended) == kept


def test_in_an_emergency_nothing_is_signed(screen: Screen, opened: Opened, pended: str) -> None:
    window, desk = opened
    hand_over(screen, "Finn Front")
    window.signed.see(window.signed.person, emergency=True)
    desk.controller.open_visit(pended)

    desk.controller.referral_signed(TO)

    assert statuses(desk) == {TO: ReferralStatus.PENDED}


def test_each_pended_referral_of_a_visit_waits_by_itself(
    screen: Screen, opened: Opened, pended: str
) -> None:
    window, desk = opened
    window.open_visit(pended)
    desk.controller.referral_pended("massage", "")
    desk.controller.referral_signed(TO)
    window.show_list()

    words = said(window)

    assert "Massage is pended, to be signed." in words
    assert NAME not in words


def test_medium_risk_waits_for_nobody(screen: Screen, opened: Opened) -> None:
    window, desk = opened
    screen.sign_in("Cleo Clinician")
    screened(desk, NEW | MEDIUM)
    window.show_list()

    assert said(window) == "Needs you\nNothing is waiting for you."


def test_what_was_pended_on_an_earlier_day_waits_with_its_day(
    screen: Screen, opened: Opened
) -> None:
    window, desk = opened
    before = date.today() - timedelta(days=40)
    begun = e.EncounterStarted(
        encounter="old",
        reference="K.L.",
        birth_year=1970,
        found_at=FoundAt.ROOMING,
        started_on=before,
        content_id=pack().info.id,
        content_version=pack().info.version,
    )
    row = Summary("old", before, "09:00", "K.L.", 1970, None, None, "none", "screening", True, TO)
    row = replace(row, referral_status="pended")
    desk.records.append("old", begun, row)
    desk.records.append("old", e.ReferralPended(target=TO), row)

    screen.sign_in("Cleo Clinician")

    assert "K.L." in said(window)
    assert str(before.year) in said(window)


def test_nothing_that_waits_is_left_behind_an_open_visit(opened: Opened, pended: str) -> None:
    window, _desk = opened
    assert NOTE in said(window)

    window.open_visit(pended)

    settle()
    assert not [label for label in window.pages.today.findChildren(QLabel) if NOTE in label.text()]


def test_no_note_is_left_for_the_next_patient(opened: Opened, pended: str) -> None:
    window, desk = opened
    window.open_visit(pended)
    desk.controller.step_opened("plan")
    settle()
    assert said_anywhere(NOTE)

    window.show_list()
    desk.controller.start_visit("K.L.", 1970, "rooming")
    desk.controller.step_opened("plan")
    settle()

    assert not said_anywhere(NOTE)


def said_anywhere(words: str) -> list[str]:
    """Where words stand, in view or not."""
    return [where for where, text in words_on_screen() if words in text]


def test_more_than_fits_is_counted() -> None:
    card = NeedsYou()
    waiting = [Waiting(f"e{at}", f"P{at}", NAME, True) for at in range(15)]

    card.show_waiting(waiting)

    assert "And 3 more." in [label.text() for label in card.findChildren(QLabel)]


def test_in_a_demonstration_the_clinic_s_clinician_signs(opened: Opened) -> None:
    window, desk = opened
    screened(desk)

    desk.controller.referral_signed(TO)

    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.referrals[TO].by == window.settings.clinician
