"""The window's frame: the chain of one click, coming back after a kill, undo, hiding, faults."""

import shutil
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.domain.vocabulary import Step
from sdm_app.records import NotSaved, Summary, open_records
from sdm_app.settings import PageSize, Settings
from sdm_app.ui import printing
from sdm_app.ui.desk import Desk, open_desk
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.pages.today_row import OpenButton, is_alert, screening_words
from tests.builders import content
from tests.records.builders import KEY
from tests.ui.builders import found, open_window


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "visits.db"


@pytest.fixture
def opened(qtbot: QtBot, database: Path) -> Iterator[tuple[MainWindow, Desk]]:
    window, desk = open_window(database)
    qtbot.addWidget(window)
    yield window, desk
    desk.records.close()


def start(desk: Desk) -> None:
    desk.controller.start_visit("J.D.", 1980, "rooming")


def refuse(*_words: object, **_names: object) -> Future[int]:
    refused: Future[int] = Future()
    refused.set_exception(NotSaved("The disk is full."))
    return refused


def test_a_new_visit_is_started_from_the_keyboard(
    qtbot: QtBot, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened

    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.findChild(QLineEdit, "reference") is not None)
    reference = found(window, "reference")
    year = found(window, "birth-year")
    QTest.keyClicks(reference, "J.D.")
    QTest.keyClicks(year, "1980")
    QTest.mouseClick(found(window, "start-visit"), Qt.MouseButton.LeftButton)

    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.birth_year == 1980
    assert found(window, "patient-chip").isVisible()


def test_a_birth_year_in_the_future_is_refused(opened: tuple[MainWindow, Desk]) -> None:
    window, desk = opened
    window.ask_new_visit()
    QTest.keyClicks(found(window, "reference"), "J.D.")
    QTest.keyClicks(found(window, "birth-year"), str(date.today().year + 1))

    QTest.mouseClick(found(window, "start-visit"), Qt.MouseButton.LeftButton)

    assert desk.controller.visit is None
    assert found(window, "new-visit-fault").isVisible()


@pytest.mark.parametrize(("age", "is_taken"), [(17, False), (18, True)])
def test_a_birth_year_of_a_child_is_refused(
    opened: tuple[MainWindow, Desk], age: int, is_taken: bool
) -> None:
    window, desk = opened
    window.ask_new_visit()
    QTest.keyClicks(found(window, "reference"), "J.D.")
    QTest.keyClicks(found(window, "birth-year"), str(date.today().year - age))

    QTest.mouseClick(found(window, "start-visit"), Qt.MouseButton.LeftButton)

    assert (desk.controller.visit is not None) is is_taken


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


