"""The program from its first frame: a demonstration, setting up, the door, and a lost keyring."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sdm_app import user_folders
from sdm_app.domain.staff import Role
from sdm_app.packs import Shelf
from sdm_app.records import keys, open_records
from sdm_app.records.backup import back_up, backups_in
from sdm_app.records.keys import folder as key_folder
from sdm_app.records.pin import hash_pin
from sdm_app.records.staff_store import StaffStore
from sdm_app.settings import Settings
from sdm_app.ui.app import Windows
from sdm_app.ui.background import Background
from sdm_app.ui.hooks import Faults
from sdm_app.ui.lock.door import Door
from sdm_app.ui.looks import Looks
from sdm_app.ui.main_window import MainWindow
from tests.builders import content
from tests.faults.room import settle
from tests.records.builders import started, summary
from tests.ui.builders import found

PASSPHRASE = "a bridge over quiet water"
PIN = "482915"


class Pocket:
    """Stands in for this computer's keyring."""

    def __init__(self) -> None:
        self.secrets: dict[str, bytes] = {}

    def secret_of(self, records: str) -> bytes | None:
        return self.secrets.get(records)

    def keep(self, records: str, secret: bytes) -> bool:
        self.secrets[records] = secret
        return True


@pytest.fixture
def pocket(monkeypatch: pytest.MonkeyPatch) -> Pocket:
    """A keyring of this test in place of the computer's."""
    pocket = Pocket()
    for function in (keys.data_key, keys.set_up, keys.unlock_with_passphrase):
        defaults = {**(function.__kwdefaults__ or {}), "keyring": pocket}
        monkeypatch.setattr(function, "__kwdefaults__", defaults)
    return pocket


@pytest.fixture
def windows(qtbot: QtBot, qapp: QApplication, pocket: Pocket) -> Iterator[Windows]:
    read = Settings(statement_read="as in every test but one")
    windows = Windows(Looks(qapp, read, None), Faults())
    yield windows
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, MainWindow):
            for work in widget.findChildren(Background):
                work.wait()
            widget.close()
            widget.deleteLater()
    settle()


def a_clinic_with_a_visit() -> Path:
    """Records that were set up before, with one clinician and one visit of today."""
    file = user_folders.database()
    records = open_records(file, keys.set_up(file.parent, PASSPHRASE))
    StaffStore(records.staff_rows()).add_first(
        "Ann Admin", (Role.ADMIN, Role.CLINICIAN), hash_pin(PIN)
    )
    records.append("e1", started("e1"), summary("e1", on=date.today()))
    records.close()
    return file


def ready(qtbot: QtBot, windows: Windows) -> MainWindow:
    """The window once a visit could be started."""
    window = windows.window
    assert window is not None
    qtbot.waitUntil(lambda: found(window, "new-visit").isEnabled(), timeout=30000)
    return window


def words(widget: QWidget) -> str:
    labels = [label for label in widget.findChildren(QLabel) if label.isVisible()]
    return "\n".join(label.text() for label in labels)


def press(widget: QWidget, name: str) -> None:
    button = found(widget, name)
    assert isinstance(button, QPushButton)
    button.click()


def sign_in(qtbot: QtBot, window: MainWindow, pin: str) -> None:
    door = window.findChild(Door)
    assert door is not None
    for button in door.findChildren(QPushButton):
        if button.accessibleName() == "Ann Admin":
            button.click()
    QTest.keyClicks(found(door, "pin"), pin)
    press(door, "pin-go")
    qtbot.waitUntil(lambda: not window.hiding.is_locked, timeout=10000)


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


def test_no_visit_is_seen_before_somebody_signs_in(qtbot: QtBot, windows: Windows) -> None:
    a_clinic_with_a_visit()
    windows.open()
    window = ready(qtbot, windows)

    assert window.hiding.is_locked
    assert "J.D." not in words(window)
    sign_in(qtbot, window, PIN)

    assert "J.D." in words(window)


def test_what_is_done_carries_who_did_it(qtbot: QtBot, windows: Windows) -> None:
    file = a_clinic_with_a_visit()
    key = keys.unlock_with_passphrase(file.parent, PASSPHRASE)
    windows.open()
    window = ready(qtbot, windows)
    sign_in(qtbot, window, PIN)
    window.ask_new_visit()
    QTest.keyClicks(found(window, "reference"), "K.L.")
    press(window, "start-visit")
    person = window.signed.id
    window.close()

    records = open_records(file, key)
    by = records.with_driver(
        lambda connection: connection.execute("SELECT DISTINCT staff FROM event").fetchall()
    )
    records.close()
    assert {row[0] for row in by} == {"", person}


def test_a_backup_is_taken_when_none_is_there(qtbot: QtBot, windows: Windows) -> None:
    a_clinic_with_a_visit()
    windows.open()
    ready(qtbot, windows)

    qtbot.waitUntil(lambda: bool(backups_in(user_folders.backups())), timeout=30000)


def test_new_content_is_reason_for_a_backup(qtbot: QtBot, windows: Windows) -> None:
    file = a_clinic_with_a_visit()
    records = open_records(file, keys.unlock_with_passphrase(file.parent, PASSPHRASE))
    back_up(
        records,
        keys.unlock_with_passphrase(file.parent, PASSPHRASE),
        file.parent,
        user_folders.backups(),
        datetime.now(UTC),
    )
    records.close()
    earlier = content().accepted(date.today()).model_copy(update={"sha256": "0" * 64})
    Shelf(user_folders.content()).note(earlier, date.today())

    windows.open()
    ready(qtbot, windows)

    qtbot.waitUntil(lambda: len(backups_in(user_folders.backups())) == 2, timeout=30000)


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
    qtbot.waitUntil(lambda: bool(words_of(dialog, "unlock-fault")), timeout=10000)
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


def asked_for_the_passphrase(qtbot: QtBot, window: MainWindow) -> QDialog:
    qtbot.waitUntil(lambda: window.findChild(QDialog, "unlock-records") is not None, timeout=10000)
    dialog = window.findChild(QDialog, "unlock-records")
    assert dialog is not None
    return dialog


def words_of(widget: QWidget, name: str) -> str:
    label = found(widget, name)
    assert isinstance(label, QLabel)
    return label.text()
