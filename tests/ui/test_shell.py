"""The window's frame: steps by key, what it prints and copies, its notice and its names."""

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from sdm_app.domain.vocabulary import Step
from sdm_app.settings import PageSize, Settings
from sdm_app.ui import printing
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from tests.ui.builders import found, start


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
