"""A reminder that somebody else wrote while the dialog stood open is not written over."""

from pytestqt.qtbot import QtBot

from sdm_app.records import Records
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.prompts import DOCUMENT, Prompts, PromptsDialog, read_prompts
from tests.ui.builders import click

SHOWN = Prompts(rooming_is_on=True, rooming="Ask everyone about pain.")


def keep(records: Records, prompts: Prompts) -> None:
    records.keep_document(DOCUMENT, prompts.model_dump_json())


def test_the_list_read_anew_meanwhile_does_not_hide_that_others_wrote(
    opened: tuple[MainWindow, Desk], qtbot: QtBot
) -> None:
    window, desk = opened
    reminder = window.front_desk.reminder
    click(window, "open-prompts")
    qtbot.waitUntil(lambda: bool(window.findChildren(PromptsDialog)))
    dialog = window.findChildren(PromptsDialog)[-1]
    keep(desk.records, SHOWN)
    reminder.read()
    qtbot.waitUntil(lambda: reminder.line.text() == SHOWN.rooming)

    click(dialog, "reminder-off")
    click(dialog, "save-prompts")

    qtbot.waitUntil(lambda: not reminder.asking.is_open)
    assert read_prompts(desk.records) == (SHOWN, 1)
    assert window.footer.note.text()
