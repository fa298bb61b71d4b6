"""F58: a lock covers every dialog, menu and window, and the door stays in front of them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from typing_extensions import override

from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from tests.faults.openers import OPENERS, Opener, open_message, open_new_visit, open_not_saved
from tests.faults.room import settle
from tests.ui.builders import found, open_window
from tests.ui.staff import Screen


class PaintSpy(QObject):
    """Notes which widgets are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: set[QWidget] = set()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.painted.add(watched)
        return False


def pictures(window: MainWindow) -> list[QImage]:
    """The screen, and each window by itself as a recorder of windows would see it."""
    primary = QApplication.primaryScreen()
    # Beside the window the offscreen platform shows whatever was in memory.
    here = window.geometry() & primary.geometry()
    taken = [primary.grabWindow(0).toImage().copy(here)]
    windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    windows.sort(key=lambda window: (window.objectName(), window.width(), window.height()))
    return taken + [window.grab().toImage() for window in windows]


def belongs_to_cover(widget: QWidget) -> bool:
    """Whether a widget is a window itself, a sheet, the door, or in one of these."""
    if widget.isWindow():
        return True
    above: QWidget | None = widget
    while above is not None:
        if above.objectName() in ("hidden-screen", "door"):
            return True
        above = above.parentWidget()
    return False


@pytest.mark.parametrize("opener", OPENERS)
def test_locked_with_each_dialog_open_the_screen_shows_the_same_whoever_the_patient_is(
    qtbot: QtBot,
    tmp_path: Path,
    opener: Opener,
) -> None:
    QApplication.setCursorFlashTime(0)
    seen: list[list[QImage]] = []
    # The same letters, so that a box that fits itself to its words is as wide.
    for number, canary in enumerate(("KMHNZQ", "QZNHMK")):
        settle()
        window, desk = open_window(tmp_path / f"visits-{number}.db")
        screen = Screen(window)
        screen.sign_in("Cleo Clinician")
        desk.controller.start_visit(canary, 1980 - number, "rooming")
        desk.controller.step_opened("what-matters")
        desk.controller.goal_written(canary)
        opener(window, canary)
        settle()

        screen.at.locking.lock()
        settle()

        assert QApplication.activeModalWidget() is screen.door
        assert QApplication.activePopupWidget() is None
        spy = PaintSpy()
        QApplication.instance().installEventFilter(spy)  # type: ignore[union-attr]
        seen.append(pictures(window))
        QApplication.instance().removeEventFilter(spy)  # type: ignore[union-attr]
        stray = {widget for widget in spy.painted if not belongs_to_cover(widget)}
        assert not stray, stray
        assert spy.painted
        desk.records.close()
        screen.door.close()
        for dialog in window.findChildren(QDialog):
            dialog.hide()
        window.close()
        window.deleteLater()
        settle()

    first, second = seen
    assert len(first) == len(second)
    assert all(one == other for one, other in zip(first, second, strict=True))


def test_the_pictures_differ_while_the_screen_is_open(
    in_visit: Screen, opened: tuple[MainWindow, Desk]
) -> None:
    before = pictures(in_visit.window)
    opened[1].controller.step_opened("plan")
    settle()

    assert pictures(in_visit.window) != before


@pytest.mark.parametrize("opener", [open_new_visit, open_message, open_not_saved])
def test_a_dialog_that_opens_behind_the_lock_is_covered_and_the_door_stays_in_front(
    in_visit: Screen, opener: Opener
) -> None:
    in_visit.lock()

    if opener is open_new_visit:
        opened_later = QDialog(in_visit.window)
        QVBoxLayout(opened_later).addWidget(QLineEdit("ZQXJ"))
        opened_later.open()
    else:
        opener(in_visit.window, "ZQXJ")
    settle()

    assert QApplication.activeModalWidget() is in_visit.door
    for dialog in in_visit.window.findChildren(QDialog):
        if dialog.isVisible() and dialog is not in_visit.door:
            sheet = found(dialog, "hidden-screen")
            assert sheet.isVisible()
            assert sheet.geometry() == dialog.rect()
    in_visit.sign_in("Cleo Clinician")
