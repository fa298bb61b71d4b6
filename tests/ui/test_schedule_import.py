"""The import of a day's schedule: nothing is kept before a person has seen and accepted it."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.ui.schedule.import_dialog import ImportDialog
from sdm_app.ui.schedule.keeping import MAPPING, due_on, schedule_name
from tests.builders import pack
from tests.interop.schedules import HEADER, as_csv
from tests.ui.builders import Opened, click, found, text
from tests.ui.schedule_builders import TODAY, starts


def row(time: str, name: str, reason: str = "LBP", day: date = TODAY) -> tuple[str, ...]:
    return (day.isoformat(), time, name, "7/19/1980", reason, "3", "Dr. Example")


def a_file(*rows: tuple[str, ...]) -> bytes:
    return as_csv([HEADER, *rows]).encode()


@pytest.fixture
def dialog(opened: Opened, qtbot: QtBot) -> ImportDialog:
    """The dialog as the button beside the list opens it."""
    window, _desk = opened
    click(window, "import-schedule")
    dialogs = window.findChildren(ImportDialog)
    assert len(dialogs) == 1
    qtbot.waitUntil(dialogs[0].isVisible)
    return dialogs[0]


def button(inside: QWidget, name: str) -> QAbstractButton:
    widget = found(inside, name)
    assert isinstance(widget, QAbstractButton)
    return widget


def test_a_file_is_read_shown_accepted_and_waits_in_the_list(
    opened: Opened, dialog: ImportDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    window, desk = opened
    file = tmp_path / "morning.csv"
    file.write_bytes(a_file(row("9:05 AM", "Doe, Jan"), row("8:50 AM", "Roe, Max", "cough")))

    dialog.read_file(file)
    qtbot.waitUntil(lambda: found(dialog, "schedule-found").isVisible())
    assert "morning.csv · rows: 2 · UTF-8 · columns parted by a comma" in text(
        dialog, "schedule-file"
    )
    assert desk.records.document(schedule_name(TODAY)) is None
    click(dialog, "import-rows")

    assert starts(window) == ["Start M.R.", "Start J.D."]
    assert window.footer.note.text() == "Imported from the schedule: 2."


def test_nothing_of_a_name_a_birth_date_or_another_reason_is_kept(
    opened: Opened, dialog: ImportDialog
) -> None:
    _window, desk = opened
    dialog.show_raw("a.csv", a_file(row("9:05", "Quill, Zed", "HIV"), row("9:10", "Fenn, Ada")))

    click(dialog, "import-rows")

    document = desk.records.document(schedule_name(TODAY))
    assert document is not None
    for private in ("Quill", "Zed", "Fenn", "Ada", "HIV", "07-19", "7/19"):
        assert private not in document.text
    assert [one["reason"] for one in json.loads(document.text)["rows"]] == ["", "LBP"]


def test_rows_at_fault_are_listed_and_the_others_go_only_when_somebody_says_so(
    opened: Opened, dialog: ImportDialog
) -> None:
    window, _desk = opened
    rows = [row("9:05", "Doe, Jan"), row("late", "Roe, Max"), row("9:20", "")]

    dialog.show_raw("a.csv", a_file(*rows))

    assert text(dialog, "refused-rows").splitlines() == [
        "Line 3, Time: no time such as 9:05 or 2:30 PM.",
        "Line 4, Full or last name: nothing to tell a patient by.",
    ]
    assert not button(dialog, "import-rows").isEnabled()
    click(dialog, "go-without")
    click(dialog, "import-rows")
    assert starts(window) == ["Start J.D."]


def test_a_date_that_could_be_two_days_is_asked_about(opened: Opened, dialog: ImportDialog) -> None:
    _window, desk = opened
    day = date(TODAY.year + 1, 4, 3)

    dialog.show_raw("a.csv", f"Time,Date,Initials\n9:05,03/04/{day.year},JD\n".encode())
    assert not button(dialog, "import-rows").isEnabled()
    button(dialog, "order-day-first").click()
    click(dialog, "import-rows")

    assert [one.time for one in due_on(desk.records, day, pack().schedule)] == ["09:05"]
    kept = desk.records.document(MAPPING)
    assert kept is not None
    assert json.loads(kept.text)["date_order"] == "day-first"


def test_the_order_that_was_said_once_can_be_changed(opened: Opened, dialog: ImportDialog) -> None:
    window, desk = opened
    year = TODAY.year + 1
    raw = f"Time,Date,Initials\n9:05,03/04/{year},JD\n".encode()
    dialog.show_raw("a.csv", raw)
    button(dialog, "order-day-first").click()
    click(dialog, "import-rows")
    starts(window)
    click(window, "import-schedule")
    again = [one for one in window.findChildren(ImportDialog) if one.isVisible()][-1]
    again.show_raw("b.csv", raw)
    assert button(again, "order-day-first").isChecked()

    button(again, "order-month-first").click()
    click(again, "import-rows")

    assert len(due_on(desk.records, date(year, 3, 4), pack().schedule)) == 1


def test_columns_are_picked_by_a_person_and_remembered(
    opened: Opened, dialog: ImportDialog, qtbot: QtBot
) -> None:
    window, _desk = opened
    raw = b"When,Who,Why\n9:05,JD,LBP\n"
    dialog.show_raw("a.csv", raw)
    assert found(dialog, "mapping-lacks").isVisible()

    for name, column in (("time", "When"), ("reference", "Who"), ("reason", "Why")):
        combo = found(dialog, f"column-{name}")
        assert isinstance(combo, QComboBox)
        combo.setCurrentText(column)
        combo.activated.emit(combo.currentIndex())
    click(dialog, "import-rows")
    click(window, "import-schedule")
    again = [one for one in window.findChildren(ImportDialog) if one.isVisible()][-1]
    again.show_raw("b.csv", raw)

    assert button(again, "import-rows").isEnabled()
    assert not found(again, "mapping-lacks").isVisible()


def test_a_file_of_tomorrow_is_offered_for_tomorrow(opened: Opened, dialog: ImportDialog) -> None:
    window, desk = opened
    tomorrow = TODAY + timedelta(days=1)

    dialog.show_raw("a.csv", a_file(row("9:05", "Doe, Jan", day=tomorrow)))
    assert button(dialog, f"day-{tomorrow.isoformat()}").isChecked()
    click(dialog, "import-rows")

    assert starts(window) == []
    assert len(due_on(desk.records, tomorrow, pack().schedule)) == 1


def test_another_day_of_the_file_can_be_picked(dialog: ImportDialog) -> None:
    tomorrow = TODAY + timedelta(days=1)
    rows = [row("9:05", "Doe, Jan"), row("9:05", "Roe, Max", day=tomorrow)]
    dialog.show_raw("a.csv", a_file(*rows))
    assert "Passed over, of another day: 1." in text(dialog, "found-words")

    click(dialog, f"day-{tomorrow.isoformat()}")

    assert button(dialog, f"day-{tomorrow.isoformat()}").isChecked()
    assert not button(dialog, f"day-{TODAY.isoformat()}").isChecked()


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"PK\x03\x04", "a.csv, line 1: this is a file of Excel; save it as CSV first."),
        (b'Time,Ref\n9:05,"J', "a.csv, line 2: the quotation marks are not closed"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_a_sentence(
    dialog: ImportDialog, raw: bytes, says: str
) -> None:
    dialog.show_raw("a.csv", a_file(row("9:05", "Doe, Jan")))

    dialog.show_raw("a.csv", raw)

    assert dialog.fault.heading.text().startswith(says)
    assert not button(dialog, "import-rows").isEnabled()
    assert not found(dialog, "schedule-found").isVisible()


def test_a_file_is_chosen_without_anything_waiting_for_it(
    dialog: ImportDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "morning.csv"
    file.write_bytes(a_file(row("9:05", "Doe, Jan")))

    click(dialog, "choose-schedule")
    files = dialog.findChild(QFileDialog)
    assert files is not None
    qtbot.waitUntil(files.isVisible)
    files.fileSelected.emit(str(file))
    files.reject()

    qtbot.waitUntil(lambda: found(dialog, "schedule-found").isVisible())


def test_times_in_the_night_are_asked_about(dialog: ImportDialog) -> None:
    dialog.show_raw("a.csv", a_file(row("1:30", "Doe, Jan"), row("9:05", "Roe, Max")))

    assert "Before 6 in the morning: 1." in text(dialog, "found-words")


def test_a_file_that_is_gone_is_said_in_a_sentence(
    dialog: ImportDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.read_file(tmp_path / "gone.csv")

    qtbot.waitUntil(dialog.fault.isVisible)
    assert dialog.fault.heading.text() == "gone.csv cannot be read: No such file or directory."


def test_every_control_of_the_dialog_has_its_names(dialog: ImportDialog) -> None:
    dialog.show_raw("a.csv", a_file(row("9:05", "Doe, Jan"), row("late", "Roe, Max")))

    controls = [*dialog.findChildren(QAbstractButton), *dialog.findChildren(QComboBox)]
    shown = [one for one in controls if one.isVisible()]

    assert len(shown) > 10
    assert [one for one in shown if not one.objectName() or not one.accessibleName()] == []
