"""Opens the window: painted first, then the records, the list and the content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QApplication

from sdm_app import user_folders
from sdm_app.ui.collecting import Collecting
from sdm_app.ui.hooks import Faults
from sdm_app.ui.looks import Looks, settings_or_defaults
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.opening import Opening
from sdm_app.ui.theme.fonts import register_fonts

if TYPE_CHECKING:
    from sdm_app.ui.staff.set_up import SetUpDone

FIRST_SIZE = QSize(1366, 768)


def main(argv: list[str]) -> int:
    """Show the window until it is closed; the exit status."""
    app = QApplication(argv)
    app.setApplicationName("Backchoice")
    app.setStyle("Fusion")
    register_fonts()
    file = user_folders.settings_file()
    collecting = Collecting()
    faults = Faults()
    windows = Windows(Looks(app, settings_or_defaults(file), file), faults)
    windows.open()
    faults.install()
    status = app.exec()
    collecting.deleteLater()
    return status


class Windows(QObject):
    """The window in use; once a clinic is set up, one over its records takes the place of it."""

    def __init__(self, looks: Looks, faults: Faults) -> None:
        super().__init__()
        self._looks, self._faults = looks, faults
        self.window: MainWindow | None = None

    def open(self, first_person: SetUpDone | None = None) -> None:
        """Open a window; with a first person it is over records that were set up just now."""
        before = self.window
        window = self.window = MainWindow(self._looks)
        window.resize(FIRST_SIZE if before is None else before.size())
        self._faults.happened.connect(window.unsaved.show_fault)
        opening = Opening(window, first_person)
        opening.set_up_done.connect(self.open)
        window.first_painted.connect(opening.begin)
        window.show()
        if before is not None:
            before.close()
            before.deleteLater()
