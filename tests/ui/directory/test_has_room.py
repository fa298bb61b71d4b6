"""Every word of the directory's views has room, every control a name, a size and a way to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sdm_app.domain.services import Directory, Service
from sdm_app.domain.services_merge import merge
from sdm_app.settings import Contrast, Settings
from sdm_app.ui.desk import Desk
from sdm_app.ui.directory.ask_once import AskOnce
from sdm_app.ui.directory.clash_dialog import ClashDialog
from sdm_app.ui.directory.directory_dialog import DirectoryDialog
from sdm_app.ui.directory.examples import example_directory
from sdm_app.ui.directory.files import FileFaults
from sdm_app.ui.directory.service_form import ServiceForm
from sdm_app.ui.looks import Looks
from sdm_app.ui.main_window import MainWindow
from tests.ui.builders import open_window
from tests.ui.test_nothing_clipped import clipped, settle
from tests.ui.test_numbers_have_sources import unsourced

ONE_WORD = "Bewegungsrehabilitationstherapiezentrum" * 2
LONG = "The Riverside and Lakeshore Center for Movement, Strength and Rehabilitation"
FULL = Service(
    id="full",
    target="multidisciplinary-program",
    name=LONG,
    phone="+1 (555) 010-0100 ext. 4711",
    address="12345 North Martin Luther King Junior Boulevard, Suite 2100",
    distance="25 min by bus 12",
    wait="about 10 weeks, less in summer",
    wait_days=70,
    cover="Medicare, Medicaid, most plans of the marketplace",
    self_referral=False,
    telehealth=True,
    group_visits=True,
    linked_visits=True,
    co_located=True,
    languages=("English", "Español", "العربية", "中文"),
    cost_note="$20 to $120 a visit",
)
TOUCH = 44


def views(window: MainWindow, desk: Desk) -> Iterator[tuple[str, QWidget]]:
    """Open one view after the other."""
    in_use, names = window.near_you.in_use, desk.referral_names()
    dialog = DirectoryDialog(in_use, names, {}, "", window)
    dialog.open()
    yield "empty", dialog
    one_word = FULL.model_copy(update={"id": "w", "name": ONE_WORD, "wait": ONE_WORD[:60]})
    listed = Directory(services=(FULL, one_word, *example_directory().services))
    desk.records.keep_document("services", listed.model_dump_json())
    in_use.read()
    yield "list", dialog
    form = ServiceForm(names, (), dialog, FULL)
    form.open()
    form.fields.field("name").setProperty("text", "")
    form._on_keep_clicked()
    yield "form", form
    form.reject()
    mine, theirs = FULL.model_copy(update={"wait": "none"}), FULL.model_copy(update={"wait": "?"})
    both = merge(Directory(services=(FULL,)), Directory(services=(mine,)), Directory())
    clash = ClashDialog(both, names, dialog)
    clash.open()
    yield "clash with what is deleted", clash
    clash.reject()
    both = merge(
        Directory(services=(FULL,)), Directory(services=(mine,)), Directory(services=(theirs,))
    )
    clash = ClashDialog(both, names, dialog)
    clash.open()
    yield "clash", clash
    clash.reject()
    faults = FileFaults("near.csv", ("near.csv:2: name: this is empty and must not be.",), dialog)
    faults.open()
    yield "faults", faults
    faults.reject()
    asked = AskOnce(f"Delete {LONG}?", "It leaves the plan.", "Replace the list", dialog)
    asked.open()
    yield "asked", asked
    asked.reject()
    dialog.reject()


@pytest.mark.parametrize("contrast", [Contrast.LIGHT, Contrast.HIGH])
@pytest.mark.parametrize("scale", [100, 200])
def test_every_word_has_room_and_every_number_its_kind(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, contrast: Contrast, scale: int
) -> None:
    window, desk = open_window(tmp_path / "visits.db")
    qtbot.addWidget(window)
    Looks(qapp, Settings(text_scale=scale, contrast=contrast), None)

    faults = []
    for name, view in views(window, desk):
        qtbot.waitUntil(lambda: not window.near_you.in_use.is_busy)
        settle()
        faults += [f"{name}: {fault}" for fault in (*clipped(view), *unsourced(view))]

    desk.records.close()
    Looks(qapp, Settings(), None)
    assert "\n".join(faults) == ""


def group_of(control: QWidget) -> list[QWidget]:
    """What Tab reaches as one, and the arrows move in."""
    group = control.group() if isinstance(control, QRadioButton) else None
    return [control] if group is None else [*group.buttons()]


def test_every_control_has_a_name_a_size_and_is_reached_by_keyboard(
    qtbot: QtBot, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened
    for name, view in views(window, desk):
        qtbot.waitUntil(lambda: not window.near_you.in_use.is_busy)
        settle()
        controls = [
            control
            for kind in (QAbstractButton, QLineEdit, QComboBox)
            for control in view.findChildren(kind)
            if control.isVisible() and not isinstance(control.parent(), (QLineEdit, QComboBox))
        ]
        assert controls, name
        for control in controls:
            said = f"{name}: {control.objectName()}"
            assert control.objectName(), said
            assert control.accessibleName(), said
            assert any(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in group_of(control))
            assert control.height() >= TOUCH or control.objectName().startswith("choose-"), said
