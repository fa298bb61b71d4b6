"""Word from another thread: it comes in the window's, or not at all."""

from threading import Thread, current_thread, main_thread

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from sdm_app.ui.courier import courier


def told(to: QObject, heard: list[Thread]) -> None:
    """Send word from a thread of its own, and wait until it was sent."""
    carrier = courier()
    sender = Thread(target=lambda: carrier.call(to, lambda: heard.append(current_thread())))
    sender.start()
    sender.join()


def test_word_comes_in_the_windows_thread(qtbot: QtBot) -> None:
    heard: list[Thread] = []
    told(QObject(courier()), heard)

    qtbot.waitUntil(lambda: bool(heard))

    assert heard == [main_thread()]


def test_one_who_is_gone_is_not_told(qtbot: QtBot) -> None:
    heard: list[Thread] = []
    gone, here = QObject(), QObject(courier())
    told(gone, heard)
    delete(gone)
    told(here, heard)

    qtbot.waitUntil(lambda: bool(heard))

    assert len(heard) == 1
