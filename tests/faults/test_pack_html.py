"""HTML in a text of the content is shown as it is written, wherever it is shown (fault row F38)."""

import ast
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, Qt
from PySide6.QtGui import QAction, QTextDocument, QTextDocumentFragment
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
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
from sdm_app.ui.text import PlainLabel, set_tip
from sdm_app.ui.widgets.outcome_form import OutcomeForm
from tests.builders import visit
from tests.faults.hostile import HTML, harmless_pack, html_pack
from tests.ui.builders import open_window
from tests.ui.test_nothing_clipped import CASES, settle, views

UI = Path(__file__).resolve().parents[2] / "sdm_app" / "ui"
TIP_ROLES = (
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.WhatsThisRole,
)


def obeyed(top: QWidget) -> Iterator[str]:
    """Each place below a widget where Qt would obey the HTML of a text, not show it."""
    for widget in (top, *top.findChildren(QWidget)):
        kind = f"{type(widget).__name__} '{widget.objectName()}'"
        if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
            yield f"{kind} guesses at its text"
        if isinstance(widget, QTextEdit | QMessageBox):
            yield f"{kind} shows HTML"
        if isinstance(widget, QPlainTextEdit):
            continue
        if widget.findChildren(QTextDocument, options=Qt.FindChildOption.FindDirectChildrenOnly):
            yield f"{kind} has a document"
        for tip in (widget.toolTip(), widget.statusTip(), widget.whatsThis()):
            if obeys(tip):
                yield f"{kind} has a tip that is obeyed: {tip[:80]}"
        if isinstance(widget, QComboBox | QAbstractItemView):
            yield from (f"{kind}: {fault}" for fault in obeyed_by(widget.model()))
    for action in top.findChildren(QAction):
        if obeys(action.toolTip()):
            yield f"action '{action.text()[:80]}' has a tip that is obeyed"


def obeyed_by(model: QAbstractItemModel | None) -> Iterator[str]:
    """Items whose tips are obeyed; what an item shows is plain in every delegate of Qt's own."""
    for row in range(model.rowCount(QModelIndex()) if model else 0):
        assert model is not None
        for role in TIP_ROLES:
            tip = model.data(model.index(row, 0), role)
            if isinstance(tip, str) and obeys(tip):
                yield f"item {row} has a tip that is obeyed"


def obeys(tip: str) -> bool:
    """Whether Qt would take it for HTML that makes anything of it but one paragraph of text."""
    if not GuiQt.mightBeRichText(tip):
        return False
    inner = re.sub(r'^<p style="white-space: pre-wrap">|</p>$', "", tip)
    return "<" in inner


def shown(top: QWidget) -> Iterator[str]:
    """What the labels, buttons and fields in view show."""
    for widget in top.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel | QLineEdit):
            yield widget.text()
        elif isinstance(widget, QAbstractButton):
            yield widget.text().replace("&&", "&")
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()


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
        keep_case(UI.parents[1] / "tests" / "cases" / f"{case}.yaml", content, desk.records)
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


def test_a_tip_with_tags_reads_as_it_was_written(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    for text in (HTML, "a < b &lt; c & d", "one\n<b>two</b>\nthree", "plain", "&amp;", "<br>"):
        set_tip(widget, text)

        tip = widget.toolTip()
        is_rich = GuiQt.mightBeRichText(tip)
        read = QTextDocumentFragment.fromHtml(tip).toPlainText() if is_rich else tip
        assert read == text
        assert not obeys(tip)


def test_the_walker_sees_what_is_obeyed(qtbot: QtBot) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    column = QVBoxLayout(top)
    label, edit, combo, tipped = QLabel(HTML), QTextEdit(), QComboBox(), PlainLabel(HTML)
    for widget in (label, edit, combo, tipped):
        column.addWidget(widget)
    combo.addItem("one")
    combo.setItemData(0, HTML, Qt.ItemDataRole.ToolTipRole)
    tipped.setToolTip(HTML)

    faults = "\n".join(obeyed(top))

    for said in (
        "guesses at its text",
        "shows HTML",
        "item 0 has a tip",
        "PlainLabel '' has a tip",
    ):
        assert said in faults


SEEN_AS_PLAIN = {
    "text.py": "the label and the tip of the window",
    "self_check.py": "one label of its own words, never shown to a patient",
    "widgets/handout_preview.py": "a label of pictures alone, plain all the same",
}
"""Files that may name what could guess at a text, and why."""
GUESSING = frozenset(
    {
        *("QLabel", "QMessageBox", "QErrorMessage", "QTextEdit", "QTextBrowser", "QTextDocument"),
        *("QWhatsThis", "QStaticText", "QGraphicsTextItem", "QSplashScreen"),
        *("QProgressDialog", "QInputDialog", "setToolTip", "setStatusTip", "setWhatsThis"),
        *("setHtml", "setMarkdown", "insertHtml", "appendHtml", "setTextFormat", "showText"),
        *("setInformativeText", "setDetailedText", "addToolTip", "setTabToolTip"),
    }
)


def guessing_in(source: str) -> list[str]:
    """The names of a module's code that could guess at a text."""
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name | ast.Attribute | ast.alias):
            name = {ast.Name: "id", ast.Attribute: "attr", ast.alias: "name"}[type(node)]
            names.append(getattr(node, name))
    return sorted(GUESSING & set(names))


def test_only_the_label_of_the_window_can_guess_at_a_text() -> None:
    found = {
        path.relative_to(UI).as_posix(): names
        for path in sorted(UI.rglob("*.py"))
        if (names := guessing_in(path.read_text(encoding="utf-8")))
    }

    assert {file: names for file, names in found.items() if file not in SEEN_AS_PLAIN} == {}
    assert set(found) == set(SEEN_AS_PLAIN), "an exception that is not needed any more"


@pytest.mark.parametrize(
    "planted",
    [
        "from PySide6.QtWidgets import QLabel\nQLabel('x')",
        "from PySide6 import QtWidgets\nQtWidgets.QLabel('x')",
        "button.setToolTip(words)",
        "def later():\n    from PySide6.QtWidgets import QMessageBox as box\n    box.about()",
        "self.area.setHtml(text)",
    ],
)
def test_a_planted_guess_is_found(planted: str) -> None:
    assert guessing_in(planted)


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
