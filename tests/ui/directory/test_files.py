"""The directory is imported from a file and exported to one."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit

from sdm_app.domain.services import Service
from sdm_app.interop.services_csv import read_services, write_services
from tests.faults.room import settle
from tests.ui.builders import found, text
from tests.ui.directory.builders import LAKE, RIVER, Room, keep, listed


def choose_file(room: Room, button: str, file: Path) -> None:
    """Press a button that asks for a file, and choose one."""
    room.press(button)
    files = room.dialog.findChild(QFileDialog)
    assert files is not None
    room.qtbot.waitUntil(files.isVisible)
    files.fileSelected.emit(str(file))
    files.reject()
    settle()


def faults_shown(room: Room) -> list[str]:
    """Why a file was refused, a sentence a line."""
    dialog = room.dialog
    room.qtbot.waitUntil(lambda: dialog.findChild(QDialog, "file-faults") is not None)
    faults = found(dialog, "file-faults-list")
    assert isinstance(faults, QPlainTextEdit)
    return faults.toPlainText().split("\n")


@pytest.mark.parametrize(("answer", "kept"), [("go", LAKE), ("cancel", RIVER)])
def test_a_file_is_imported_after_asking(
    room: Room, tmp_path: Path, answer: str, kept: Service
) -> None:
    file = tmp_path / "near.csv"
    file.write_bytes(write_services((LAKE,)))
    keep(room.desk.records, RIVER)
    dialog = room.open()

    choose_file(room, "import-services", file)
    room.qtbot.waitUntil(lambda: dialog.findChild(QDialog, "ask-once") is not None)
    assert listed(room.desk.records) == (RIVER,)
    room.press(f"ask-once-{answer}")

    assert listed(room.desk.records) == (kept,)


def test_a_file_fills_an_empty_list_without_asking(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "near.csv"
    file.write_bytes(write_services((LAKE, RIVER)))
    room.open()

    choose_file(room, "import-services", file)

    room.qtbot.waitUntil(lambda: listed(room.desk.records) == (LAKE, RIVER))


def test_a_faulty_file_shows_every_fault_and_changes_nothing(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "near.csv"
    file.write_text("target,name\nyoga,\nyogurt,A\n", encoding="utf-8")
    room.open()

    choose_file(room, "import-services", file)

    assert [line.split(": ")[:2] for line in faults_shown(room)] == [
        ["near.csv:2", "name"],
        ["near.csv:3", "target"],
    ]
    assert listed(room.desk.records) == ()


def test_a_file_that_cannot_be_read_is_said(room: Room, tmp_path: Path) -> None:
    room.open()

    choose_file(room, "import-services", tmp_path / "gone.csv")

    (fault,) = faults_shown(room)
    assert fault.startswith("gone.csv: it cannot be read: ")


def test_the_list_is_exported(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    keep(room.desk.records, RIVER, LAKE)
    dialog = room.open()

    choose_file(room, "export-services", file)
    room.qtbot.waitUntil(lambda: text(dialog, "directory-said") == "The list was exported.")

    names = room.desk.referral_names()
    assert read_services(file.read_bytes(), "out.csv", names).services == (RIVER, LAKE)


def test_a_list_that_cannot_be_exported_is_said(room: Room, tmp_path: Path) -> None:
    dialog = room.open()

    choose_file(room, "export-services", tmp_path / "no-folder" / "out.csv")

    room.qtbot.waitUntil(lambda: "cannot be written" in text(dialog, "directory-said"))
