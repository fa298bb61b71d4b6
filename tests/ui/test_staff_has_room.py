"""Every word of the door, the staff's list and the set-up has room, at 100 and 200 %."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.records import keys
from sdm_app.settings import Contrast, Settings
from sdm_app.ui.looks import Looks
from sdm_app.ui.staff.person_form import PersonForm
from sdm_app.ui.staff.set_up import SetUp
from sdm_app.ui.staff.staff_dialog import StaffDialog
from tests.ui.builders import open_window
from tests.ui.staff import Screen
from tests.ui.test_nothing_clipped import clipped, settle


def views(screen: Screen, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Open one view after the other."""
    window = screen.window
    yield "door", screen.door
    screen.choose("Finn Front")
    for _ in range(3):
        screen.type_pin("1111")
    yield "door, waiting", screen.door
    screen.door.sign_in.emergency_requested.emit()
    screen.door.emergency.say("Say why in at least 10 letters.")
    yield "emergency", screen.door
    screen.door.emergency.given_up.emit()
    screen.sign_in("Ann Admin")
    yield "window", window
    dialog = StaffDialog(screen.at.asking, window.signed.id, window)
    dialog.open()
    yield "staff", dialog
    form = PersonForm("Add a person", dialog, asks_name=True, roles=(), asks_pin=True)
    form.open()
    yield "person", form
    form.reject()
    dialog.reject()
    set_up = SetUp(keys, folder, window)
    set_up.open()
    for place in range(4):
        set_up._show(place)
        yield f"set-up {place}", set_up
    set_up.reject()
    screen.at.locking.lock()
    screen.door.reason_given.emit("Eve Stone: fell in room 2")
    yield "emergency band", window


@pytest.mark.parametrize("contrast", [Contrast.LIGHT, Contrast.HIGH])
@pytest.mark.parametrize("scale", [100, 200])
def test_every_word_of_the_staffs_views_has_room(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, contrast: Contrast, scale: int
) -> None:
    window, desk = open_window(tmp_path / "visits.db")
    qtbot.addWidget(window)
    Looks(qapp, Settings(text_scale=scale, contrast=contrast), None)

    faults = []
    for name, view in views(Screen(window), tmp_path):
        settle()
        faults += [f"{name}: {fault}" for fault in clipped(view)]

    desk.records.close()
    Looks(qapp, Settings(), None)
    assert "\n".join(faults) == ""
