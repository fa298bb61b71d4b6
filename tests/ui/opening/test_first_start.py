"""The first start: a demonstration, setting up, and the first person."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from sdm_app import user_folders
from sdm_app.records import keys
from sdm_app.ui.app import Windows
from tests.ui.builders import found
from tests.ui.opening.builders import PASSPHRASE, PIN, press, ready, sign_in, words


def test_a_new_profile_is_a_demonstration_that_keeps_nothing(
    qtbot: QtBot, windows: Windows
) -> None:
    windows.open()
    window = ready(qtbot, windows)

    assert "nothing is kept" in window.notice.words.text()
    qtbot.waitUntil(found(window, "open-set-up").isVisible)
    window.close()
    assert [file.name for file in user_folders.database().parent.glob("*.db")] == []


def test_setting_up_ends_the_demonstration_and_asks_the_first_person_for_the_pin(
    qtbot: QtBot, windows: Windows
) -> None:
    windows.open()
    demonstration = ready(qtbot, windows)
    press(demonstration, "open-set-up")
    dialog = demonstration.findChild(QDialog, "set-up")
    assert dialog is not None
    passphrase = dialog._passphrase  # type: ignore[attr-defined]
    press(dialog, "set-up-next")
    QTest.keyClicks(found(dialog, "first-name"), "Ann Admin")
    for field in ("new-pin", "same-pin"):
        QTest.keyClicks(found(dialog, field), PIN)
    press(dialog, "set-up-next")
    press(dialog, "set-up-next")
    QTest.keyClicks(found(dialog, "typed-passphrase"), passphrase)

    press(dialog, "set-up-next")

    qtbot.waitUntil(lambda: windows.window is not demonstration, timeout=10000)
    window = ready(qtbot, windows)
    assert window.hiding.is_locked
    sign_in(qtbot, window, PIN)
    assert "nothing is kept" not in window.notice.words.text()
    assert window.signed.person is not None
    assert window.signed.person.name == "Ann Admin"
    assert user_folders.database().is_file()


def test_records_that_nobody_can_sign_in_to_ask_for_the_first_person(
    qtbot: QtBot, windows: Windows
) -> None:
    """As after a crash between making the keys and keeping who set up."""
    keys.set_up(user_folders.database().parent, PASSPHRASE)
    windows.open()
    window = ready(qtbot, windows)
    dialog = window.findChild(QDialog, "first-person")
    assert dialog is not None
    dialog.reject()
    assert dialog.isVisible()
    QTest.keyClicks(found(dialog, "first-name"), "Ann Admin")
    QTest.keyClicks(found(dialog, "new-pin"), PIN)
    press(dialog, "first-person-go")
    assert "not the same" in words(dialog)
    QTest.keyClicks(found(dialog, "same-pin"), PIN)

    press(dialog, "first-person-go")

    qtbot.waitUntil(lambda: window.hiding.is_locked, timeout=10000)
    sign_in(qtbot, window, PIN)
    assert window.signed.person is not None
