"""Today's list: a visit is found by its reference, and risk is told in words."""

from dataclasses import replace
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from sdm_app.records import Summary
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.pages.today_row import OpenButton, is_alert, referral_words, screening_words
from tests.ui.builders import start


def row(stage: str | None, risk: str | None, finished: bool = False) -> Summary:
    today = date.today()
    return Summary("e1", today, "09:05", "M.A.", 1965, stage, risk, "none", "plan", finished, "")


def test_the_list_finds_a_visit_by_reference(qtbot: QtBot, opened: tuple[MainWindow, Desk]) -> None:
    window, desk = opened
    start(desk)
    desk.controller.start_visit("M.A.", None, "schedule")
    window.show_list()

    window.pages.today.find_field.setText("m.a")

    def rows() -> list[OpenButton]:
        return [row for row in window.findChildren(OpenButton) if row.isVisible()]

    qtbot.waitUntil(lambda: len(rows()) == 1)


def test_whoever_comes_back_to_the_list_may_begin_a_visit_at_once(
    opened: tuple[MainWindow, Desk],
) -> None:
    window, desk = opened
    start(desk)
    window.top_bar.setFocus()

    window.show_list()

    assert window.focusWidget() is window.pages.today.new_visit


@pytest.mark.parametrize(
    ("stage", "risk", "finished", "alert"),
    [
        ("acute", "high", False, True),
        ("recurrent", "high", False, True),
        ("chronic", "high", False, False),
        ("acute", "medium", False, False),
        ("acute", "high", True, False),
        (None, None, False, False),
    ],
)
def test_high_risk_that_is_not_chronic_needs_the_clinician(
    stage: str | None, risk: str | None, finished: bool, alert: bool
) -> None:
    assert is_alert(row(stage, risk, finished)) is alert


def test_risk_is_told_in_words() -> None:
    assert screening_words(row("acute", "high"))[0] == "High risk · alert"
    assert screening_words(row("chronic", None))[0] == "Chronic: no screen needed"
    assert screening_words(row(None, None))[0] == "Not screened"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("suggested", "Massage"),
        ("", "Massage"),
        ("pended", "Massage · to be signed"),
        ("signed", "Massage · signed"),
        ("cancelled", "Massage · cancelled"),
    ],
)
def test_the_list_tells_where_a_referral_stands(status: str, words: str) -> None:
    listed = replace(row("acute", "medium"), referral="massage", referral_status=status)

    assert referral_words(listed, "Massage") == words


def test_a_visit_without_a_referral_has_a_dash() -> None:
    assert referral_words(row("acute", "low"), "") == "—"


@pytest.mark.parametrize(
    ("status", "alert"),
    [("pended", True), ("signed", False), ("changed", False), ("cancelled", False)],
)
def test_a_decision_ends_the_alert_of_the_list(status: str, alert: bool) -> None:
    assert is_alert(replace(row("acute", "high"), referral_status=status)) is alert
