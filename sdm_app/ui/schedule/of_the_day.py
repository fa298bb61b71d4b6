"""Joins the day's schedule to the window: its import, its rows in the list, and their start."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject

from sdm_app.domain.permissions import Action
from sdm_app.i18n import gettext as _
from sdm_app.ui.asking import Asking
from sdm_app.ui.schedule.keeping import due_on, keep_schedule, remembered_mapping
from sdm_app.ui.seen_before import ToStart
from sdm_app.ui.widgets.buttons import outline
from sdm_app.ui.widgets.form import open_once

if TYPE_CHECKING:
    from sdm_app.interop.schedule_mapping import ScheduleMapping
    from sdm_app.ui.desk import Desk
    from sdm_app.ui.main_window import MainWindow
    from sdm_app.ui.pages.due_row import Due
    from sdm_app.ui.schedule.import_dialog import Accepted
    from sdm_app.ui.seen_before import SeenBefore


class ScheduleOfDay(QObject):
    """Reads the schedule each time the list was read, so it is as live as the list.

    `due` are today's rows by id, also those whose visit has begun.
    """

    def __init__(self, window: MainWindow, desk: Desk, seen_before: SeenBefore) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self.asking = Asking(desk.records, self)
        self.due: dict[str, Due] = {}
        self._seen_before = seen_before
        self.button = outline(_("Import schedule"))
        self.button.setObjectName("import-schedule")
        self.button.clicked.connect(self.ask_import)
        window.pages.today.add_to_side(self.button)
        window.pages.today.listed.connect(self.read)
        window.pages.today.due_requested.connect(self.start)
        window.signed.changed.connect(self._show_button)
        self._show_button()

    def read(self) -> None:
        """Read who is due today, and show it to those who may see the list."""
        if not self._window.signed.may(Action.SEE_LIST):
            self._show_due(())
            return
        today, words = date.today(), self._desk.pack.schedule
        asked_by = self._window.signed.id
        self.asking.ask(
            lambda records: (asked_by, due_on(records, today, words)), self._on_read, self._say
        )

    def ask_import(self) -> None:
        """Show the dialog that imports a schedule."""
        if self._window.signed.allows(Action.START_VISIT):
            self.asking.ask(remembered_mapping, self._open_dialog, self._say)

    def keep(self, accepted: Accepted) -> None:
        """Keep what a person accepted of a file."""
        words = self._desk.pack.schedule
        self.asking.ask(
            lambda records: keep_schedule(records, accepted, words, lambda: uuid4().hex),
            self._on_kept,
            self._say,
        )

    def start(self, row: str) -> None:
        """Begin the visit of a row or, where another station was faster, open it."""
        due = self.due.get(row)
        window = self._window
        if due is None or not window.signed.allows(Action.START_VISIT):
            return
        refused = window.content.why_not(self._desk.pack)
        if refused:
            window.footer.show_note(refused)
            return
        self._seen_before.start(ToStart(due.reference, due.birth_year, "schedule", due.id))

    def _on_read(self, answer: tuple[str, tuple[Due, ...]]) -> None:
        asked_by, due = answer
        is_list = self._desk.controller.visit is None
        if is_list and asked_by == self._window.signed.id:
            self._show_due(due)

    def _show_due(self, due: tuple[Due, ...]) -> None:
        self.due = {one.id: one for one in due}
        self._window.pages.today.show_due(due)

    def _open_dialog(self, remembered: ScheduleMapping | None) -> None:
        # Imported here: most days of most stations see no import.
        from sdm_app.ui.schedule.import_dialog import ImportDialog  # noqa: PLC0415

        speaks = self._desk.pack.schedule.speaks
        dialog = ImportDialog(date.today(), speaks, remembered, self._window)
        dialog.accepted_rows.connect(self.keep)
        open_once(dialog)

    def _on_kept(self, rows: int) -> None:
        self._window.footer.show_note(_("Imported from the schedule: {rows}.").format(rows=rows))
        self.read()

    def _say(self, fault: Exception) -> None:
        self._window.footer.show_note(str(fault))

    def _show_button(self) -> None:
        self.button.setVisible(self._window.signed.may(Action.START_VISIT))
