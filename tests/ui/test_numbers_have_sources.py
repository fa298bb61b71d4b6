"""Every digit in the window leads to a source, or says what kind of number it is."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.domain.encounter import fold
from sdm_app.domain.events import Event
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import OutcomeCode, Step
from sdm_app.play import events_of_case, read_cases
from sdm_app.records.summary import summary_of
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.source_drawer import SourceDrawer
from sdm_app.ui.widgets.card import Card
from tests.builders import pack
from tests.ui.builders import found

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*.yaml"))
REQUESTS = ("imaging", "opioids", "surgery")
KINDS = frozenset(
    {
        "date",
        "progress",
        "key",
        "reference",
        "instruction",
        "instrument",
        "score",
        "telephone",
        "version",
    }
)
Opened = tuple[MainWindow, Desk]


def open_case(opened: Opened, case: Path) -> None:
    window, desk = opened
    written = read_cases(case, pack(), date.today())[0]
    keep(desk, written.case, events_of_case(written, pack(), date.today()))
    window.open_visit(written.case)


def keep(desk: Desk, name: str, events: list[tuple[int, Event]]) -> None:
    for place in range(len(events)):
        seen = Visit(pack=pack(), encounter=fold(events[: place + 1]), today=date.today())
        desk.records.append(name, events[place][1], summary_of(seen, "09:10"))


def settle() -> None:
    for _turn in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def unsourced(window: QWidget) -> list[str]:
    """The words in view with a digit and neither a source nor a kind."""
    settle()
    words: list[tuple[QWidget, str]] = [(w, w.text()) for w in window.findChildren(QLabel)]
    words += [(w, w.text()) for w in window.findChildren(QAbstractButton)]
    return [
        f"{widget.objectName()}: {text}"
        for widget, text in words
        if widget.isVisible() and has_digit(text) and not is_explained(widget)
    ]


def has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def is_explained(widget: QWidget) -> bool:
    at: QWidget | None = widget
    while at is not None:
        if at.property("sourceIds") or at.property("numberKind") in KINDS:
            return True
        at = at.parentWidget()
    return False


def unfold(page: QWidget, names: Iterable[str]) -> None:
    """Press what opens more of a page."""
    for name in names:
        settle()
        for button in page.findChildren(QPushButton, name):
            if button.isVisible():
                button.click()
                break


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_page_of_a_visit(opened: Opened, case: Path) -> None:
    window, desk = opened
    open_case(opened, case)

    for step in Step:
        desk.controller.step_opened(str(step))
        assert unsourced(window) == [], step


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_list_of_the_day(opened: Opened, case: Path) -> None:
    window, _desk = opened
    open_case(opened, case)

    window.show_list()

    assert unsourced(window) == []


@pytest.mark.parametrize("request_id", REQUESTS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_talk(opened: Opened, case: Path, request_id: str) -> None:
    window, desk = opened
    open_case(opened, case)
    desk.controller.step_opened("questions")
    desk.controller.request_opened(request_id)

    for concern in pack().request_by_id[request_id].concerns:
        desk.controller.concern_picked(request_id, concern.id)
        unfold(window, ["see-also", "more-facts"])
        assert unsourced(window) == [], concern.id


@pytest.mark.parametrize("request_id", REQUESTS)
def test_every_ending_of_a_talk(opened: Opened, request_id: str) -> None:
    window, desk = opened
    open_case(opened, next(c for c in CASES if c.stem == "new-episode-medium-risk"))
    desk.controller.step_opened("questions")
    desk.controller.request_opened(request_id)
    for check in pack().request_by_id[request_id].gate.checks:
        desk.controller.gate_checked(request_id, check.id, True)

    for code in OutcomeCode:
        unfold(window, [f"outcome-{code}"])
        assert unsourced(window) == [], code


def test_the_details_of_every_option(opened: Opened) -> None:
    window, desk = opened
    open_case(opened, next(c for c in CASES if c.stem == "new-episode-medium-risk"))
    desk.controller.step_opened("options")
    unfold(window, ["more-options"])
    assert unsourced(window) == []

    for option in pack().options:
        desk.controller.compared(f"stay-active {option.id}")
        unfold(window, [f"positions-{option.id}"])
        assert unsourced(window) == [], option.id
        unfold(window, ["option-details-close"])

    unfold(window, ["not-advised"])
    assert unsourced(window) == []


def test_a_press_on_a_source_opens_it(qtbot: QtBot, opened: Opened) -> None:
    window, desk = opened
    open_case(opened, next(c for c in CASES if c.stem == "new-episode-medium-risk"))
    desk.controller.step_opened("outlook")
    settle()
    figure = pack().estimate_by_id[found(window, "figure-source").property("sourceIds")]

    QTest.mouseClick(found(window, "figure-source"), Qt.MouseButton.LeftButton)

    drawer = window.findChild(SourceDrawer)
    assert drawer is not None
    qtbot.waitUntil(drawer.isVisible)
    said = " ".join(label.text() for label in drawer.findChildren(QLabel))
    citation = pack().citation_by_id[figure.citation]
    for words in (citation.title, str(citation.year), figure.population, figure.period):
        assert words in said
    assert "Certainty: " in said
    assert unsourced(drawer) == []


def test_every_source_of_the_content_can_be_shown(opened: Opened) -> None:
    window, _desk = opened

    window.show_sources("")

    drawer = window.findChild(SourceDrawer)
    assert drawer is not None
    assert unsourced(drawer) == []
    assert len({card.objectName() for card in source_cards(drawer)}) == len(pack().citations)


def source_cards(drawer: QWidget) -> list[Card]:
    cards = drawer.findChildren(Card)
    return [card for card in cards if card.objectName().startswith("source-")]
