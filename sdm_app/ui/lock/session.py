"""Hears from the desktop that its screen was locked or that the computer goes to sleep."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage

_LOGIN = "org.freedesktop.login1"
_LOGIN_PATH = "/org/freedesktop/login1"
_MANAGER = "org.freedesktop.login1.Manager"

_SCREEN_SAVERS = (
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ("/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
    ("/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
)

# What Qt's SLOT macro makes of a slot's signature.
_ON_ACTIVE, _ON_SLEEP, _ON_LOCK = "1on_active(bool)", "1on_sleep(bool)", "1on_session_lock()"


class Session(QObject):
    """`went_away` comes when the session is locked or about to sleep.

    Where there is no such bus, as on Windows and macOS, it never comes; there the gap between the
    clocks locks the screen as the computer wakes.
    """

    went_away = Signal()

    def __init__(
        self,
        parent: QObject,
        desktop: QDBusConnection | None = None,
        system: QDBusConnection | None = None,
    ) -> None:
        super().__init__(parent)
        self._desktop = QDBusConnection.sessionBus() if desktop is None else desktop
        self._system = QDBusConnection.systemBus() if system is None else system
        self._delay: QDBusMessage | None = None

    def listen(self) -> None:
        """Begin to hear; on a bus that is not there nothing is heard."""
        if self._desktop.isConnected():
            for path, interface in _SCREEN_SAVERS:
                self._hear(self._desktop, path, interface, "ActiveChanged", _ON_ACTIVE)
        if self._system.isConnected():
            self._hear(self._system, _LOGIN_PATH, _MANAGER, "PrepareForSleep", _ON_SLEEP)
            self._hear(self._system, "", f"{_LOGIN}.Session", "Lock", _ON_LOCK)
            self._ask_for_a_moment()

    @Slot(bool)
    def on_active(self, active: bool) -> None:
        """The screen saver came or went."""
        if active:
            self.went_away.emit()

    @Slot(bool)
    def on_sleep(self, begins: bool) -> None:
        """The computer goes to sleep, which waits until this returned, or has woken."""
        if begins:
            self.went_away.emit()
            self._delay = None
        else:
            self._ask_for_a_moment()

    @Slot()
    def on_session_lock(self) -> None:
        """The desktop was told to lock."""
        self.went_away.emit()

    def _hear(
        self, bus: QDBusConnection, path: str, interface: str, signal: str, slot: str
    ) -> None:
        # Of any sender: naming one that is not running would make the bus look for it and wait.
        # The stubs ask for bytes, which the call itself refuses.
        bus.connect("", path, interface, signal, self, slot)  # type: ignore[call-overload]

    def _ask_for_a_moment(self) -> None:
        """Hold the sleep back until the screen is covered: the system waits for this descriptor."""
        reply = self._system.interface().isServiceRegistered(_LOGIN)
        if not reply.isValid() or not reply.value():
            return
        login = QDBusInterface(_LOGIN, _LOGIN_PATH, _MANAGER, self._system)
        answer = login.call("Inhibit", "sleep", "Backchoice", "Covers the screen", "delay")
        # The answer itself is kept: it owns the descriptor, which Qt's binding does not hand out.
        self._delay = answer
