"""Those at high risk whom nobody referred stand in a list of their own."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from sdm_app.records import Records, Summary
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.pages.today_row import OpenButton
from tests.records.builders import started, summary
from tests.ui.builders import click, found, text
from tests.ui.staff import Screen
from tests.ui.test_numbers_have_sources import unsourced

Opened = tuple[MainWindow, Desk]


def keep_high(records: Records, name: str, days_ago: int, reference: str) -> None:
    day = date.today() - timedelta(days=days_ago)
    began = started(name).model_copy(update={"reference": reference, "started_on": day})
    row: Summary = replace(
        summary(name, on=day),
        reference=reference,
        stage="acute",
        risk_group="high",
        referral="psychologically-informed-pt",
        referral_status="suggested",
    )
    records.append(name, began, row)


def shown(window: MainWindow) -> list[str]:
    return [b.objectName() for b in window.findChildren(OpenButton) if b.isVisible()]


@pytest.fixture
def chased(opened: Opened, qtbot: QtBot) -> MainWindow:
    """A window with one visit of today and one of last week to chase."""
    window, desk = opened
    keep_high(desk.records, "today", 0, "M.A.")
    keep_high(desk.records, "last-week", 7, "T.K.")
    window.show_list()
    qtbot.waitUntil(lambda: found(window, "chase-referrals").isVisible())
    return window


def test_they_are_counted_and_listed_with_their_days(chased: MainWindow, qtbot: QtBot) -> None:
    button = found(chased, "chase-referrals")
    assert isinstance(button, QAbstractButton)
    assert button.text() == "High risk, no referral: 2"
    qtbot.waitUntil(lambda: shown(chased) == ["open-today"])

    click(chased, "chase-referrals")

    qtbot.waitUntil(lambda: shown(chased) == ["open-last-week", "open-today"])
    assert text(chased, "row-last-week").startswith("T.K.")
    assert unsourced(chased) == []
    click(chased, "chase-referrals")
    qtbot.waitUntil(lambda: shown(chased) == ["open-today"])


def test_nobody_to_chase_takes_no_room(opened: Opened, qtbot: QtBot) -> None:
    window, _desk = opened
    window.show_list()

    qtbot.waitUntil(lambda: not window.front_desk.chasing.asking.is_open)

    assert not found(window, "chase-referrals").isVisible()


def test_an_opened_visit_ends_the_list_of_the_others(chased: MainWindow, qtbot: QtBot) -> None:
    click(chased, "chase-referrals")

    chased.open_visit("today")
    qtbot.waitUntil(lambda: chased.pages.page() is not None)
    chased.show_list()

    qtbot.waitUntil(lambda: shown(chased) == ["open-today"])


@pytest.mark.parametrize(
    ("name", "sees"), [("Finn Front", True), ("Cleo Clinician", True), ("Mo Manager", False)]
)
def test_front_desk_and_clinician_see_whom_to_chase(
    chased: MainWindow, screen: Screen, qtbot: QtBot, name: str, sees: bool
) -> None:
    screen.sign_in(name)

    qtbot.waitUntil(lambda: not chased.front_desk.chasing.asking.is_open)
    qtbot.waitUntil(lambda: found(chased, "chase-referrals").isVisible() is sees)
