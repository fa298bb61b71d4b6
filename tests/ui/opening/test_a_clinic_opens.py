"""A clinic that was set up opens behind its door, and is backed up."""

from datetime import UTC, date, datetime

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sdm_app import user_folders
from sdm_app.packs import Shelf
from sdm_app.records import keys, open_records
from sdm_app.records.backup import back_up, backups_in
from sdm_app.ui.app import Windows
from tests.builders import content
from tests.ui.builders import found
from tests.ui.opening.builders import (
    PASSPHRASE,
    PIN,
    a_clinic_with_a_visit,
    press,
    ready,
    sign_in,
    words,
)


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
