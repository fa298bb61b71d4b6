"""The list of those to chase is left behind by whoever leaves the screen."""

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.ui.builders import Opened, click, found
from tests.ui.staff import Screen
from tests.ui.test_chasing_list import keep_high, shown


@pytest.mark.parametrize(("name", "is_offered"), [("Mo Manager", False), ("Cleo Clinician", True)])
def test_the_next_person_begins_with_the_days_list(
    screen: Screen, opened: Opened, qtbot: QtBot, name: str, is_offered: bool
) -> None:
    window, desk = opened
    keep_high(desk.records, "last-week", 7, "T.K.")
    screen.sign_in("Finn Front")
    button = found(window, "chase-referrals")
    assert isinstance(button, QAbstractButton)
    qtbot.waitUntil(button.isVisible)
    click(window, "chase-referrals")
    qtbot.waitUntil(lambda: shown(window) == ["open-last-week"])
    screen.lock()

    screen.sign_in(name)

    qtbot.waitUntil(lambda: not window.front_desk.chasing.asking.is_open)
    assert shown(window) == []
    assert not button.isChecked()
    assert button.isVisible() is is_offered
