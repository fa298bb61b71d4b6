"""The clinic's reminder for rooming: off until somebody sets it, and seen by those it is for."""

import pytest
from PySide6.QtWidgets import QLineEdit, QRadioButton
from pytestqt.qtbot import QtBot

from sdm_app.records import Records
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.prompts import DOCUMENT, Prompts, PromptsDialog, read_prompts, suggested
from tests.ui.builders import click, found, text
from tests.ui.staff import Screen

Opened = tuple[MainWindow, Desk]
SHOWN = Prompts(rooming_is_on=True, rooming="Ask everyone about pain.")


def dialog_of(window: MainWindow, qtbot: QtBot) -> PromptsDialog:
    click(window, "open-prompts")
    qtbot.waitUntil(lambda: bool(window.findChildren(PromptsDialog)))
    return window.findChildren(PromptsDialog)[-1]


def keep(records: Records, prompts: Prompts) -> None:
    records.keep_document(DOCUMENT, prompts.model_dump_json())


def is_shown(window: MainWindow) -> bool:
    return found(window, "rooming-reminder").isVisible()


def test_it_is_off_with_a_text_to_begin_with(opened: Opened, qtbot: QtBot) -> None:
    window, desk = opened
    assert not is_shown(window)

    dialog = dialog_of(window, qtbot)

    field, off = found(dialog, "reminder-text"), found(dialog, "reminder-off")
    assert isinstance(field, QLineEdit)
    assert isinstance(off, QRadioButton)
    assert (field.text(), off.isChecked()) == (suggested(), True)
    click(dialog, "cancel-prompts")
    assert desk.records.document(DOCUMENT) is None


def test_once_it_is_on_it_stands_above_the_list(opened: Opened, qtbot: QtBot) -> None:
    window, desk = opened
    dialog = dialog_of(window, qtbot)

    click(dialog, "reminder-on")
    field = found(dialog, "reminder-text")
    assert isinstance(field, QLineEdit)
    field.setText("  Ask  everyone. ")
    click(dialog, "save-prompts")

    qtbot.waitUntil(lambda: is_shown(window))
    assert text(window, "rooming-reminder") == "Ask everyone."
    kept, number = read_prompts(desk.records)
    assert (kept.rooming_is_on, kept.rooming, number) == (True, "Ask everyone.", 1)


def test_an_empty_reminder_is_not_shown(opened: Opened, qtbot: QtBot) -> None:
    window, desk = opened
    dialog = dialog_of(window, qtbot)

    click(dialog, "reminder-on")
    field = found(dialog, "reminder-text")
    assert isinstance(field, QLineEdit)
    field.clear()
    click(dialog, "save-prompts")

    qtbot.waitUntil(lambda: desk.records.document(DOCUMENT) is not None)
    assert read_prompts(desk.records)[0] == Prompts()


@pytest.mark.parametrize(
    ("name", "is_for_them", "may_set"),
    [("Finn Front", True, False), ("Cleo Clinician", False, False), ("Ann Admin", False, True)],
)
def test_front_desk_and_rooming_see_it_and_an_admin_sets_it(
    screen: Screen, opened: Opened, qtbot: QtBot, name: str, is_for_them: bool, may_set: bool
) -> None:
    window, desk = opened
    keep(desk.records, SHOWN)

    screen.sign_in(name)

    reminder = window.front_desk.reminder
    qtbot.waitUntil(lambda: not reminder.asking.is_open and bool(reminder.line.text()))
    assert is_shown(window) is is_for_them
    assert found(window, "open-prompts").isVisible() is may_set


def test_of_two_who_change_it_the_second_sees_what_the_first_wrote(
    opened: Opened, qtbot: QtBot
) -> None:
    window, desk = opened
    dialog = dialog_of(window, qtbot)
    keep(desk.records, SHOWN)

    click(dialog, "reminder-on")
    click(dialog, "save-prompts")

    qtbot.waitUntil(lambda: is_shown(window))
    assert text(window, "rooming-reminder") == SHOWN.rooming
    assert window.footer.note.text()


def test_what_a_newer_program_wrote_reminds_of_nothing(opened: Opened) -> None:
    _window, desk = opened
    desk.records.keep_document(DOCUMENT, '{"voice": true}')

    assert read_prompts(desk.records) == (Prompts(), 1)
