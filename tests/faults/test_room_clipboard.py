"""F59: what is copied stays out of histories, and does not stay for long."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sdm_app.ui.clipboard import CLEAR_AFTER_MS, PrivateClipboard, secret_data
from sdm_app.ui.desk import Desk
from sdm_app.ui.main_window import MainWindow
from tests.ui.staff import Screen

NOTE = "Back pain, new episode.\nGoal: ZQXJGOAL"


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[PrivateClipboard]:
    clipboard = PrivateClipboard(qapp)
    yield clipboard
    qapp.clipboard().clear()
    clipboard.deleteLater()


def on_clipboard() -> str:
    return QApplication.clipboard().text()


def test_a_copy_is_marked_so_that_no_history_keeps_it() -> None:
    data = secret_data(NOTE)

    windows = 'application/x-qt-windows-mime;value="{}"'
    assert data.text() == NOTE
    assert data.data("x-kde-passwordManagerHint") == b"secret"
    assert data.hasFormat(windows.format("ExcludeClipboardContentFromMonitorProcessing"))
    for name in ("CanIncludeInClipboardHistory", "CanUploadToCloudClipboard"):
        assert data.data(windows.format(name)) == b"\x00\x00\x00\x00", "a DWORD of 0"


def test_the_marks_are_on_the_clipboard_itself(clipboard: PrivateClipboard) -> None:
    clipboard.copy_private(NOTE)

    kept = QApplication.clipboard().mimeData()
    assert kept is not None
    assert kept.data("x-kde-passwordManagerHint") == b"secret"


def test_a_copy_is_gone_after_thirty_seconds(clipboard: PrivateClipboard) -> None:
    clipboard.copy_private(NOTE)
    assert on_clipboard() == NOTE
    assert clipboard._timer.interval() == CLEAR_AFTER_MS == 30_000
    assert clipboard._timer.isActive()

    clipboard._timer.timeout.emit()

    assert on_clipboard() == ""


def test_the_thirty_seconds_do_pass(qtbot: QtBot, clipboard: PrivateClipboard) -> None:
    clipboard._timer.setInterval(20)
    clipboard.copy_private(NOTE)

    qtbot.waitUntil(lambda: on_clipboard() == "")


def test_what_somebody_copied_meanwhile_is_theirs(clipboard: PrivateClipboard) -> None:
    clipboard.copy_private(NOTE)
    theirs = QMimeData()
    theirs.setText("a telephone number")
    QApplication.clipboard().setMimeData(theirs)

    clipboard.clear_if_ours()

    assert on_clipboard() == "a telephone number"


def test_line_ends_of_another_system_are_still_ours(clipboard: PrivateClipboard) -> None:
    clipboard.copy_private(NOTE)
    QApplication.clipboard().setText(NOTE.replace("\n", "\r\n"))

    clipboard.clear_if_ours()

    assert on_clipboard() == ""


def test_the_text_itself_is_not_remembered(clipboard: PrivateClipboard) -> None:
    clipboard.copy_private(NOTE)

    assert "ZQXJGOAL" not in repr(vars(clipboard))


def test_a_copy_is_gone_at_the_end_of_the_program(
    qapp: QApplication, clipboard: PrivateClipboard
) -> None:
    clipboard.copy_private(NOTE)

    qapp.aboutToQuit.emit()

    assert on_clipboard() == ""


def test_the_chart_note_is_gone_when_the_screen_locks(opened: tuple[MainWindow, Desk]) -> None:
    window, desk = opened
    screen = Screen(window)
    screen.sign_in("Cleo Clinician")
    desk.controller.start_visit("J.D.", 1980, "rooming")
    window.copy_chart_note()
    assert on_clipboard()

    screen.lock()

    assert on_clipboard() == ""


def test_the_chart_note_may_be_pasted_after_the_visit_and_goes_with_the_next(
    opened: tuple[MainWindow, Desk],
) -> None:
    window, desk = opened
    desk.controller.start_visit("J.D.", 1980, "rooming")
    window.copy_chart_note()

    window.show_list()
    assert on_clipboard(), "the record it is for is another program's, and opened now"
    desk.controller.start_visit("B.B.", 1990, "rooming")

    assert on_clipboard() == ""


_COPIER = """
import sys
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication
from sdm_app.ui.clipboard import PrivateClipboard

app = QApplication([])
clipboard = PrivateClipboard(app)
clipboard.copy_private(sys.argv[1])
app.clipboard().setText(sys.argv[1], QClipboard.Mode.Selection)
clipboard._timer.setInterval(int(sys.argv[2]))
clipboard._timer.start()
clipboard._timer.timeout.connect(lambda: print("cleared", flush=True))
print("copied", flush=True)
app.exec()
"""

_READER = """
from PySide6.QtCore import QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

app = QApplication([])
clipboard = app.clipboard()
modes = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
print(repr([clipboard.text(mode) for mode in modes]), flush=True)
"""


@pytest.fixture
def display() -> Iterator[str]:
    """A display of the test's own."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "800x600x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as numbers:
        yield f":{numbers.readline().strip()}"
    server.terminate()
    server.wait()


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="there is no Xvfb here")
def test_another_program_can_paste_it_and_soon_cannot(display: str) -> None:
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }

    def pasted() -> str:
        return subprocess.run(
            [sys.executable, "-c", _READER],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout.strip()

    copier = subprocess.Popen(
        [sys.executable, "-c", _COPIER, "ZQXJNOTE", "4000"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert copier.stdout is not None
        assert copier.stdout.readline() == "copied\n"
        began = time.monotonic()
        assert pasted() == "['ZQXJNOTE', 'ZQXJNOTE']"
        assert time.monotonic() - began < 4, "the reader was in time"
        assert copier.stdout.readline() == "cleared\n"
        assert pasted() == "['', '']"
    finally:
        copier.kill()
        copier.communicate()
