"""Notices whether somebody is at any window of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from sdm_app.ui.overriding import override

if TYPE_CHECKING:
    from sdm_app.ui.lock.idle import Idle

LOOK_EVERY_MS = 5000

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)


class Presence(QObject):
    """Looks every few seconds and at every touch; `gone` comes when it is time to lock.

    It listens at the windows themselves. There a few events a second pass; at the application
    every event of every widget would, and each page would be slower for it.
    """

    gone = Signal()

    def __init__(self, idle: Idle, parent: QObject) -> None:
        super().__init__(parent)
        self._idle = idle
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._on_timeout)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._on_focus_window_changed)

    def watch(self) -> None:
        """Begin anew: somebody just unlocked the screen."""
        self._idle.begin()
        self._listen()
        self._timer.start()

    def rest(self) -> None:
        """Stop looking while the screen is locked."""
        self._timer.stop()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES and self._timer.isActive():
            self._look(touched=True)
            # The touch that found the screen due for locking does nothing else.
            return not self._timer.isActive()
        return False

    def _listen(self) -> None:
        for window in QGuiApplication.topLevelWindows():
            # Installing a filter again only moves it to the front.
            window.installEventFilter(self)

    def _on_focus_window_changed(self, _window: QWindow | None) -> None:
        if self._timer.isActive():
            self._listen()

    def _on_timeout(self) -> None:
        self._listen()
        self._look(touched=False)

    def _look(self, *, touched: bool) -> None:
        if self._idle.is_due(touched=touched):
            self.gone.emit()
