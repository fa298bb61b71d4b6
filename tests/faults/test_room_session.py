"""F57: the desktop's own lock and the computer's sleep are heard, on a bus of the test's own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from sdm_app.ui.lock.session import Session

_SIGNALS = {
    "screen-saver": "/org/freedesktop/ScreenSaver org.freedesktop.ScreenSaver.ActiveChanged",
    "gnome": "/org/gnome/ScreenSaver org.gnome.ScreenSaver.ActiveChanged",
    "sleep": "/org/freedesktop/login1 org.freedesktop.login1.Manager.PrepareForSleep",
    "lock": "/org/freedesktop/login1/session/c1 org.freedesktop.login1.Session.Lock",
}

_LISTENER = """
import sys
from PySide6.QtCore import QCoreApplication, QProcess, QTimer
from PySide6.QtDBus import QDBusConnection
from sdm_app.ui.lock.session import Session

app = QCoreApplication([])
bus = QDBusConnection.sessionBus()
session = Session(app, bus, bus)
session.listen()
heard = []
session.went_away.connect(lambda: heard.append(1))
sender = QProcess()
sender.finished.connect(lambda: QTimer.singleShot(300, app.quit))
sender.start("dbus-send", ["--session", "--type=signal", *sys.argv[1:]])
QTimer.singleShot(20000, app.quit)
app.exec()
print("heard", len(heard))
"""


def hear(signal: str, *arguments: str) -> str:
    """What a listener on a bus of its own heard of one signal, sent by another process."""
    path, name = _SIGNALS[signal].split()
    command = ["dbus-run-session", "--", sys.executable, "-c", _LISTENER, path, name, *arguments]
    run = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    return run.stdout.strip()


needs_bus = pytest.mark.skipif(
    shutil.which("dbus-run-session") is None or shutil.which("dbus-send") is None,
    reason="there is no D-Bus here",
)


@needs_bus
@pytest.mark.parametrize("signal", ["screen-saver", "gnome", "sleep"])
def test_the_desktops_own_signals_are_heard_on_a_real_bus(signal: str) -> None:
    assert hear(signal, "boolean:true") == "heard 1"


@needs_bus
def test_the_sessions_lock_is_heard_and_the_end_of_a_screen_saver_is_not() -> None:
    assert hear("lock") == "heard 1"
    assert hear("screen-saver", "boolean:false") == "heard 0"


_LOGIN = """
import os, sys
from PySide6.QtCore import QCoreApplication, QProcess, QProcessEnvironment, QSocketNotifier, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusUnixFileDescriptor, QDBusVirtualObject

app = QCoreApplication([])
ours, theirs = os.pipe()


class Login(QDBusVirtualObject):
    def introspect(self, path):
        return ""

    def handleMessage(self, message, connection):
        if message.member() != "Inhibit":
            return False
        print(message.arguments()[0], message.arguments()[3], flush=True)
        connection.send(message.createReply([QDBusUnixFileDescriptor(theirs)]))
        os.close(theirs)
        return True


bus = QDBusConnection.sessionBus()
login = Login()
option = QDBusConnection.VirtualObjectRegisterOption.SubPath
assert bus.registerVirtualObject("/org/freedesktop/login1", login, option)
assert bus.registerService("org.freedesktop.login1")
notifier = QSocketNotifier(ours, QSocketNotifier.Type.Read)


def on_released():
    print("released", flush=True)
    app.quit()


notifier.activated.connect(on_released)
QTimer.singleShot(20000, app.quit)
sleeper = QProcess()
sleeper.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedChannels)
sleeper.start(sys.executable, ["-c", sys.argv[1]])
app.exec()
sleeper.waitForFinished()
"""

_SLEEPER = """
import time
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection
from sdm_app.ui.lock.session import Session

app = QCoreApplication([])
bus = QDBusConnection.sessionBus()
session = Session(app, bus, bus)
session.went_away.connect(lambda: print("covered", flush=True))
session.listen()
time.sleep(0.5)
session.on_sleep(True)
time.sleep(0.5)
"""


@needs_bus
def test_sleep_waits_until_the_screen_is_covered() -> None:
    run = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", _LOGIN, _SLEEPER],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )

    assert run.stdout.split("\n")[:3] == ["sleep delay", "covered", "released"]


def test_without_a_bus_nothing_is_heard_and_nothing_breaks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from PySide6.QtDBus import QDBusConnection

    holder = QObject()
    nowhere = QDBusConnection("there is no such connection")

    Session(holder, nowhere, nowhere).listen()
