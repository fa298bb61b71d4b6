"""Opens the window: painted first, then the list fills, then the content loads."""

from __future__ import annotations

import gc
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from sdm_app import user_folders
from sdm_app.i18n import gettext as _
from sdm_app.ui.hooks import Faults
from sdm_app.ui.looks import Looks, settings_or_defaults
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.theme.fonts import register_fonts

if TYPE_CHECKING:
    from sdm_app.records import Records

_PAUSE_MS = 10
"""Between the painted list and the content, for what the user did meanwhile."""


def main(argv: list[str]) -> int:
    """Show the window until it is closed; the exit status."""
    app = QApplication(argv)
    app.setApplicationName("Backchoice")
    app.setStyle("Fusion")
    register_fonts()
    file = user_folders.settings_file()
    window = MainWindow(Looks(app, settings_or_defaults(file), file))
    window.resize(1366, 768)
    faults = Faults()
    faults.happened.connect(window.unsaved.show_fault)
    faults.install()
    opening = Opening(window)
    window.first_painted.connect(opening.begin)
    window.show()
    return app.exec()


class Opening(QObject):
    """What happens after the first frame, in turns of the event loop so that the window answers."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._records: Records | None = None

    def begin(self) -> None:
        """Start once the frame that is being painted is on the screen."""
        QTimer.singleShot(0, self._fill_list)

    def _fill_list(self) -> None:
        from sdm_app.records import Records, RecordsError, open_demonstration  # noqa: PLC0415
        from sdm_app.records.keys import data_key  # noqa: PLC0415

        file = user_folders.database()
        try:
            key = data_key(file.parent)
            records = open_demonstration(file.parent) if key is None else Records(file, key)
            summaries = records.list_on(date.today())
        except RecordsError as fault:
            self._window.pages.today.show_fault(_("The records cannot be used.") + f" {fault}")
            return
        self._records = records
        self._window.refresh_list(summaries, {})
        # Painted now: the import of the content holds the event loop for a while.
        self._window.pages.today.repaint()
        QTimer.singleShot(_PAUSE_MS, self._load_content)

    def _load_content(self) -> None:
        # Nothing of what is loaded now is garbage, and looking for some takes time.
        gc.disable()
        try:
            self._use_content()
        finally:
            gc.freeze()
            gc.enable()

    def _use_content(self) -> None:
        from sdm_app.ui.desk import DeskError, open_desk  # noqa: PLC0415

        assert self._records is not None
        try:
            desk = open_desk(self._records, date.today())
        except DeskError as fault:
            self._window.pages.today.show_fault(_("The content cannot be used.") + f" {fault}")
            return
        self._window.use_desk(desk)
        QTimer.singleShot(0, self._build_next_page)

    def _build_next_page(self) -> None:
        if self._window.pages.build_ahead():
            QTimer.singleShot(0, self._build_next_page)
        else:
            QTimer.singleShot(0, self._open_store)

    def _open_store(self) -> None:
        from sdm_app.records import RecordsError  # noqa: PLC0415

        assert self._records is not None
        try:
            self._records.open()
        except RecordsError as fault:
            self._window.pages.today.show_fault(_("The records cannot be used.") + f" {fault}")
        self._window.statement.show_unless_read()
