"""Every word of every page has room, at every size of window and text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sdm_app.domain.vocabulary import Step
from sdm_app.records import open_records
from sdm_app.settings import Contrast, Settings
from sdm_app.ui.desk import open_desk
from sdm_app.ui.looks import Looks
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.pages.options import OptionsPage
from sdm_app.ui.pages.questions import QuestionsPage
from sdm_app.ui.shots import keep_case
from sdm_app.ui.text import PlainLabel
from tests.builders import TODAY, content, pack
from tests.records.builders import KEY

CASES = (
    "new-episode-high-risk",
    "leg-pain-past-six-weeks",
    "lasting-pain-surgery-question",
    "follow-up-visit",
    "emergency-bladder-and-numbness",
)
FOUR_COLUMNS = "stay-active spinal-manipulation psychologically-informed-pt nsaid"
SLACK = 3
"""Pixels of rounding between what a font measures and what a layout gives."""


def clipped(view: QWidget) -> Iterator[str]:
    """What has no room for its words, and what scrolls sideways without being meant to."""
    for label in view.findChildren(QLabel):
        if label.isVisible() and label.text():
            yield from _clipped_label(label)
    for button in view.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            words = button.text().replace("&&", "&").split("\n")
            needed = max(button.fontMetrics().horizontalAdvance(line) for line in words)
            if needed > button.width() + SLACK:
                yield f"button '{button.text()}' has {button.width()} of {needed} pixels"
    for area in view.findChildren(QScrollArea):
        content = area.widget()
        wide = content is not None and content.width() > area.viewport().width() + SLACK
        if area.isVisible() and wide and area.objectName() != "sideways":
            yield f"'{area.objectName()}' is wider than its view"


def _clipped_label(label: QLabel) -> Iterator[str]:
    metrics, room = label.fontMetrics(), label.contentsRect().width()
    # A line may end at a space of no width, too.
    words = label.text().replace("\u200b", " ")
    parts = words.split() if label.wordWrap() else words.split("\n")
    widest = max(metrics.horizontalAdvance(part) for part in parts) if parts else 0
    if widest > room + SLACK:
        yield f"label '{label.text()[:60]}' has {room} of {widest} pixels"
    elif label.wordWrap() and label.heightForWidth(label.width()) > label.height() + SLACK:
        needed = label.heightForWidth(label.width())
        yield f"label '{label.text()[:60]}' is {label.height()} of {needed} pixels high"


def settle() -> None:
    """Let layouts come to rest."""
    for _ in range(12):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def views(window: MainWindow) -> Iterator[str]:
    """Open one view after the other; the name of each."""
    window.show_list()
    yield "today"
    for case in CASES:
        window.open_visit(case)
        for step in Step:
            window.rail.step_requested.emit(str(step))
            yield f"{case} {step}"
    window.open_visit(CASES[0])
    window.rail.step_requested.emit("options")
    page = window.findChild(OptionsPage)
    assert page is not None
    page.compared.emit(FOUR_COLUMNS)
    yield "four columns"
    page.grid.positions_requested.emit("nsaid")
    yield "option details"
    window.open_visit(CASES[1])
    for script in pack().requests:
        window.rail.step_requested.emit("questions")
        talks = window.findChild(QuestionsPage)
        assert talks is not None
        talks.request_opened.emit(script.id)
        settle()
        talks.concern_picked.emit(script.id, script.concerns[0].id)
        yield f"talk {script.id}"


@pytest.mark.parametrize("contrast", [Contrast.LIGHT, Contrast.HIGH])
@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1920, 1080)])
def test_every_view_has_room_for_its_words(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, contrast: Contrast, scale: int, size: QSize
) -> None:
    if contrast is Contrast.HIGH and size.width() != 1366:
        pytest.skip("one size is enough for the borders of high contrast")
    records = open_records(tmp_path / "records.db", KEY)
    for case in CASES:
        keep_case(Path(__file__).parents[1] / "cases" / f"{case}.yaml", pack(), records)
    window = MainWindow(Looks(qapp, Settings(text_scale=scale, contrast=contrast), None))
    qtbot.addWidget(window)
    window.use_desk(open_desk(records, TODAY, content()))
    window.resize(size)
    window.show()

    found = []
    for view in views(window):
        settle()
        found += [f"{view}: {fault}" for fault in clipped(window)]

    Looks(qapp, Settings(), None)
    assert "\n".join(sorted(set(found))) == ""


def test_the_walker_sees_what_is_clipped(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    label = PlainLabel("immeasurably", "title")
    label.setMaximumWidth(20)
    column.addWidget(label)
    holder.show()
    settle()

    assert [fault for fault in clipped(holder) if "immeasurably" in fault]
