"""Records that do not open: a lost keyring, damaged keys, another program that holds them."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from sdm_app.records import keys, open_records
from sdm_app.records.keys import folder as key_folder
from sdm_app.ui.app import Windows
from sdm_app.ui.main_window import MainWindow
from tests.ui.builders import found, text
from tests.ui.opening.builders import (
    PASSPHRASE,
    PIN,
    Pocket,
    a_clinic_with_a_visit,
    press,
    ready,
    sign_in,
    words,
)


def asked_for_the_passphrase(qtbot: QtBot, window: MainWindow) -> QDialog:
    qtbot.waitUntil(lambda: window.findChild(QDialog, "unlock-records") is not None, timeout=10000)
    dialog = window.findChild(QDialog, "unlock-records")
    assert dialog is not None
    return dialog


def test_a_lost_keyring_asks_for_the_passphrase_and_is_mended(
    qtbot: QtBot, windows: Windows, pocket: Pocket
) -> None:
    a_clinic_with_a_visit()
    pocket.secrets.clear()
    windows.open()
    window = windows.window
    assert window is not None
    dialog = asked_for_the_passphrase(qtbot, window)
    QTest.keyClicks(found(dialog, "recovery-passphrase"), "something else entirely")
    press(dialog, "open-records")
    qtbot.waitUntil(lambda: bool(text(dialog, "unlock-fault")), timeout=10000)
    assert "J.D." not in words(window)
    field = found(dialog, "recovery-passphrase")
    field.clear()  # type: ignore[attr-defined]
    QTest.keyClicks(field, PASSPHRASE)

    press(dialog, "open-records")

    window = ready(qtbot, windows)
    sign_in(qtbot, window, PIN)
    assert "J.D." in words(window)
    assert pocket.secrets


def test_damaged_slots_are_said_and_nothing_new_is_made(qtbot: QtBot, windows: Windows) -> None:
    file = a_clinic_with_a_visit()
    before = file.read_bytes()
    for name in (key_folder.FILE, key_folder.TWIN):
        (file.parent / name).write_text("{}", encoding="utf-8")
    windows.open()
    window = windows.window
    assert window is not None

    qtbot.waitUntil(lambda: "cannot be used" in window.pages.today.empty.text(), timeout=10000)

    assert file.read_bytes() == before
    assert not found(window, "new-visit").isEnabled()


def test_a_second_program_is_told_that_the_first_is_open(qtbot: QtBot, windows: Windows) -> None:
    file = a_clinic_with_a_visit()
    records = open_records(file, keys.unlock_with_passphrase(file.parent, PASSPHRASE))

    windows.open()
    window = windows.window
    assert window is not None
    qtbot.waitUntil(lambda: "open" in window.pages.today.empty.text(), timeout=10000)

    records.close()
    assert not found(window, "new-visit").isEnabled()
