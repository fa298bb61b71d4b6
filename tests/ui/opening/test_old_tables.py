"""Old tables: the window says what lasts, and the backup before it can be stopped (F15)."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from sdm_app import user_folders
from sdm_app.domain.staff import Role
from sdm_app.records import keys, migrations, open_records
from sdm_app.records.backup import backups_in
from sdm_app.records.pin import hash_pin
from sdm_app.records.staff_store import StaffStore
from sdm_app.records.version import VERSION
from sdm_app.ui import opening, patience
from sdm_app.ui.app import Windows
from sdm_app.ui.frame import lasting
from sdm_app.ui.frame.lasting import Lasting
from sdm_app.ui.main_window import MainWindow
from tests.faults.heartbeat import MOST_SECONDS, heartbeat
from tests.faults.records_invariants import say
from tests.records.builders import started, summary
from tests.records.keeping import alter
from tests.records.older import as_version_1
from tests.records.places import bare
from tests.ui.builders import found
from tests.ui.opening.builders import PASSPHRASE, PIN, ready, sign_in, words

REAL_PATIENCE = patience.SECONDS
_MIGRATION_SECONDS = 0.8
_FILLED = (
    "CREATE TABLE ballast (words TEXT)",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
    " INSERT INTO ballast SELECT hex(randomblob(1000)) FROM n",
    "PRAGMA user_version = 1",
)


@pytest.fixture
def old(monkeypatch: pytest.MonkeyPatch, pocket: object) -> Path:
    """Records of version 1 that take a while to copy, and a window that soon says so."""
    monkeypatch.setattr(patience, "SECONDS", REAL_PATIENCE)
    monkeypatch.setattr(opening, "LASTS_MS", 1)
    monkeypatch.setattr(lasting, "LOOK_EVERY_MS", 5)
    monkeypatch.setattr(lasting, "PATIENCE_LOOKS", 1)
    file = user_folders.database()
    key = keys.set_up(file.parent, PASSPHRASE)
    with as_version_1():
        records = open_records(file, key)
        StaffStore(records.staff_rows()).add_first(
            "Ann Admin", (Role.ADMIN, Role.CLINICIAN), hash_pin(PIN)
        )
        records.append("e1", started("e1"), summary("e1"))
        records.close()
    alter(file, key, *_FILLED)
    return file


def version_of(file: Path) -> int:
    connection = bare(file, keys.unlock_with_passphrase(file.parent, PASSPHRASE))
    ((version,),) = connection.execute("PRAGMA user_version").fetchall()
    connection.close()
    return int(version)


def strip(qtbot: QtBot, window: MainWindow, says: str) -> Lasting:
    """The strip, once it says that."""

    def is_said() -> bool:
        label = window.findChild(QLabel, "lasting-words")
        return label is not None and label.isVisible() and says in label.text()

    qtbot.waitUntil(is_said, timeout=20000)
    shown = window.findChild(Lasting)
    assert shown is not None
    return shown


def test_old_tables_are_backed_up_and_brought_forward_before_a_window_that_says_so(
    qtbot: QtBot, windows: Windows, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate = migrations.migrate

    def slowly(*asked: object) -> None:
        time.sleep(_MIGRATION_SECONDS)
        migrate(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(migrations, "migrate", slowly)
    with heartbeat() as beats:
        windows.open()
        window = windows.window
        assert window is not None
        copied = strip(qtbot, window, "being copied")
        assert found(copied, "lasting-stop").isVisible()
        strip(qtbot, window, "read again")
        changing = strip(qtbot, window, "brought to this version")
        assert not found(changing, "lasting-stop").isVisible()
        standing = beats.longest
    say(f"longest standstill, old tables: {standing * 1000:.0f} ms")

    window = ready(qtbot, windows)
    assert window.findChild(Lasting) is None or not window.findChild(Lasting).isVisible()  # type: ignore[union-attr]
    sign_in(qtbot, window, PIN)
    assert len(backups_in(user_folders.backups())) >= 1
    window.close()
    assert version_of(old) == VERSION
    assert standing < 2 * MOST_SECONDS


def test_a_backup_that_is_stopped_changes_nothing_and_the_next_start_goes_on(
    qtbot: QtBot, windows: Windows, old: Path
) -> None:
    windows.open()
    window = windows.window
    assert window is not None
    shown = strip(qtbot, window, "Backing up")
    stop = found(shown, "lasting-stop")
    assert isinstance(stop, QPushButton)

    stop.click()
    said = window.pages.today.empty
    qtbot.waitUntil(lambda: "stopped before its end" in said.text(), timeout=10000)

    assert "Start Backchoice again" in words(window)
    assert not found(window, "new-visit").isEnabled()
    assert not backups_in(user_folders.backups())
    window.close()
    assert version_of(old) == 1
    windows.open()
    window = ready(qtbot, windows)
    sign_in(qtbot, window, PIN)
    window.close()
    assert version_of(old) == VERSION
