"""Work beside the window: whatever ends it, the window hears of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from sdm_app.records import NotSaved, RecordsError
from sdm_app.ui.background import Background
from sdm_app.ui.backing_up import BackingUp, Places
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from tests.records.builders import KEY


def fault_of(qtbot: QtBot, work: Callable[[], object]) -> object:
    parent = QObject()
    background = Background(work, parent)
    with qtbot.waitSignal(background.failed) as heard:
        background.start()
    assert heard.args is not None
    return heard.args[0]


def test_a_fault_of_the_records_is_told_as_it_is(qtbot: QtBot) -> None:
    said = NotSaved("no room")

    def work() -> None:
        raise said

    assert fault_of(qtbot, work) is said


def test_a_fault_of_a_disk_is_told_with_its_place_and_reason(qtbot: QtBot, tmp_path: Path) -> None:
    missing = tmp_path / "gone"

    fault = fault_of(qtbot, missing.stat)

    assert isinstance(fault, RecordsError)
    assert str(fault) == f"{missing}: No such file or directory."


def test_a_backup_folder_that_cannot_be_made_is_told_and_tried_again(
    qtbot: QtBot, opened: tuple[MainWindow, Desk], tmp_path: Path
) -> None:
    (tmp_path / "disk").write_bytes(b"")
    places = Places(KEY, tmp_path, tmp_path / "disk" / "backups")
    backing_up = BackingUp(opened[1].records, places, opened[0])
    for _try in range(2):
        with qtbot.waitSignal(backing_up.troubled) as told:
            backing_up.back_up_now()
        assert told.args == [f"{places.folder}: Not a directory."]
