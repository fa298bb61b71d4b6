"""Every word about a referral has room, at 100 and 200 %, also in what a dialog asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.settings import Contrast, Settings
from sdm_app.ui.desk import Desk
from sdm_app.ui.looks import Looks
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.pages.plan import PlanPage
from sdm_app.ui.widgets.referral_pend import NOTE_AT_MOST
from tests.builders import ACUTE, HIGH
from tests.ui.builders import found, open_window, start
from tests.ui.test_nothing_clipped import clipped, settle
from tests.ui.test_numbers_have_sources import unsourced

TO = "psychologically-informed-pt"
NEW = ACUTE | {"nih-chronic.frequency": "less-than-half-the-days"}


def dialog() -> QWidget:
    opened = QApplication.activeModalWidget()
    assert opened is not None
    return opened


def press(inside: QWidget, name: str) -> None:
    settle()
    button = found(inside, name)
    assert isinstance(button, QPushButton)
    button.click()
    settle()


def views(window: MainWindow, desk: Desk) -> Iterator[tuple[str, QWidget]]:
    """Each state of a referral, and each dialog."""
    start(desk)
    controller = desk.controller
    for item, answer in (NEW | HIGH).items():
        controller.answered(item, answer)
    assert controller.visit is not None
    encounter = controller.visit.encounter.id
    window.show_list()
    yield "needs you of high risk", window
    window.open_visit(encounter)
    yield "alert", window
    press(window, "alert-pend")
    yield "pend", dialog()
    press(dialog(), "pend-cancel")
    controller.referral_pended(TO, ("W" * 11 + " ") * 16)
    yield "pended", window
    window.show_list()
    yield "needs you", window
    window.open_visit(encounter)
    controller.step_opened("plan")
    yield "plan", window
    for act in ("change", "cancel"):
        press(window, f"referral-{act}-{TO}")
        dialog().findChild(QWidget, "decision-other").click()  # type: ignore[union-attr]
        settle()
        yield act, dialog()
        press(dialog(), "decision-leave")
    controller.referral_signed(TO)
    yield "signed", window
    press(window, f"referral-letter-{TO}")
    yield "letter", dialog()
    press(dialog(), "letter-close")
    controller.referral_changed(TO, "physical-therapy", "It is nearer or sooner", "")
    controller.referral_cancelled("physical-therapy", ("W" * 11 + " ") * 4, "")
    assert isinstance(window.pages.page(), PlanPage)
    yield "ended", window


@pytest.mark.parametrize("contrast", [Contrast.LIGHT, Contrast.HIGH])
@pytest.mark.parametrize("scale", [100, 200])
def test_every_word_of_a_referral_has_room_and_every_number_its_kind(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, contrast: Contrast, scale: int
) -> None:
    window, desk = open_window(tmp_path / "visits.db")
    qtbot.addWidget(window)
    Looks(qapp, Settings(text_scale=scale, contrast=contrast), None)

    faults = []
    for name, view in views(window, desk):
        settle()
        faults += [f"{name}: {fault}" for fault in clipped(view)]
        faults += [f"{name}: {fault} has no source" for fault in unsourced(view)]

    desk.records.close()
    Looks(qapp, Settings(), None)
    assert "\n".join(faults) == ""


def test_a_note_that_is_one_long_word_is_parted(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    window, desk = open_window(tmp_path / "visits.db")
    qtbot.addWidget(window)
    start(desk)
    desk.controller.referral_pended(TO, "W" * NOTE_AT_MOST)
    desk.controller.step_opened("plan")
    in_plan = [fault for fault in faults_of_width(window) if "plan-scroll" in fault]
    window.show_list()
    in_list = faults_of_width(window)
    desk.records.close()

    assert in_plan == []
    assert in_list == []


def faults_of_width(window: MainWindow) -> list[str]:
    settle()
    return [fault for fault in clipped(window) if "is wider than its view" in fault]
