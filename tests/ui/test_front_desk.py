"""From a cold desk to the first question: counted in keystrokes, as docs/front-desk.md says."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.domain.vocabulary import FoundAt
from sdm_app.records import Records, Summary
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.pages.due_row import MOST_DUE, StartButton
from tests.ui.builders import found
from tests.ui.schedule_builders import due, import_rows
from tests.ui.staff import Screen

Opened = tuple[MainWindow, Desk]
MANUAL = Path(__file__).parents[2] / "docs" / "front-desk.md"
SECONDS_A_KEY = 0.28
"""What an average typist takes for a key, and below for making up one's mind (Card 1980)."""
SECONDS_TO_DECIDE = 1.35


class Keyboard:
    """Presses keys where the keyboard is, and counts them; a chord is one."""

    def __init__(self) -> None:
        self.pressed = 0

    def _at(self) -> QWidget:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.processEvents()
        top = app.activeModalWidget() or app.activeWindow()
        assert top is not None
        return top.focusWidget() or top

    def key(self, key: Qt.Key, with_control: bool = False) -> None:
        self.pressed += 1
        modifier = Qt.KeyboardModifier
        QTest.keyClick(self._at(), key, modifier.ControlModifier if with_control else modifier(0))

    def letters(self, text: str) -> None:
        for letter in text:
            self.pressed += 1
            QTest.keyClicks(self._at(), letter)


@pytest.fixture
def keyboard(opened: Opened, qtbot: QtBot) -> Keyboard:
    window, _desk = opened
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return Keyboard()


def asks_first_question(window: MainWindow) -> bool:
    question = window.findChild(QWidget, "question-text")
    return question is not None and question.isVisible()


def start_new(keyboard: Keyboard) -> None:
    keyboard.key(Qt.Key.Key_N, with_control=True)
    keyboard.letters("jd")
    keyboard.key(Qt.Key.Key_Tab)
    keyboard.letters("80")
    keyboard.key(Qt.Key.Key_Return)


def start_scheduled(keyboard: Keyboard) -> None:
    keyboard.key(Qt.Key.Key_F, with_control=True)
    keyboard.letters("ma")
    keyboard.key(Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("way", "keys", "who"),
    [(start_new, 7, ("J.D.", 1980, "clinician")), (start_scheduled, 4, ("M.A.", 1965, "schedule"))],
)
def test_a_screening_is_under_way_in_less_than_ten_seconds(
    opened: Opened,
    keyboard: Keyboard,
    qtbot: QtBot,
    way: Callable[[Keyboard], None],
    keys: int,
    who: tuple[str, int, str],
) -> None:
    window, desk = opened
    import_rows(window, due("09:05", "M.A.", 1965, "LBP"), due("09:10", "J.D.", 1980, "LBP"))

    began = time.perf_counter()
    way(keyboard)
    qtbot.waitUntil(lambda: asks_first_question(window))
    program = time.perf_counter() - began

    assert keyboard.pressed == keys
    assert program + 2 * SECONDS_TO_DECIDE + keys * SECONDS_A_KEY < 10
    visit = desk.controller.visit
    assert visit is not None
    encounter = visit.encounter
    assert (encounter.reference, encounter.birth_year, encounter.found_at) == who
    assert f"**{keys} keystrokes**" in MANUAL.read_text(encoding="utf-8")


def test_of_several_found_none_is_guessed(opened: Opened, keyboard: Keyboard) -> None:
    window, desk = opened
    import_rows(window, due("09:05", "M.A.", 1965, "LBP"), due("09:10", "M.A.", 1980, "LBP"))

    start_scheduled(keyboard)
    assert desk.controller.visit is None
    keyboard.key(Qt.Key.Key_Tab)
    keyboard.key(Qt.Key.Key_Space)

    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.birth_year == 1980


@pytest.mark.parametrize("typed", ["", " ", "."])
def test_return_without_a_reference_starts_nothing(
    opened: Opened, keyboard: Keyboard, typed: str
) -> None:
    window, desk = opened
    import_rows(window, due("09:05", "M.A.", 1965, "LBP"))

    keyboard.key(Qt.Key.Key_F, with_control=True)
    keyboard.letters(typed)
    keyboard.key(Qt.Key.Key_Return)

    assert desk.controller.visit is None


