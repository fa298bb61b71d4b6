"""Covers the screen at one key or because it is locked, and gives every dialog those keys."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from sdm_app.ui.keys import Table, add_shortcuts

if TYPE_CHECKING:
    from PySide6.QtGui import QShortcut

    from sdm_app.ui.hide_screen import HideScreen
    from sdm_app.ui.lock.covering import Covering

HIDE_KEY, LOCK_KEY = "F12", "Ctrl+L"
_HAS_HIDE_KEY = "hasHideKey"


class Hiding(QObject):
    """F12 covers every window and uncovers it; other keys rest meanwhile.

    A locked screen is covered by the same sheets, and F12 does not uncover it. Ctrl+L asks for the
    lock; `window_covered` comes when a window opened behind the cover, and `unlocked` when a locked
    screen is shown again.
    """

    lock_requested = Signal()
    unlocked = Signal()
    window_covered = Signal()

    def __init__(self, window: QWidget, other_keys: list[QShortcut]) -> None:
        super().__init__(window)
        self._window = window
        self._other_keys = other_keys
        self.is_hidden = False
        self.is_locked = False
        self._keys = add_shortcuts(window, self._own_keys())
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        # A dialog that opens over a dialog does not block the window anew, which would be heard.
        app.focusWindowChanged.connect(self._give_key)

    def toggle(self) -> None:
        """Blank the screen, or show it again; nothing while it is locked."""
        if not self.is_locked:
            self._set_hidden(not self.is_hidden)

    def lock(self) -> None:
        """Cover the screen so that only `unlock` shows it again."""
        self._set_hidden(False)
        self.is_locked = True
        self._set_hidden(True)

    def unlock(self) -> None:
        """Show the screen of a right person again, as it was left."""
        self.is_locked = False
        self._set_hidden(False)
        self.unlocked.emit()

    def give_key_to_dialog(self) -> None:
        """Let the keys work in the dialog that is about to open: it keeps the window's from it."""
        QTimer.singleShot(0, self._give_key)

    @cached_property
    def _covering(self) -> Covering:
        # Imported here: the first frame covers nothing.
        from sdm_app.ui.lock.covering import Covering  # noqa: PLC0415

        covering = Covering(self._window, self._sheet_over)
        covering.window_covered.connect(self.window_covered)
        return covering

    def _set_hidden(self, hidden: bool) -> None:
        if hidden == self.is_hidden:
            return
        self.is_hidden = hidden
        for shortcut in self._other_keys:
            shortcut.setEnabled(not hidden)
        if hidden:
            self._covering.cover()
        else:
            self._covering.uncover()

    def _own_keys(self) -> Table:
        return ((HIDE_KEY, self.toggle), (LOCK_KEY, self.lock_requested.emit))

    def _give_key(self) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and not dialog.property(_HAS_HIDE_KEY):
            dialog.setProperty(_HAS_HIDE_KEY, True)
            add_shortcuts(dialog, self._own_keys())

    def _sheet_over(self, covered: QWidget) -> HideScreen:
        # Imported here: the first frame does not show it.
        from sdm_app.ui.hide_screen import HideScreen  # noqa: PLC0415

        sheet = HideScreen(covered)
        sheet.show_requested.connect(self.toggle)
        if self.is_locked:
            sheet.say_locked()
        return sheet
