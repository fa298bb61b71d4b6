"""Looks after the records while a window is open: backups, drills, and what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sdm_app.ui.backing_up import BackingUp, Places
from sdm_app.ui.drilling import Drilling
from sdm_app.ui.frame.lasting import Lasting

if TYPE_CHECKING:
    from sdm_app.records import Records
    from sdm_app.ui.main_window import MainWindow


class LookingAfter(QObject):
    """Nothing of it is in the way of a visit: no drill is held in one, and nothing is shown."""

    def __init__(
        self, records: Records, places: Places, window: MainWindow, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window = window
        self.backing_up = BackingUp(records, places, self)
        self.drilling = Drilling(records, places, self._is_free, self)
        self.lasting = Lasting(window, self._is_in_visit)
        self.backing_up.began.connect(self.lasting.watch)
        self.backing_up.ended.connect(self.lasting.end)
        self.backing_up.troubled.connect(self._on_backup_troubled)
        self.drilling.troubled.connect(self._on_drill_troubled)
        window.pages.currentChanged.connect(self._give_way)
        window.hiding.unlocked.connect(self._give_way)

    def start(self, *, is_new_content: bool) -> None:
        """Look now, and from now on; new content is a reason to back up at once."""
        self.backing_up.start(is_new_content=is_new_content)
        self.drilling.start()

    def _is_in_visit(self) -> bool:
        return self._window.pages.page() is not None

    def _is_free(self) -> bool:
        # A visit behind a locked screen waits for nobody.
        return self._window.hiding.is_locked or not self._is_in_visit()

    def _give_way(self) -> None:
        if self._is_in_visit():
            self.drilling.give_way()

    def _on_backup_troubled(self, sentence: str) -> None:
        self._window.notice.show_trouble("backup", sentence)

    def _on_drill_troubled(self, sentence: str) -> None:
        self._window.notice.show_trouble("drill", sentence)
