"""Answers are kept: a visit comes back after a kill, and undo takes back what was said last."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sdm_app.domain.vocabulary import Step
from sdm_app.records import open_records
from sdm_app.ui.desk import Desk, open_desk
from sdm_app.ui.main_window import MainWindow
from tests.builders import content
from tests.records.builders import KEY
from tests.ui.builders import start
from tests.ui.rooms import DATABASE


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where the records of the window lie."""
    return tmp_path / DATABASE


def test_a_visit_comes_back_on_the_step_where_it_was_killed(
    opened: tuple[MainWindow, Desk], database: Path
) -> None:
    _window, desk = opened
    start(desk)
    desk.controller.answered("start-back.walking", "agree")
    desk.controller.step_opened("safety")
    encounter = desk.controller.visit.encounter if desk.controller.visit else None
    assert encounter is not None

    # Nothing of the first window is closed or flushed: what lies on the disk alone must do.
    killed = database.parent / "killed"
    killed.mkdir()
    for file in database.parent.glob(f"{database.name}*"):
        shutil.copy(file, killed)
    again = open_desk(open_records(killed / database.name, KEY), date.today(), content())
    row = again.list_on(date.today())[0]
    again.controller.open_visit(row.encounter)

    assert again.controller.visit is not None
    assert again.controller.visit.encounter == encounter
    assert again.controller.visit.encounter.step is Step.SAFETY
    again.records.close()


def test_undo_takes_back_the_last_answer_and_not_the_step(opened: tuple[MainWindow, Desk]) -> None:
    window, desk = opened
    start(desk)
    desk.controller.answered("start-back.walking", "agree")
    desk.controller.answered("start-back.dressing", "agree")
    desk.controller.step_opened("safety")

    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.answers == {"start-back.walking": "agree"}
    assert desk.controller.visit.encounter.step is Step.SAFETY


def test_undo_with_nothing_to_take_back_changes_nothing(opened: tuple[MainWindow, Desk]) -> None:
    _window, desk = opened
    start(desk)

    assert not desk.controller.undo()
    assert len(desk.controller.events) == 1


def test_the_same_answer_once_more_is_not_kept_twice(opened: tuple[MainWindow, Desk]) -> None:
    _window, desk = opened
    start(desk)
    desk.controller.answered("start-back.walking", "agree")
    before = desk.controller.events

    desk.controller.answered("start-back.walking", "agree")

    assert desk.controller.events == before
