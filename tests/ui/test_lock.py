"""The lock: when it comes, what it covers, how it opens, and that the work behind it is kept."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from typing_extensions import override

from sdm_app.domain.vocabulary import Step
from sdm_app.ui.desk import Desk
from sdm_app.ui.lock.idle import GAP_SECONDS, Idle
from sdm_app.ui.lock.pin_pad import PinPad
from sdm_app.ui.lock.session import Session
from sdm_app.ui.main_window import MainWindow
from sdm_app.ui.pages.override_dialog import OverrideDialog
from tests.builders import pack, visit
from tests.faults.room import settle
from tests.ui.builders import found, open_window
from tests.ui.staff import PINS, Clocks, Screen

MINUTE, TEN_YEARS = 60.0, 10 * 365.25 * 86400.0


class SessionOfATest(QObject):
    """Stands in for the desktop's own bus."""

    went_away = Signal()

    def listen(self) -> None:
        """There is nothing to listen to."""


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[MainWindow, Desk]]:
    settle()
    window, desk = open_window(tmp_path / "visits.db")
    qtbot.addWidget(window)
    yield window, desk
    desk.records.close()


@pytest.fixture
def screen(opened: tuple[MainWindow, Desk]) -> Screen:
    """A locked screen, as it is when the program starts."""
    return Screen(opened[0])


@pytest.fixture
def in_visit(screen: Screen, opened: tuple[MainWindow, Desk]) -> Screen:
    """The clinician, in a visit on the step of what matters."""
    screen.sign_in("Cleo Clinician")
    controller = opened[1].controller
    controller.start_visit("ZQXJREF", 1980, "rooming")
    controller.step_opened("what-matters")
    settle()
    return screen


# When it comes.


