"""Blanks the window and its dialogs at one key, and gives every dialog that key."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from sdm_app.ui.keys import add_shortcuts

if TYPE_CHECKING:
    from PySide6.QtGui import QShortcut

    from sdm_app.ui.hide_screen import HideScreen

_HAS_HIDE_KEY = "hasHideKey"


class Hiding(QObject):
    """F12 covers the window, dialogs and all, and uncovers it; other keys rest meanwhile."""

    def __init__(self, window: QWidget, other_keys: list[QShortcut]) -> None:
        super().__init__(window)
        self._window = window
        self._other_keys = other_keys
        self._over_dialogs: list[HideScreen] = []
        self.is_hidden = False
        self._key = add_shortcuts(window, (("F12", self.toggle),))

    @cached_property
    def sheet(self) -> HideScreen:
        """The sheet over the window."""
        return self._sheet_over(self._window)

    def toggle(self) -> None:
        """Blank the screen, or show it again."""
        self.is_hidden = not self.is_hidden
        for shortcut in self._other_keys:
            shortcut.setEnabled(not self.is_hidden)
        if self.is_hidden:
            self.sheet.cover()
            for dialog in self._window.findChildren(QDialog):
                if dialog.isVisible():
                    self._over_dialogs.append(self._sheet_over(dialog))
                    self._over_dialogs[-1].cover()
        else:
            self.sheet.hide()
            for sheet in self._over_dialogs:
                sheet.hide()
                sheet.deleteLater()
            self._over_dialogs = []

    def cover_again(self) -> None:
        """Fit the sheet to a window of another size."""
        if self.is_hidden:
            self.sheet.cover()

    def give_key_to_dialog(self) -> None:
        """Let F12 work in the dialog that is about to open: it keeps the window's keys from it."""
        QTimer.singleShot(0, self._give_key)

    def _give_key(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None and not dialog.property(_HAS_HIDE_KEY):
            dialog.setProperty(_HAS_HIDE_KEY, True)
            add_shortcuts(dialog, (("F12", self.toggle),))

    def _sheet_over(self, covered: QWidget) -> HideScreen:
        # Imported here: the first frame does not show it.
        from sdm_app.ui.hide_screen import HideScreen  # noqa: PLC0415

        sheet = HideScreen(covered)
        sheet.show_requested.connect(self.toggle)
        return sheet
