"""Takes what every window of the program shows out of sight, and puts it back as it was."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget
from shiboken6 import isValid

from sdm_app.ui.hide_screen import HideScreen
from sdm_app.ui.overriding import override

STAYS = "staysWhenCovered"
"""A property of the windows that are meant for a covered screen: the door, and what it opens."""


class _Covered:
    """One window: what it showed, where the keyboard was, and the sheet in its place."""

    def __init__(self, window: QWidget, sheet: HideScreen) -> None:
        self.window = window
        self.sheet = sheet
        self._focus = window.focusWidget()
        # Hidden, not only laid over: nothing of it is painted, read out or reached by a key.
        self._shown = [
            child
            for child in window.children()
            if isinstance(child, QWidget)
            and child is not sheet
            and not child.isWindow()
            and not child.isHidden()
        ]
        for child in self._shown:
            child.hide()
        sheet.cover()

    def uncover(self) -> None:
        if not isValid(self.window):
            return
        for child in self._shown:
            if isValid(child):
                child.show()
        self.sheet.hide()
        self.sheet.deleteLater()
        if self._focus is not None and isValid(self._focus):
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)


class Covering(QObject):
    """Covers windows and dialogs, closes menus and lists that pop up, and minds what opens later.

    `window_covered` comes for each window that opens while the screen is covered. A dialog of the
    system's own cannot be covered, so it is closed.
    """

    window_covered = Signal()

    def __init__(self, main: QWidget, sheet_over: Callable[[QWidget], HideScreen]) -> None:
        super().__init__(main)
        self._main = main
        self._sheet_over = sheet_over
        self._covered: list[_Covered] = []

    @property
    def is_on(self) -> bool:
        """Whether the screen is covered."""
        return bool(self._covered)

    def cover(self) -> None:
        """Cover every window there is, and at once: the next frame may be the last for a while."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        _close_what_pops_up()
        for window in QApplication.topLevelWidgets():
            self._cover(window)
        for covered in self._covered:
            covered.window.repaint()
        app.installEventFilter(self)

    def uncover(self) -> None:
        """Put everything back."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        covered, self._covered = self._covered, []
        for one in covered:
            one.uncover()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            if not self._main.isVisible():
                # The program is closing, or another window took over.
                self.uncover()
                return False
            before = len(self._covered)
            self._cover(watched)
            if len(self._covered) > before:
                self.window_covered.emit()
        return False

    def _cover(self, window: QWidget) -> None:
        if not window.isVisible() or _stays(window) or self._is_covered(window):
            return
        kind = window.windowType()
        if kind in (Qt.WindowType.Popup, Qt.WindowType.ToolTip):
            window.close()
        elif isinstance(window, QDialog) and _is_the_systems_own(window):
            window.reject()
        else:
            self._covered.append(_Covered(window, self._sheet_over(window)))

    def _is_covered(self, window: QWidget) -> bool:
        self._covered = [one for one in self._covered if isValid(one.window)]
        return any(one.window is window for one in self._covered)


def _stays(window: QWidget) -> bool:
    return bool(window.property(STAYS))


def _is_the_systems_own(dialog: QDialog) -> bool:
    return dialog.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)


def _close_what_pops_up() -> None:
    QToolTip.hideText()
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
        if QApplication.activePopupWidget() is popup:
            return
