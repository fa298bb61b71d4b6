"""What looks after the records: drills out of a visit's way, and a strip for what lasts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from sdm_app.records import drill
from sdm_app.records.backup import backups_in
from sdm_app.records.drill import NOTE, Drill
from sdm_app.records.lasting import Stage, Work
from sdm_app.ui.background import Background
from sdm_app.ui.backing_up import Places
from sdm_app.ui.desk import Desk
from sdm_app.ui.frame import lasting
from sdm_app.ui.frame.lasting import Lasting
from sdm_app.ui.looking_after import LookingAfter
from sdm_app.ui.main_window import MainWindow
from tests.records.builders import KEY
from tests.ui.builders import found, text

TODAY = datetime.now(UTC)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    folder = tmp_path / "backups"
    folder.mkdir()
    return Places(KEY, tmp_path, folder)


@pytest.fixture
def after(opened: tuple[MainWindow, Desk], places: Places) -> Iterator[LookingAfter]:
    window, desk = opened
    after = LookingAfter(desk.records, places, window, window)
    yield after
    after.drilling.stop()
    for work in after.findChildren(Background):
        work.wait()


def backed_up(qtbot: QtBot, after: LookingAfter, places: Places) -> Path:
    """One backup, with key slots beside it as a clinic's has."""
    after.backing_up.back_up_now()
    qtbot.waitUntil(lambda: bool(backups_in(places.folder)), timeout=20000)
    qtbot.waitUntil(lambda: after.backing_up._work is None, timeout=20000)
    [file] = backups_in(places.folder).values()
    return file


def note(places: Places, found: Drill) -> None:
    (places.slots / NOTE).write_text(json.dumps(found.__dict__), encoding="utf-8")


def days_ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).date().isoformat()


def trouble(window: MainWindow) -> str:
    return window.notice.words.text()


