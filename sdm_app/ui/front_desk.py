"""How a visit begins from the list: asked for, or from a row of the day's schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sdm_app.domain.permissions import Action
from sdm_app.domain.vocabulary import FoundAt
from sdm_app.ui.chasing import Chasing
from sdm_app.ui.prompts import RoomingReminder
from sdm_app.ui.schedule.of_the_day import ScheduleOfDay
from sdm_app.ui.seen_before import SeenBefore, ToStart

if TYPE_CHECKING:
    from sdm_app.ui.desk import Desk
    from sdm_app.ui.main_window import MainWindow


class FrontDesk(QObject):
    """Asks for what a new visit needs, and joins to the list what is done there."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self.seen_before = SeenBefore(window, desk)
        self.schedule = ScheduleOfDay(window, desk, self.seen_before)
        self.chasing = Chasing(window, desk)
        self.reminder = RoomingReminder(window, desk)

    def ask_new_visit(self) -> None:
        """Ask what a new visit needs, unless the content is past its use."""
        window = self._window
        if not window.signed.allows(Action.START_VISIT):
            return
        refused = window.content.why_not(self._desk.pack)
        if refused:
            window.footer.show_note(refused)
            return
        from sdm_app.ui.dialogs import open_new_visit  # noqa: PLC0415

        open_new_visit(self._on_start_requested, window, self._found_at())

    def _found_at(self) -> str:
        """Who finds back pain where this person works; a clinician where nobody signed in."""
        may = self._window.signed.may
        return str(FoundAt.CLINICIAN if may(Action.CLINICAL_STEPS) else FoundAt.FRONT_DESK)

    def _on_start_requested(self, reference: str, year: int, found_at: str) -> None:
        self.seen_before.start(ToStart(reference, year or None, found_at))
