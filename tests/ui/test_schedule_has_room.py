"""Every word of the schedule, its import and the reminder has room, at every size of text."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sdm_app.records import Records, open_records
from sdm_app.settings import Contrast, Settings
from sdm_app.ui.desk import open_desk
from sdm_app.ui.looks import Looks
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.prompts import DOCUMENT, Prompts, PromptsDialog
from sdm_app.ui.schedule.import_dialog import ImportDialog
from tests.builders import content
from tests.interop.schedules import HEADER, a_day, as_csv
from tests.records.builders import KEY
from tests.ui.schedule_builders import due, import_rows
from tests.ui.test_chasing_list import keep_high
from tests.ui.test_nothing_clipped import clipped, settle
from tests.ui.test_numbers_have_sources import unsourced

LONG = "Low back pain with pain down the left leg since lifting at work, needs an interpreter"
FILES = {
    "good": as_csv(a_day(40)).encode("utf-16"),
    "faults": as_csv([*a_day(5), ("", "late", "", "", LONG, "", "")] * 3).encode(),
    "unclear": b"Time,Date,Initials\n9:05,03/04/2026,JD\n",
    "other days": as_csv(
        [
            HEADER,
            *((f"2099-11-{n:02}", "9:05", "Doe, J", "1980", LONG, "", "") for n in range(1, 9)),
        ]
    ).encode(),
    "unmapped": b"A,B,C\n9:05,J.D.,back\n",
    "unread": b'Time,Ref\n9:05,"J.D.\n',
}


def views(window: MainWindow, records: Records) -> Iterator[tuple[str, QWidget]]:
    keep_high(records, "last-week", 7, "T.K.")
    records.keep_document(
        DOCUMENT, Prompts(rooming_is_on=True, rooming="Ask all. " * 17).model_dump_json()
    )
    rows = [due(f"{8 + n // 6:02}:{n % 6}0", "W.W.W.W. 2", 1930, LONG) for n in range(40)]
    import_rows(window, *rows)
    window.show_list()
    yield "list", window
    window.front_desk.chasing.button.click()
    yield "chased", window
    window.front_desk.chasing.button.click()
    window.front_desk.reminder.ask()
    settle()
    yield "reminder", window.findChildren(PromptsDialog)[-1]
    window.findChildren(PromptsDialog)[-1].reject()
    window.front_desk.schedule.ask_import()
    settle()
    dialog = window.findChildren(ImportDialog)[-1]
    yield "import", dialog
    for name, raw in FILES.items():
        dialog.show_raw("a schedule with quite a long name.csv", raw)
        yield name, dialog
    dialog.reject()


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1920, 1080)])
def test_every_view_has_room_for_its_words(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, scale: int, size: QSize
) -> None:
    records = open_records(tmp_path / "records.db", KEY)
    window = MainWindow(Looks(qapp, Settings(text_scale=scale, contrast=Contrast.LIGHT), None))
    qtbot.addWidget(window)
    window.use_desk(open_desk(records, date.today(), content()))
    window.resize(size)
    window.show()

    found = []
    for name, view in views(window, records):
        settle()
        found += [f"{name}: {fault}" for fault in (*clipped(view), *unsourced(view))]

    Looks(qapp, Settings(), None)
    records.close()
    assert "\n".join(sorted(set(found))) == ""