def test_a_drill_is_held_when_one_is_due_and_stands_in_the_journal(
    qtbot: QtBot,
    after: LookingAfter,
    places: Places,
    opened: tuple[MainWindow, Desk],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    backed_up(qtbot, after, places)
    held = []

    def hold(*asked: object) -> Drill:
        held.append(asked)
        found = Drill(days_ago(0), "visits-2026-11-24T120000Z.db", days_ago(0), visits=3)
        note(places, found)
        return found

    monkeypatch.setattr(drill, "hold_drill", hold)
    before = opened[1].records.head().number
    after.drilling.look()
    qtbot.waitUntil(lambda: after.drilling._work is None, timeout=20000)
    after.drilling.look()

    assert len(held) == 1, "the next is due in four weeks"
    assert opened[1].records.head().number == before + 1
    assert "backup" not in trouble(opened[0])


def test_no_drill_begins_in_a_visit_and_one_gives_way_to_a_visit(
    qtbot: QtBot,
    after: LookingAfter,
    places: Places,
    opened: tuple[MainWindow, Desk],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window, desk = opened
    backed_up(qtbot, after, places)
    works: list[Work] = []

    def hold(*asked: object) -> Drill:
        work = asked[-1]
        assert isinstance(work, Work)
        works.append(work)
        while True:
            work.require_going()

    monkeypatch.setattr(drill, "hold_drill", hold)
    desk.controller.start_visit("J.D.", 1980, "rooming")
    after.drilling.look()
    assert works == []
    window.show_list()
    after.drilling.look()
    qtbot.waitUntil(lambda: len(works) == 1)
    assert not works[0].is_halted

    desk.controller.start_visit("K.L.", 1981, "rooming")

    assert works[0].is_halted
    qtbot.waitUntil(lambda: after.drilling._work is None)
    assert "failed" not in trouble(window), "it is held another time"


def test_a_drill_ends_with_the_program(
    qtbot: QtBot, after: LookingAfter, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    backed_up(qtbot, after, places)
    ended: list[bool] = []

    def hold(*asked: object) -> Drill:
        work = asked[-1]
        assert isinstance(work, Work)
        try:
            while True:
                work.require_going()
        finally:
            ended.append(True)

    monkeypatch.setattr(drill, "hold_drill", hold)
    after.drilling.look()

    after.drilling.stop()

    assert ended == [True]


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        (None, ""),
        (Drill(days_ago(3), "b", days_ago(3)), ""),
        (Drill(days_ago(35), "b", days_ago(35)), ""),
        (Drill(days_ago(36), "b", days_ago(36)), "No backup was tested since"),
        (
            Drill(days_ago(1), "b", days_ago(20), why="damaged"),
            "A test of the newest backup failed",
        ),
    ],
)
def test_the_window_says_what_is_missing_in_words_for_staff(
    qtbot: QtBot,
    after: LookingAfter,
    places: Places,
    opened: tuple[MainWindow, Desk],
    noted: Drill | None,
    said: str,
) -> None:
    backed_up(qtbot, after, places)
    if noted is not None:
        note(places, noted)

    after.drilling.tell()

    assert said in trouble(opened[0])
    if not said:
        assert "backup" not in trouble(opened[0])


def test_what_is_said_of_backup_and_drill_stands_together_and_goes_when_it_is_mended(
    after: LookingAfter, opened: tuple[MainWindow, Desk]
) -> None:
    window, _desk = opened
    after.backing_up.troubled.emit("No backup was kept")
    after.drilling.troubled.emit("A test failed")
    assert "No backup was kept · A test failed" in trouble(window)

    after.backing_up.troubled.emit("")
    assert "No backup" not in trouble(window)
    assert "A test failed" in trouble(window)
    after.drilling.troubled.emit("")
    assert "A test failed" not in trouble(window)


# The strip.


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The strip looks often, and at once."""
    monkeypatch.setattr(lasting, "LOOK_EVERY_MS", 5)
    monkeypatch.setattr(lasting, "PATIENCE_LOOKS", 1)


class WorkOfATest(Work):
    """Work whose stage and part a test sets."""

    done: float | None = None

    def part(self) -> float | None:
        return self.done


def strip(opened: tuple[MainWindow, Desk], is_in_the_way: Callable[[], bool]) -> Lasting:
    return Lasting(opened[0], is_in_the_way)


def test_what_lasts_is_said_with_a_bar_and_a_backup_can_be_ended(
    qtbot: QtBot, quick: None, opened: tuple[MainWindow, Desk]
) -> None:
    shown = strip(opened, lambda: False)
    work = WorkOfATest()
    shown.watch(work)
    shown._look()
    assert not shown.isVisible(), "nothing is done yet"

    work.stage, work.done = Stage.COPYING, 0.25
    qtbot.waitUntil(lambda: shown.isVisible())

    assert "being copied" in text(shown, "lasting-words")
    assert (shown.bar.value(), shown.bar.maximum()) == (250, 1000)
    button = found(shown, "lasting-stop")
    assert isinstance(button, QPushButton)
    button.click()
    assert work.is_halted
    assert not button.isEnabled()
    shown.end()
    assert not shown.isVisible()


def test_a_migration_is_said_and_cannot_be_ended(
    qtbot: QtBot, quick: None, opened: tuple[MainWindow, Desk]
) -> None:
    shown = strip(opened, lambda: False)
    work = WorkOfATest()
    work.stage = Stage.CHANGING

    shown.watch(work)
    qtbot.waitUntil(lambda: shown.isVisible())

    assert "not stopped half-way" in text(shown, "lasting-words")
    assert not found(shown, "lasting-stop").isVisible()
    assert shown.bar.maximum() == 0, "nobody can tell how far it is"


def test_nothing_of_it_is_seen_in_a_visit(
    qtbot: QtBot, quick: None, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened
    shown = strip(opened, lambda: window.pages.page() is not None)
    work = WorkOfATest()
    work.stage = Stage.READING
    shown.watch(work)
    qtbot.waitUntil(lambda: shown.isVisible())

    desk.controller.start_visit("J.D.", 1980, "rooming")
    qtbot.waitUntil(lambda: not shown.isVisible())
    window.show_list()

    qtbot.waitUntil(lambda: shown.isVisible())


def test_the_strip_goes_when_the_backup_is_over_and_what_is_quick_is_not_told_of(
    qtbot: QtBot, after: LookingAfter, places: Places, opened: tuple[MainWindow, Desk]
) -> None:
    works: list[Work] = []
    after.backing_up.began.connect(works.append)
    assert lasting.LOOK_EVERY_MS * lasting.PATIENCE_LOOKS == 1000

    backed_up(qtbot, after, places)

    assert len(works) == 1
    assert after.lasting.isHidden()
    assert not after.lasting._timer.isActive()