@pytest.mark.parametrize(("seconds", "due"), [(299, False), (300, True), (301, True)])
def test_the_screen_is_due_after_five_minutes_without_a_touch(seconds: float, due: bool) -> None:
    clocks = Clocks()
    idle = clocks.idle()
    for _ in range(int(seconds // 50)):
        clocks.pass_seconds(50)
        assert idle.is_due(touched=False) is (clocks.steady - 1000 >= 300)
    clocks.pass_seconds(seconds % 50)

    assert idle.is_due(touched=False) is due


@pytest.mark.parametrize(("asked", "minutes"), [(0, 1), (1, 1), (12, 12), (30, 30), (99, 30)])
def test_the_clinic_sets_one_to_thirty_minutes(asked: int, minutes: int) -> None:
    clocks = Clocks()
    idle = clocks.idle(asked)
    looks = []
    for _ in range(minutes * 6):
        looks.append(idle.is_due(touched=False))
        clocks.pass_seconds(10)

    assert not any(looks)
    assert idle.is_due(touched=False)


def test_a_touch_begins_the_minutes_anew() -> None:
    clocks = Clocks()
    idle = clocks.idle()
    for _ in range(20):
        clocks.pass_seconds(59)
        assert not idle.is_due(touched=True)


@pytest.mark.parametrize("jump", [TEN_YEARS, -TEN_YEARS, 3600.0, -3600.0, GAP_SECONDS + 1])
def test_a_clock_that_jumps_locks_and_a_touch_right_after_it_does_not_help(jump: float) -> None:
    clocks = Clocks()
    idle = clocks.idle()
    clocks.pass_seconds(5)
    clocks.wall += jump  # set by somebody, or the computer slept and the steady clock stood still

    assert idle.is_due(touched=True)


@pytest.mark.parametrize("jump", [TEN_YEARS, -TEN_YEARS])
def test_after_a_jump_the_minutes_count_as_ever(jump: float) -> None:
    clocks = Clocks()
    idle = clocks.idle()
    clocks.wall += jump
    assert idle.is_due(touched=False)

    idle.begin()
    for _ in range(5):
        clocks.pass_seconds(59)
        assert not idle.is_due(touched=False)
    clocks.pass_seconds(59)
    assert idle.is_due(touched=False)


def test_a_clock_put_right_by_seconds_disturbs_nobody() -> None:
    clocks = Clocks()
    idle = clocks.idle()
    clocks.wall += GAP_SECONDS - 1

    assert not idle.is_due(touched=True)


def test_nobody_at_the_screen_locks_it(qtbot: QtBot, in_visit: Screen) -> None:
    in_visit.clocks.pass_seconds(5 * MINUTE)
    in_visit.at.locking._presence._timer.timeout.emit()

    assert in_visit.is_locked
    assert in_visit.door.isVisible()
    assert in_visit.rows.kinds()[-1] == "locked"


def test_keys_at_a_window_keep_it_open_and_the_touch_that_wakes_a_computer_does_not(
    in_visit: Screen,
) -> None:
    handle = in_visit.window.windowHandle()
    assert handle is not None
    for _ in range(10):
        in_visit.clocks.pass_seconds(59)
        QTest.keyClick(handle, Qt.Key.Key_Shift)
    assert not in_visit.is_locked

    in_visit.clocks.wall += 8 * 3600
    QTest.keyClick(handle, Qt.Key.Key_Shift)

    assert in_visit.is_locked


def test_a_dialog_is_watched_like_the_window(in_visit: Screen) -> None:
    in_visit.window.ask_new_visit()
    settle()
    dialog = found(in_visit.window, "new-visit-dialog").windowHandle()
    assert dialog is not None
    for _ in range(10):
        in_visit.clocks.pass_seconds(59)
        QTest.keyClick(dialog, Qt.Key.Key_Shift)

    assert not in_visit.is_locked


def test_the_session_that_is_locked_or_falls_asleep_locks_the_screen(
    opened: tuple[MainWindow, Desk],
) -> None:
    session = SessionOfATest()
    screen = Screen(opened[0], session=session)  # type: ignore[arg-type]
    screen.sign_in("Cleo Clinician")

    session.went_away.emit()

    assert screen.is_locked


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


# What it covers.


def test_nothing_is_seen_or_done_before_somebody_signs_in(
    screen: Screen, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened

    assert screen.is_locked
    window.ask_new_visit()

    assert window.findChild(QDialog, "new-visit-dialog") is None
    assert not window.pages.isVisible()
    assert desk.controller.visit is None


Opener = Callable[[MainWindow, str], None]


def open_nothing(_window: MainWindow, _canary: str) -> None:
    """The window alone."""


def open_new_visit(window: MainWindow, canary: str) -> None:
    window.ask_new_visit()
    field = found(window, "reference")
    assert isinstance(field, QLineEdit)
    field.setText(canary)


def open_override(window: MainWindow, canary: str) -> None:
    from sdm_app.domain.safety import assess

    dialog = OverrideDialog(pack().red_flags, assess(visit(findings={"fever": "yes"})), window)
    dialog.reason.setText(canary)
    dialog.open()


def open_message(window: MainWindow, canary: str) -> None:
    box = QMessageBox(window)
    box.setText(canary)
    box.setWindowModality(Qt.WindowModality.ApplicationModal)
    box.show()


def open_file_dialog(window: MainWindow, canary: str) -> None:
    dialog = QFileDialog(window, "Save", "", "PDF (*.pdf)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(f"{canary}.pdf")
    dialog.open()


def open_nested(window: MainWindow, canary: str) -> None:
    open_override(window, canary)
    settle()
    parent = QApplication.activeModalWidget()
    assert parent is not None
    inner = QDialog(parent)
    column = QVBoxLayout(inner)
    column.addWidget(QLineEdit(canary))
    inner.open()


def open_not_saved(window: MainWindow, canary: str) -> None:
    window.unsaved.dialog.show_reason(canary)


def open_menu(window: MainWindow, canary: str) -> None:
    menu = QMenu(window)
    menu.addAction(canary)
    menu.popup(window.mapToGlobal(QPoint(300, 300)))


def open_list(window: MainWindow, canary: str) -> None:
    box = QComboBox(window)
    box.setObjectName("list-of-a-test")
    box.addItem(canary)
    box.setGeometry(300, 300, 300, 40)
    box.show()
    box.showPopup()


def open_second_window(window: MainWindow, canary: str) -> None:
    """As the patient's own window: one that is no dialog."""
    other = QWidget(window, Qt.WindowType.Window)
    other.setObjectName("second-window")
    column = QVBoxLayout(other)
    column.addWidget(QLineEdit(canary))
    other.resize(400, 200)
    other.show()


OPENERS: list[Opener] = [
    open_nothing,
    open_new_visit,
    open_override,
    open_message,
    open_file_dialog,
    open_nested,
    open_not_saved,
    open_menu,
    open_list,
    open_second_window,
]


class PaintSpy(QObject):
    """Notes which widgets are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: set[QWidget] = set()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.painted.add(watched)
        return False


def pictures(window: MainWindow) -> list[QImage]:
    """The screen, and each window by itself as a recorder of windows would see it."""
    primary = QApplication.primaryScreen()
    # Beside the window the offscreen platform shows whatever was in memory.
    here = window.geometry() & primary.geometry()
    taken = [primary.grabWindow(0).toImage().copy(here)]
    windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    windows.sort(key=lambda window: (window.objectName(), window.width(), window.height()))
    return taken + [window.grab().toImage() for window in windows]


def belongs_to_cover(widget: QWidget) -> bool:
    """Whether a widget is a window itself, a sheet, the door, or in one of these."""
    if widget.isWindow():
        return True
    above: QWidget | None = widget
    while above is not None:
        if above.objectName() in ("hidden-screen", "door"):
            return True
        above = above.parentWidget()
    return False


@pytest.mark.parametrize("opener", OPENERS)
def test_locked_with_each_dialog_open_the_screen_shows_the_same_whoever_the_patient_is(
    qtbot: QtBot,
    tmp_path: Path,
    opener: Opener,
) -> None:
    QApplication.setCursorFlashTime(0)
    seen: list[list[QImage]] = []
    # The same letters, so that a box that fits itself to its words is as wide.
    for number, canary in enumerate(("KMHNZQ", "QZNHMK")):
        settle()
        window, desk = open_window(tmp_path / f"visits-{number}.db")
        screen = Screen(window)
        screen.sign_in("Cleo Clinician")
        desk.controller.start_visit(canary, 1980 - number, "rooming")
        desk.controller.step_opened("what-matters")
        desk.controller.goal_written(canary)
        opener(window, canary)
        settle()

        screen.at.locking.lock()
        settle()

        assert QApplication.activeModalWidget() is screen.door
        assert QApplication.activePopupWidget() is None
        spy = PaintSpy()
        QApplication.instance().installEventFilter(spy)  # type: ignore[union-attr]
        seen.append(pictures(window))
        QApplication.instance().removeEventFilter(spy)  # type: ignore[union-attr]
        stray = {widget for widget in spy.painted if not belongs_to_cover(widget)}
        assert not stray, stray
        assert spy.painted
        desk.records.close()
        screen.door.close()
        for dialog in window.findChildren(QDialog):
            dialog.hide()
        window.close()
        window.deleteLater()
        settle()

    first, second = seen
    assert len(first) == len(second)
    assert all(one == other for one, other in zip(first, second, strict=True))


def test_the_pictures_differ_while_the_screen_is_open(
    in_visit: Screen, opened: tuple[MainWindow, Desk]
) -> None:
    before = pictures(in_visit.window)
    opened[1].controller.step_opened("plan")
    settle()

    assert pictures(in_visit.window) != before


@pytest.mark.parametrize("opener", [open_new_visit, open_message, open_not_saved])
def test_a_dialog_that_opens_behind_the_lock_is_covered_and_the_door_stays_in_front(
    in_visit: Screen, opener: Opener
) -> None:
    in_visit.lock()

    if opener is open_new_visit:
        opened_later = QDialog(in_visit.window)
        QVBoxLayout(opened_later).addWidget(QLineEdit("ZQXJ"))
        opened_later.open()
    else:
        opener(in_visit.window, "ZQXJ")
    settle()

    assert QApplication.activeModalWidget() is in_visit.door
    for dialog in in_visit.window.findChildren(QDialog):
        if dialog.isVisible() and dialog is not in_visit.door:
            sheet = found(dialog, "hidden-screen")
            assert sheet.isVisible()
            assert sheet.geometry() == dialog.rect()
    in_visit.sign_in("Cleo Clinician")


def test_a_window_made_larger_while_it_is_locked_stays_covered(in_visit: Screen) -> None:
    in_visit.lock()

    in_visit.window.resize(1500, 900)
    settle()

    assert found(in_visit.window, "hidden-screen").geometry() == in_visit.window.rect()


def test_f12_and_escape_do_not_open_a_locked_screen(in_visit: Screen) -> None:
    in_visit.lock()

    for target in (in_visit.window, in_visit.door):
        for key in (Qt.Key.Key_F12, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Tab):
            QTest.keyClick(target, key)
    in_visit.window.hiding.toggle()

    assert in_visit.is_locked
    assert in_visit.door.isVisible()
    assert not in_visit.window.pages.isVisible()


def test_a_hidden_screen_that_is_locked_is_open_after_the_pin(in_visit: Screen) -> None:
    QTest.keyClick(in_visit.window, Qt.Key.Key_F12)
    assert in_visit.window.hiding.is_hidden

    in_visit.at.locking.lock()
    in_visit.sign_in("Cleo Clinician")

    assert in_visit.window.pages.isVisible()


def test_escape_at_a_hidden_dialog_keeps_what_was_typed(qtbot: QtBot, in_visit: Screen) -> None:
    open_new_visit(in_visit.window, "J.D.")
    dialog = found(in_visit.window, "new-visit-dialog")
    qtbot.waitUntil(lambda: bool(dialog.property("hasHideKey")))

    QTest.keyClick(dialog, Qt.Key.Key_F12)
    focused = dialog.focusWidget()
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is focused, "the keyboard cannot reach what is hidden"
    QTest.keyClick(dialog, Qt.Key.Key_F12)

    assert dialog.isVisible()
    assert found(dialog, "reference").text() == "J.D."  # type: ignore[attr-defined]
    assert found(dialog, "reference").isVisible()


def test_a_lock_in_a_dialog_inside_a_dialog_is_one_key_too(in_visit: Screen) -> None:
    open_nested(in_visit.window, "words")
    settle()

    in_visit.lock()


# How it opens.


def test_after_the_pin_everything_is_where_it_was_and_the_draft_is_kept(
    in_visit: Screen, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened
    draft = next(field for field in window.findChildren(QLineEdit) if field.isVisible())
    draft.setFocus()
    QTest.keyClicks(draft, "half a sen")
    before, focus = desk.controller.visit, window.focusWidget()

    in_visit.lock()
    in_visit.sign_in("Cleo Clinician")

    assert before is not None
    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.id == before.encounter.id
    assert desk.controller.visit.encounter.step is Step.WHAT_MATTERS
    assert draft.text() == "half a sen"
    assert draft.isVisible()
    assert window.focusWidget() is focus
    assert window.windowTitle() == "Backchoice"


def test_an_open_dialog_comes_back_with_what_was_typed(in_visit: Screen) -> None:
    open_override(in_visit.window, "half a reason")
    settle()

    in_visit.at.locking.lock()
    in_visit.sign_in("Cleo Clinician")

    reason = found(in_visit.window, "override-reason")
    assert reason.isVisible()
    assert reason.text() == "half a reason"  # type: ignore[attr-defined]


def test_the_next_person_gets_no_dialog_of_the_one_before(in_visit: Screen) -> None:
    open_override(in_visit.window, "half a reason")
    settle()

    in_visit.at.locking.lock()
    in_visit.sign_in("Finn Front")

    dialog = in_visit.window.findChild(QDialog, "override-dialog")
    assert dialog is None or not dialog.isVisible()


def test_the_one_who_was_here_is_chosen_already(in_visit: Screen) -> None:
    in_visit.lock()

    in_visit.type_pin(PINS["Cleo Clinician"])

    assert not in_visit.is_locked


def test_a_wrong_pin_does_not_say_which_part_was_wrong(screen: Screen) -> None:
    screen.choose("Cleo Clinician")
    screen.type_pin("4829")  # the admin's

    said = found(screen.door, "sign-in-fault").text()  # type: ignore[attr-defined]
    assert said == "Name and PIN do not go together. Try again."
    assert screen.is_locked
    assert found(screen.door, "pin").text() == ""  # type: ignore[attr-defined]


def test_after_three_wrong_pins_one_waits_and_is_told_how_long(
    qtbot: QtBot, screen: Screen
) -> None:
    screen.choose("Finn Front")
    for _ in range(3):
        screen.type_pin("1111")

    assert found(screen.door, "sign-in-fault").text() == "Next try in 1 s."  # type: ignore[attr-defined]
    assert not found(screen.door, "pin").isEnabled()
    qtbot.waitUntil(lambda: found(screen.door, "pin").isEnabled(), timeout=5000)
    screen.type_pin("9152")
    assert screen.is_locked, "by the store's clock, which stands still here, it is too soon"
    screen.clocks.pass_seconds(1)
    qtbot.waitUntil(lambda: found(screen.door, "pin").isEnabled(), timeout=5000)
    screen.type_pin("9152")
    assert not screen.is_locked


def test_another_person_need_not_wait_for_the_one_who_forgot(screen: Screen) -> None:
    screen.choose("Finn Front")
    for _ in range(3):
        screen.type_pin("1111")

    screen.sign_in("Cleo Clinician")


def test_a_finger_can_type_the_pin_and_every_target_is_large_enough(
    qtbot: QtBot, screen: Screen
) -> None:
    screen.choose("Ann Admin")
    small = [
        button.objectName()
        for button in screen.door.findChildren(QAbstractButton)
        if button.isVisible() and button.objectName() != "emergency"
        if button.width() < 44 or button.height() < 44
    ]
    assert not small

    for digit in PINS["Ann Admin"]:
        QTest.mouseClick(found(screen.door, f"pin-{digit}"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(found(screen.door, "pin-0"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(found(screen.door, "pin-back"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(found(screen.door, "pin-go"), Qt.MouseButton.LeftButton)

    assert not screen.is_locked


def test_everything_at_the_door_has_a_name_for_screen_readers(screen: Screen) -> None:
    for button in screen.door.findChildren(QAbstractButton):
        assert button.accessibleName(), button.objectName()
        assert button.objectName(), button.text()
    assert found(screen.door, "pin").accessibleName() == "PIN"


def test_the_pin_shows_as_dots_and_takes_only_digits(qtbot: QtBot) -> None:
    pad = PinPad()
    qtbot.addWidget(pad)
    given: list[str] = []
    pad.given.connect(given.append)

    QTest.keyClicks(pad.field, "4a8 2-9")
    QTest.keyClick(pad.field, Qt.Key.Key_Return)

    assert given == ["4829"]
    assert pad.field.displayText() != "4829"
    assert pad.field.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData


# An emergency.


def break_glass(screen: Screen, reason: str) -> None:
    QTest.mouseClick(found(screen.door, "emergency"), Qt.MouseButton.LeftButton)
    field = found(screen.door, "emergency-reason")
    field.clear()  # type: ignore[attr-defined]
    QTest.keyClicks(field, reason)
    QTest.mouseClick(found(screen.door, "emergency-go"), Qt.MouseButton.LeftButton)
    settle()


def test_an_emergency_opens_visits_with_a_reason_that_is_kept(
    in_visit: Screen, opened: tuple[MainWindow, Desk]
) -> None:
    window, desk = opened
    in_visit.lock()

    break_glass(in_visit, "too short")
    assert in_visit.is_locked
    assert "10 letters" in found(in_visit.door, "emergency-fault").text()  # type: ignore[attr-defined]
    break_glass(in_visit, "Eve Stone: cannot feel her legs")

    assert not in_visit.is_locked
    assert in_visit.rows.kinds()[-1] == "glass-broken"
    assert window.signed.person is None
    for step in Step:
        desk.controller.step_opened(str(step))
        assert found(window, "emergency-band").isVisible(), step
    desk.controller.findings_answered("saddle-numbness", "yes")
    assert desk.controller.visit is not None
    assert "saddle-numbness" in desk.controller.visit.encounter.findings


def test_an_emergency_ends_with_the_lock(in_visit: Screen, opened: tuple[MainWindow, Desk]) -> None:
    window, desk = opened
    in_visit.lock()
    break_glass(in_visit, "Eve Stone: cannot feel her legs")

    QTest.mouseClick(found(window, "end-emergency"), Qt.MouseButton.LeftButton)

    assert in_visit.is_locked
    assert in_visit.rows.kinds()[-2:] == ["glass-mended", "locked"]
    assert desk.controller.visit is None
    in_visit.sign_in("Finn Front")
    assert not found(window, "emergency-band").isVisible()
    assert not window.signed.may("clinical-steps")


def test_idle_is_a_plain_object_of_two_clocks() -> None:
    assert not Idle().is_due(touched=False)