def test_the_plan_is_printed_for_the_clinic_of_the_settings(
    opened: tuple[MainWindow, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, desk = opened
    settings = Settings(clinic_name="Mill Lane", page_size=PageSize.A4)
    window.pages.use_settings(settings, is_demonstration=False)
    handed_over: list[tuple[bytes, PageSize]] = []

    def keep(pdf: bytes, page_size: PageSize, _parent: QWidget) -> bool:
        handed_over.append((pdf, page_size))
        return True

    monkeypatch.setattr(printing, "print_plan", keep)
    start(desk)

    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    [(pdf, page_size)] = handed_over
    first = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert page_size is PageSize.A4
    assert "Mill Lane" in first


def test_a_change_that_is_not_saved_moves_nothing_but_can_be_printed(
    opened: tuple[MainWindow, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, desk = opened
    start(desk)
    before = desk.controller.visit
    monkeypatch.setattr(desk.records, "append_later", refuse)

    desk.controller.goal_written("Lift my grandson")

    assert desk.controller.visit is before
    assert desk.controller.visit_to_print is not None
    assert desk.controller.visit_to_print.encounter.goal == "Lift my grandson"
    assert window.unsaved.dialog.isVisible()
    assert "The disk is full." in window.unsaved.dialog.reason.text()


def test_trying_again_saves_the_same_change(
    opened: tuple[MainWindow, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, desk = opened
    start(desk)
    with monkeypatch.context() as broken:
        broken.setattr(desk.records, "append_later", refuse)
        desk.controller.goal_written("Lift my grandson")

    QTest.mouseClick(found(window, "try-again"), Qt.MouseButton.LeftButton)

    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.goal == "Lift my grandson"
    assert not window.unsaved.dialog.isVisible()


def test_escape_does_not_pass_over_a_change_that_is_not_saved(
    opened: tuple[MainWindow, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, desk = opened
    start(desk)
    monkeypatch.setattr(desk.records, "append_later", refuse)
    desk.controller.goal_written("Lift my grandson")

    QTest.keyClick(window.unsaved.dialog, Qt.Key.Key_Escape)

    assert window.unsaved.dialog.isVisible()


def test_f12_hides_every_word_of_the_visit(opened: tuple[MainWindow, Desk]) -> None:
    window, desk = opened
    start(desk)

    QTest.keyClick(window, Qt.Key.Key_F12)

    hidden = found(window, "hidden-screen")
    assert hidden.isVisible()
    assert hidden.geometry() == window.rect()
    for place in (QPoint(40, 20), QPoint(600, 400), window.rect().bottomRight()):
        at = window.childAt(place)
        assert at is hidden or (at is not None and hidden.isAncestorOf(at))


def test_keys_do_nothing_behind_a_hidden_screen_and_f12_shows_it_again(
    opened: tuple[MainWindow, Desk],
) -> None:
    window, desk = opened
    start(desk)
    QTest.keyClick(window, Qt.Key.Key_F12)

    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)

    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.step is Step.SCREENING
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert not found(window, "hidden-screen").isVisible()


def test_f12_covers_dialogs_too_and_uncovers_them(
    qtbot: QtBot, opened: tuple[MainWindow, Desk]
) -> None:
    window, _desk = opened
    window.ask_new_visit()
    dialog = found(window, "new-visit-dialog")
    qtbot.waitUntil(lambda: bool(dialog.property("hasHideKey")))

    QTest.keyClick(dialog, Qt.Key.Key_F12)
    at = dialog.childAt(dialog.rect().center())
    sheet = found(dialog, "hidden-screen")
    covered = at is sheet or (at is not None and sheet.isAncestorOf(at))
    QTest.keyClick(dialog, Qt.Key.Key_F12)

    assert covered
    qtbot.waitUntil(lambda: dialog.findChild(QWidget, "hidden-screen") is None)
    assert not any(sheet.isVisible() for sheet in window.findChildren(QWidget, "hidden-screen"))


@pytest.mark.parametrize(("key", "step"), [("2", "safety"), ("3", "outlook"), ("7", "plan")])
def test_alt_and_a_number_open_a_step(opened: tuple[MainWindow, Desk], key: str, step: str) -> None:
    window, desk = opened
    start(desk)

    QTest.keyClick(window, getattr(Qt.Key, f"Key_{key}"), Qt.KeyboardModifier.AltModifier)

    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.step == step
    assert found(window, f"rail-{step}").isChecked()  # type: ignore[attr-defined]


def test_an_emergency_stops_outlook_to_questions_and_leads_back(
    opened: tuple[MainWindow, Desk],
) -> None:
    window, desk = opened
    start(desk)
    desk.controller.findings_answered("saddle-numbness", "not-sure")

    for step in ("outlook", "what-matters", "options", "questions"):
        desk.controller.step_opened(step)
        page = window.pages.page()
        assert page is not None
        assert page.objectName() == "page-stopped"
    QTest.mouseClick(found(window, "back-to-safety"), Qt.MouseButton.LeftButton)

    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.step is Step.SAFETY


def test_the_chart_note_goes_to_the_clipboard(opened: tuple[MainWindow, Desk]) -> None:
    window, desk = opened
    start(desk)

    QTest.mouseClick(found(window, "rail-chart-note"), Qt.MouseButton.LeftButton)

    assert QApplication.clipboard().text()


def test_text_grows_to_double_and_no_further(opened: tuple[MainWindow, Desk]) -> None:
    window, _desk = opened
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    normal = app.font().pixelSize()

    for _ in range(9):
        found(window, "text-larger").click()  # type: ignore[attr-defined]

    assert app.font().pixelSize() == 2 * normal


def test_the_notice_of_a_demonstration_is_on_every_screen(
    opened: tuple[MainWindow, Desk],
) -> None:
    window, desk = opened
    window.notice.show_demonstration(True)
    start(desk)
    for step in Step:
        desk.controller.step_opened(str(step))
        notice = found(window, "notice")
        assert isinstance(notice, QLabel)
        assert notice.isVisible()
        assert "nothing is kept" in notice.text()


def test_every_button_of_the_frame_has_a_name_for_screen_readers(
    opened: tuple[MainWindow, Desk],
) -> None:
    window, desk = opened
    start(desk)
    frame: tuple[QWidget, ...] = (window.top_bar, window.rail, window.footer)

    from PySide6.QtWidgets import QAbstractButton

    for part in frame:
        for button in part.findChildren(QAbstractButton):
            assert button.objectName(), button.text()
            assert button.accessibleName(), button.text()


def row(stage: str | None, risk: str | None, finished: bool = False) -> Summary:
    today = date.today()
    return Summary("e1", today, "09:05", "M.A.", 1965, stage, risk, "none", "plan", finished, "")


def test_the_list_finds_a_visit_by_reference(qtbot: QtBot, opened: tuple[MainWindow, Desk]) -> None:
    window, desk = opened
    start(desk)
    desk.controller.start_visit("M.A.", None, "schedule")
    window.show_list()

    window.pages.today.find_field.setText("m.a")

    def rows() -> list[OpenButton]:
        return [row for row in window.findChildren(OpenButton) if row.isVisible()]

    qtbot.waitUntil(lambda: len(rows()) == 1)


@pytest.mark.parametrize(
    ("stage", "risk", "finished", "alert"),
    [
        ("acute", "high", False, True),
        ("recurrent", "high", False, True),
        ("chronic", "high", False, False),
        ("acute", "medium", False, False),
        ("acute", "high", True, False),
        (None, None, False, False),
    ],
)
def test_high_risk_that_is_not_chronic_needs_the_clinician(
    stage: str | None, risk: str | None, finished: bool, alert: bool
) -> None:
    assert is_alert(row(stage, risk, finished)) is alert


def test_risk_is_told_in_words() -> None:
    assert screening_words(row("acute", "high"))[0] == "High risk · alert"
    assert screening_words(row("chronic", None))[0] == "Chronic: no screen needed"
    assert screening_words(row(None, None))[0] == "Not screened"
