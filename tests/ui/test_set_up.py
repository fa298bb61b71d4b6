"""Setting a clinic up: its passphrase, its keys, and the first person who signs in."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.domain.staff import Role
from sdm_app.records import RecordsError, keys, open_demonstration
from sdm_app.records.pin import is_pin
from sdm_app.records.staff_store import StaffStore, Welcome
from sdm_app.ui.staff.set_up import SetUp, SetUpDone
from sdm_app.ui.staff.set_up_pages import draw_passphrase
from tests.ui.builders import click, found, text
from tests.ui.staff import PINS, RowsInMemory


class KeysOfATest:
    """Keys whose passphrase is known; `refuses` makes setting up fail."""

    def __init__(self, refuses: str = "") -> None:
        self.set_up_with: list[str] = []
        self._refuses = refuses

    def new_passphrase(self) -> str:
        return "ab2c-de3f-gh4j"

    def is_typed_back(self, expected: str, typed: str) -> bool:
        return keys.is_typed_back(expected, typed)

    def set_up(self, folder: Path, passphrase: str) -> bytes:
        if self._refuses:
            raise RecordsError(self._refuses)
        self.set_up_with.append(passphrase)
        return b"k" * 32


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    holder = QWidget()
    holder.resize(1366, 768)
    qtbot.addWidget(holder)
    holder.show()
    return holder


def begin(parent: QWidget, its_keys: KeysOfATest, folder: Path) -> tuple[SetUp, list[SetUpDone]]:
    dialog = SetUp(its_keys, folder, parent)
    done: list[SetUpDone] = []
    dialog.done_setting_up.connect(done.append)
    dialog.open()
    return dialog, done


def finish(qtbot: QtBot, dialog: SetUp) -> None:
    """Press the last button, and wait until the keys are made or it is said why not."""
    click(dialog, "set-up-next")
    assert not found(dialog, "set-up-next").isEnabled(), "a second press makes no second set"
    qtbot.waitUntil(lambda: not dialog._is_busy, timeout=10000)


def go_to_typed_back(dialog: SetUp) -> None:
    click(dialog, "set-up-next")
    QTest.keyClicks(found(dialog, "first-name"), "Ann Admin")
    for field in ("new-pin", "same-pin"):
        QTest.keyClicks(found(dialog, field), PINS["Ann Admin"])
    click(dialog, "set-up-next")
    click(dialog, "set-up-next")


def test_nothing_is_set_up_before_the_passphrase_was_typed_back(
    qtbot: QtBot, parent: QWidget, tmp_path: Path
) -> None:
    its_keys = KeysOfATest()
    dialog, done = begin(parent, its_keys, tmp_path)
    go_to_typed_back(dialog)

    click(dialog, "set-up-next")
    assert "not the passphrase" in text(dialog, "set-up-fault")
    assert not its_keys.set_up_with
    QTest.keyClicks(found(dialog, "typed-passphrase"), "AB2C DE3F GH4J")
    finish(qtbot, dialog)

    assert its_keys.set_up_with == ["ab2c-de3f-gh4j"]
    [made] = done
    assert made.key == b"k" * 32
    assert made.roles == (Role.ADMIN,)
    assert is_pin(PINS["Ann Admin"], made.pin_hash)
    assert "k" * 8 not in repr(made)
    assert not dialog.isVisible()


def test_what_is_set_up_makes_the_first_person_who_signs_in(
    qtbot: QtBot, parent: QWidget, tmp_path: Path
) -> None:
    dialog, done = begin(parent, KeysOfATest(), tmp_path)
    box = found(dialog, "first-clinician")
    assert isinstance(box, QPushButton)
    box.setChecked(True)
    go_to_typed_back(dialog)
    QTest.keyClicks(found(dialog, "typed-passphrase"), "ab2cde3fgh4j")
    finish(qtbot, dialog)
    [made] = done

    store = StaffStore(RowsInMemory())
    assert store.add_first(made.name, made.roles, made.pin_hash) == ""

    [ann] = store.staff().active
    assert ann.roles == (Role.CLINICIAN, Role.ADMIN)
    assert isinstance(store.sign_in(ann.id, PINS["Ann Admin"]), Welcome)


def test_the_first_person_needs_a_name_and_a_pin_that_is_not_easily_guessed(
    parent: QWidget, tmp_path: Path
) -> None:
    dialog, _done = begin(parent, KeysOfATest(), tmp_path)
    click(dialog, "set-up-next")

    click(dialog, "set-up-next")
    assert "needs a name" in text(dialog, "set-up-fault")
    QTest.keyClicks(found(dialog, "first-name"), "Ann")
    click(dialog, "set-up-next")
    assert "4 to 12 digits" in text(dialog, "set-up-fault")
    for field in ("new-pin", "same-pin"):
        QTest.keyClicks(found(dialog, field), "0000")
    click(dialog, "set-up-next")
    assert "repeats" in text(dialog, "set-up-fault")


def test_keys_that_cannot_be_made_are_told_and_nothing_is_done(
    qtbot: QtBot, parent: QWidget, tmp_path: Path
) -> None:
    dialog, done = begin(parent, KeysOfATest("The folder cannot be written."), tmp_path)
    go_to_typed_back(dialog)
    QTest.keyClicks(found(dialog, "typed-passphrase"), "ab2c-de3f-gh4j")

    finish(qtbot, dialog)

    assert text(dialog, "set-up-fault") == "The folder cannot be written."
    assert not done
    assert dialog.isVisible()


def test_one_can_stay_with_the_demonstration(parent: QWidget, tmp_path: Path) -> None:
    its_keys = KeysOfATest()
    dialog, done = begin(parent, its_keys, tmp_path)

    click(dialog, "set-up-back")

    assert not dialog.isVisible()
    assert not done
    assert not its_keys.set_up_with


def test_the_dialog_stays_while_keys_are_made(
    qtbot: QtBot, parent: QWidget, tmp_path: Path
) -> None:
    its_keys = KeysOfATest()
    dialog, done = begin(parent, its_keys, tmp_path)
    go_to_typed_back(dialog)
    QTest.keyClicks(found(dialog, "typed-passphrase"), "ab2c-de3f-gh4j")

    click(dialog, "set-up-next")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "keys without anybody to sign in would be left"
    qtbot.waitUntil(lambda: bool(done), timeout=10000)

    assert its_keys.set_up_with == ["ab2c-de3f-gh4j"]


def test_the_real_keys_do_what_setting_up_asks_of_them(parent: QWidget, tmp_path: Path) -> None:
    dialog = SetUp(keys, tmp_path, parent)
    shown = text(dialog, "passphrase")

    assert keys.is_typed_back(shown, shown.upper().replace("-", " "))


def test_the_passphrase_can_be_printed(qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))

    assert draw_passphrase("ab2c-de3f-gh4j", printer)

    document = pypdfium2.PdfDocument(tmp_path / "paper.pdf")
    assert "ab2c-de3f-gh4j" in document[0].get_textpage().get_text_range()
    document.close()


def test_a_fresh_profile_has_nobody_who_could_sign_in(
    users_own_folder_out_of_reach: Path,
) -> None:
    records = open_demonstration(users_own_folder_out_of_reach)
    assert not StaffStore(RowsInMemory()).staff().members
    records.close()
    for file in users_own_folder_out_of_reach.rglob("*"):
        if file.is_file():
            assert b"argon2id" not in file.read_bytes(), file


def test_the_pin_fields_never_show_what_is_typed(parent: QWidget, tmp_path: Path) -> None:
    dialog, _done = begin(parent, KeysOfATest(), tmp_path)

    for name in ("new-pin", "same-pin"):
        field = found(dialog, name)
        assert isinstance(field, QLineEdit)
        assert field.echoMode() is QLineEdit.EchoMode.Password
