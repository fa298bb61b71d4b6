"""News from the thread that listens: it comes in the window's, or not at all."""

from collections.abc import Callable
from threading import Thread, current_thread, main_thread

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from sdm_app.records import Records
from sdm_app.ui.courier import courier
from sdm_app.ui.live import Live


class Listening(Records):
    """Records whose news a test tells, from a thread of its own."""

    def __init__(self) -> None:
        pass

    def watch(
        self,
        changed: Callable[[str], None],
        told: Callable[[str], None] = lambda _sentence: None,
    ) -> Callable[[], None]:
        self.changed, self.told = changed, told
        return lambda: None

    def tell(self, what: str, sentence: str) -> None:
        """Both, in another thread, and wait until they were told."""

        def both() -> None:
            self.changed(what)
            self.told(sentence)

        teller = Thread(target=both)
        teller.start()
        teller.join()


@pytest.fixture
def listening() -> Listening:
    return Listening()


def test_changes_that_come_together_are_told_as_one(qtbot: QtBot, listening: Listening) -> None:
    live = Live(listening, courier())
    heard: list[object] = []
    said: list[str] = []
    live.changed.connect(heard.append)
    live.troubled.connect(said.append)

    listening.tell("e1", "late")
    listening.tell("e2", "")
    qtbot.waitUntil(lambda: bool(heard))

    assert heard == [frozenset({"e1", "e2"})]
    assert said == ["late", ""]


def test_the_thread_that_listens_emits_nothing_of_a_window_that_may_be_going(
    qtbot: QtBot, listening: Listening
) -> None:
    """A signal of what is just being deleted, emitted in another thread, ends the process."""
    live = Live(listening, courier())
    where: list[Thread] = []
    at_once = Qt.ConnectionType.DirectConnection
    live.troubled.connect(lambda _sentence: where.append(current_thread()), at_once)

    listening.tell("e1", "late")
    qtbot.waitUntil(lambda: bool(where))

    assert where == [main_thread()]


def test_news_for_a_window_that_is_gone_reaches_nobody(qtbot: QtBot, listening: Listening) -> None:
    live = Live(listening, courier())
    marks: list[str] = []
    said: list[str] = []
    live.troubled.connect(said.append)
    listening.tell("e1", "late")
    delete(live)

    courier().call(courier(), lambda: marks.append("later"))
    qtbot.waitUntil(lambda: bool(marks))

    assert said == []