@pytest.mark.parametrize(("digits", "kept"), [("80", 1980), ("1980", 1980), ("", None)])
def test_a_birth_year_may_have_two_digits(
    opened: Opened, keyboard: Keyboard, digits: str, kept: int | None
) -> None:
    _window, desk = opened
    keyboard.key(Qt.Key.Key_N, with_control=True)
    keyboard.letters("jd")
    keyboard.key(Qt.Key.Key_Tab)
    keyboard.letters(digits)
    keyboard.key(Qt.Key.Key_Return)

    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.birth_year == kept


def test_two_digits_that_could_be_two_years_are_asked_about(
    opened: Opened, keyboard: Keyboard
) -> None:
    window, desk = opened
    keyboard.key(Qt.Key.Key_N, with_control=True)
    keyboard.letters("jd")
    keyboard.key(Qt.Key.Key_Tab)
    keyboard.letters("08")
    keyboard.key(Qt.Key.Key_Return)

    assert desk.controller.visit is None
    assert "could be two years" in found(window, "new-visit-fault").property("text")


@pytest.mark.parametrize(
    ("name", "finds"),
    [("Finn Front", FoundAt.FRONT_DESK), ("Cleo Clinician", FoundAt.CLINICIAN)],
)
def test_who_found_it_is_set_by_who_asks(screen: Screen, name: str, finds: FoundAt) -> None:
    screen.sign_in(name)

    screen.window.ask_new_visit()

    button = found(screen.window, f"found-at-{finds}")
    assert isinstance(button, QRadioButton)
    assert button.isChecked()


def test_a_visit_is_linked_to_its_row_of_the_schedule(opened: Opened, qtbot: QtBot) -> None:
    window, desk = opened
    import_rows(window, due("09:05", "M.A.", 1965, "LBP"))
    qtbot.waitUntil(lambda: bool(window.front_desk.schedule.due))
    (row,) = window.front_desk.schedule.due

    window.front_desk.schedule.start(row)
    qtbot.waitUntil(lambda: desk.controller.visit is not None)
    window.show_list()

    (summary,) = listed(desk.records)
    assert summary.appointment == row
    assert [b for b in window.findChildren(StartButton) if b.isVisible()] == []


def test_a_row_that_another_station_began_is_opened_not_begun_twice(
    opened: Opened, qtbot: QtBot
) -> None:
    window, desk = opened
    import_rows(window, due("09:05", "M.A.", 1965, "LBP"))
    qtbot.waitUntil(lambda: bool(window.front_desk.schedule.due))
    (row,) = window.front_desk.schedule.due
    window.front_desk.schedule.start(row)
    qtbot.waitUntil(lambda: desk.controller.visit is not None)
    visit = desk.controller.visit
    assert visit is not None
    desk.controller.close_visit()

    window.front_desk.schedule.start(row)
    qtbot.waitUntil(lambda: desk.controller.visit is not None)

    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.id == visit.encounter.id
    assert len(listed(desk.records)) == 1


def listed(records: Records) -> tuple[Summary, ...]:
    return records.list_on(date.today())


def test_a_very_long_schedule_is_found_by_reference(opened: Opened, qtbot: QtBot) -> None:
    window, _desk = opened
    many = [due("08:00", f"P{number:03}", 1980, "cough") for number in range(MOST_DUE)]
    import_rows(window, *many, due("23:00", "M.A.", 1980, "LBP"), due("23:10", "J.D.", 1980))
    page = window.pages.today

    def built() -> list[str]:
        return [b.accessibleName() for b in window.findChildren(StartButton) if b.isVisible()]

    qtbot.waitUntil(lambda: len(built()) == MOST_DUE)
    assert "Start M.A." in built()
    assert page.empty.text() == "2 more are on the schedule. Find them by reference."
    page.find_field.setText("jd")
    qtbot.waitUntil(lambda: built() == ["Start J.D."])
    assert not page.empty.isVisible()
