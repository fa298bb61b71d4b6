"""What holds on every page: an urgent finding stands first, and what is pressed has its names."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
    QPushButton,
    QSpinBox,
)
from pytestqt.qtbot import QtBot

from sdm_app.domain.visit import Visit
from sdm_app.ui.pages.options import OptionsPage
from sdm_app.ui.pages.outlook import OutlookPage
from sdm_app.ui.pages.page import Page
from sdm_app.ui.pages.plan import PlanPage
from sdm_app.ui.pages.questions import QuestionsPage
from sdm_app.ui.pages.safety import SafetyPage
from sdm_app.ui.pages.screening import ScreeningPage
from sdm_app.ui.pages.what_matters import WhatMattersPage
from tests.builders import visit
from tests.ui.first_pages import MEDIUM, new_visit, opened
from tests.ui.last_pages import Show, comparing, planned, press, settle, talking


@pytest.mark.parametrize("kind", [OptionsPage, QuestionsPage, PlanPage])
def test_an_urgent_finding_stands_in_place_of_the_page(
    qtbot: QtBot, show: Show[Any], kind: type[Any]
) -> None:
    page = show(kind(), visit(findings={"fever": "yes"}))

    with qtbot.waitSignal(page.step_opened) as told:
        press(qtbot, page, "act-first-open-safety")

    assert told.args == ["safety"]


@pytest.mark.parametrize("page", [ScreeningPage, SafetyPage, OutlookPage, WhatMattersPage])
def test_every_button_and_field_has_a_name_and_says_it(qtbot: QtBot, page: type[Page]) -> None:
    keeper = opened(qtbot, page(), new_visit(answers=MEDIUM))

    controls = [
        widget
        for kind in (QAbstractButton, QLineEdit, QSpinBox)
        for widget in keeper.page.findChildren(kind)
        if widget.isVisible() and widget.objectName() != "qt_spinbox_lineedit"
    ]

    assert controls
    assert [w for w in controls if not w.objectName() or not w.accessibleName()] == []


@pytest.mark.parametrize(
    ("kind", "seen"),
    [(OptionsPage, comparing), (QuestionsPage, talking), (PlanPage, planned)],
)
def test_whatever_can_be_pressed_has_two_names(
    show: Show[Any], kind: type[Any], seen: Callable[[], Visit]
) -> None:
    page = show(kind(), seen())

    settle(page)
    buttons = [b for b in page.findChildren(QPushButton) if not b.isHidden()]

    assert not [b.text() for b in buttons if not b.objectName() or not b.accessibleName()]
