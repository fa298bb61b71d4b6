"""HTML in a text of the content is shown as it is written, wherever it is shown (fault row F38)."""

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
)
from pytestqt.qtbot import QtBot

from sdm_app.domain.content import ContentPack
from sdm_app.domain.safety import assess
from sdm_app.domain.vocabulary import Step
from sdm_app.packs.walking import walk
from sdm_app.settings import Settings
from sdm_app.ui.about import AboutDialog
from sdm_app.ui.clinic_settings import ClinicSettingsDialog
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.pages.override_dialog import OverrideDialog
from sdm_app.ui.pages.questions import QuestionsPage
from sdm_app.ui.shots import keep_case
from sdm_app.ui.source_drawer import SourceDrawer
from sdm_app.ui.widgets.outcome_form import OutcomeForm
from tests.builders import visit
from tests.faults.hostile import HTML, harmless_pack, html_pack
from tests.faults.obeying import obeyed, shown
from tests.ui.builders import open_window
from tests.ui.test_nothing_clipped import CASES, settle, views

SAMPLES = Path(__file__).resolve().parents[1] / "cases"


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The real window on hostile content, with the sample visits in its records."""
    window, desk = with_content(html_pack(), tmp_path)
    qtbot.addWidget(window)
    yield window
    desk.records.close()


def with_content(content: ContentPack, folder: Path) -> tuple[MainWindow, Desk]:
    """A window on this content, with the sample visits in records of its own."""
    window, desk = open_window(folder / "records.db")
    for case in CASES:
        keep_case(SAMPLES / f"{case}.yaml", content, desk.records)
    desk.controller.use_pack(content)
    desk = replace(desk, pack=content)
    window.use_desk(desk)
    return window, desk


def test_every_text_that_is_free_is_hostile() -> None:
    texts = [
        getattr(value, name)
        for _, value in walk(html_pack())
        for name in ("text", "label", "name", "title", "short", "question", "asks", "population")
        if isinstance(getattr(value, name, None), str)
    ]

    assert len(texts) > 1_500
    assert [text for text in texts if not text.startswith(HTML)] == []


def test_html_is_shown_as_written_on_every_screen(opened: MainWindow) -> None:
    found: set[str] = set()
    steps_with_html = set()
    for view in views(opened):
        settle()
        found |= {
            f"{view}: {fault}" for top in QApplication.topLevelWidgets() for fault in obeyed(top)
        }
        if any(HTML in re.sub(r"\n", " ", text) for text in shown(opened)):
            steps_with_html.add(view.rpartition(" ")[2])
        assert "<" not in opened.windowTitle()

    assert "\n".join(sorted(found)) == ""
    assert {str(step) for step in Step} <= steps_with_html


def test_html_is_shown_as_written_in_dialogs(opened: MainWindow, qtbot: QtBot) -> None:
    content = html_pack()
    safety = assess(visit(findings={"saddle-numbness": "yes"}))
    drawer = SourceDrawer(opened)
    drawer.show_sources([one.id for one in content.citations[:5]], content)
    drawer.show_sources(list(content.estimate_by_id)[:5], content)
    settings = ClinicSettingsDialog(Settings(clinic_name=HTML), content, opened)
    about = AboutDialog(content.info, opened)
    override = OverrideDialog(content.red_flags, safety, opened)

    for dialog in (drawer, settings, about, override):
        qtbot.addWidget(dialog)
        dialog.show()
        settle()

        assert list(obeyed(dialog)) == []
        assert any(HTML in text for text in shown(dialog)), dialog.objectName()
        assert "<" not in dialog.windowTitle()


PATIENT = """
case: html
patient: {reference: '<table><tr><td><img src="/etc/passwd">', birth_year: 1980}
answers: {nih-chronic.duration: under-1-month}
findings_default: no
choices: [stay-active]
goal: '<table><tr><td><img src="/etc/passwd"> goal'
requests:
  - request: imaging
    outcome: deferred
    in_own_words: '<table><tr><td><img src="/etc/passwd"> words'
"""
TYPED = '<table><tr><td><img src="/etc/passwd">'


def test_what_people_typed_is_shown_as_written(qtbot: QtBot, tmp_path: Path) -> None:
    window, desk = open_window(tmp_path / "records.db")
    qtbot.addWidget(window)
    case = tmp_path / "html.yaml"
    case.write_text(PATIENT, encoding="utf-8")
    keep_case(case, desk.pack, desk.records)
    window.show_list()
    settle()
    assert any(TYPED in text for text in shown(window))
    assert list(obeyed(window)) == []

    window.open_visit("html")
    for step in Step:
        window.rail.step_requested.emit(str(step))
        settle()

        assert list(obeyed(window)) == []
        assert "<" not in window.windowTitle()
        if step in (Step.WHAT_MATTERS, Step.PLAN):
            assert any(f"{TYPED} goal" in text for text in shown(window)), step
    desk.records.close()


def test_reasons_to_choose_from_are_shown_as_written(opened: MainWindow) -> None:
    script = next(one for one in html_pack().requests if one.outside_guideline_reasons)
    outcome = next(one for one in script.outcomes if one.needs_reason)
    opened.open_visit(CASES[1])
    opened.rail.step_requested.emit("questions")
    talks = opened.findChild(QuestionsPage)
    assert talks is not None
    talks.request_opened.emit(script.id)
    settle()
    form = opened.findChild(OutcomeForm)
    assert form is not None
    button = opened.findChild(QAbstractButton, f"outcome-{outcome.code}")
    assert button is not None

    button.click()
    settle()

    items = [form.reason.itemText(row) for row in range(form.reason.count())]
    assert items
    assert all(item.startswith(HTML) for item in items)
    assert list(obeyed(form)) == []


def test_html_takes_no_longer_to_show_than_other_words(qtbot: QtBot, tmp_path: Path) -> None:
    times = {}
    for name, content in (("harmless", harmless_pack()), ("html", html_pack())):
        (tmp_path / name).mkdir()
        window, desk = with_content(content, tmp_path / name)
        qtbot.addWidget(window)
        times[name] = min(time_of_all_steps(window) for _ in range(3))
        window.hide()
        desk.records.close()

    assert times["html"] < 3 * times["harmless"], times


def time_of_all_steps(window: MainWindow) -> float:
    """CPU seconds to open and paint every step of a visit."""
    window.open_visit(CASES[1])
    started = time.process_time()
    for step in Step:
        window.rail.step_requested.emit(str(step))
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        window.grab()
    return time.process_time() - started
