"""Options, questions and plan with a visit in view, and what a hand does there."""

from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.domain import events as e
from sdm_app.domain.encounter import apply
from sdm_app.domain.requests import Outcome
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import OutcomeCode, Step
from sdm_app.ui.pages.page import Page
from sdm_app.ui.text import PlainLabel
from tests.builders import ACUTE, MEDIUM, SUBACUTE, pack, visit

W = TypeVar("W", bound=QWidget)
P = TypeVar("P", bound=Page)
COMPARED = ["stay-active", "exercise", "spinal-manipulation"]
TALKED = e.StepOpened(step=Step.QUESTIONS, request="imaging")
Show = Callable[[P, Visit], P]


@pytest.fixture
def show(qtbot: QtBot) -> Show[Any]:
    """Shows a visit on a page, in the size it has at 1366 by 768."""

    def shown(page: Page, seen: Visit) -> Page:
        qtbot.addWidget(page)
        page.resize(1145, 638)
        page.show()
        page.show_visit(seen)
        return page

    return shown


def after(seen: Visit, *events: e.Event) -> Visit:
    encounter = seen.encounter
    for event in events:
        encounter = apply(encounter, event)
    return seen.model_copy(update={"encounter": encounter})


def settle(page: QWidget) -> None:
    """Let new widgets be laid out, as they are by the time a hand reaches them."""
    for _turn in range(5):
        QApplication.processEvents()
    assert page.isVisible()


def find(page: QWidget, kind: type[W], name: str) -> W:
    settle(page)
    found = [widget for widget in page.findChildren(kind, name) if not widget.isHidden()]
    assert found, name
    return found[-1]


def has(page: QWidget, name: str) -> bool:
    settle(page)
    return any(not widget.isHidden() for widget in page.findChildren(QWidget, name))


def press(qtbot: QtBot, page: QWidget, name: str) -> None:
    qtbot.mouseClick(find(page, QPushButton, name), Qt.MouseButton.LeftButton)


def words_in(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(PlainLabel) if not label.isHidden()]


def page_outcomes(request: str) -> dict[OutcomeCode, Outcome]:
    return {ending.code: ending for ending in pack().request_by_id[request].outcomes}


def comparing(**fields: Any) -> Visit:
    return visit(**{"answers": SUBACUTE | MEDIUM, "compare": COMPARED, **fields})


def talking(*events: e.Event, **fields: Any) -> Visit:
    asked = visit(**{"answers": ACUTE | MEDIUM, "findings_default": "no", **fields})
    return after(asked, TALKED, *events)


def planned() -> Visit:
    return visit(
        answers=ACUTE | MEDIUM,
        findings_default="no",
        choices=["stay-active", "physical-therapy"],
        goal="Lift my grandson",
    )
