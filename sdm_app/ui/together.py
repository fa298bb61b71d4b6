"""Several people, several windows: keeps list and visit live, and says who is where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from sdm_app.ui.also_open import BEAT_MS, AlsoOpen
from sdm_app.ui.asking import Asking
from sdm_app.ui.choosing import Choosing
from sdm_app.ui.live import Live

if TYPE_CHECKING:
    from collections.abc import Callable

    from sdm_app.ui.desk import Desk
    from sdm_app.ui.main_window import MainWindow

_TYPED_IN = (QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)


class Together(QObject):
    """Joins a window to the others at the clinic's server; on a file there are none.

    `read_list` reads today's list of a desk anew.
    """

    def __init__(self, window: MainWindow, desk: Desk, read_list: Callable[[Desk], None]) -> None:
        super().__init__(window)
        self._window, self._desk, self._read_list = window, desk, read_list
        self._controller = desk.controller
        self._asking = Asking(desk.records, self)
        self._also_open = AlsoOpen(desk.records, self)
        self._also_open.others.connect(window.notice.show_also_open)
        self.live = Live(desk.records, self)
        self.live.changed.connect(self._on_changed)
        self.live.troubled.connect(self._on_troubled)
        self._choosing = Choosing(window, desk.controller)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)
        # Nobody tells that a workstation went away without a word.
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self.read_places)
        self._timer.start()

    def watch(self, encounter: str) -> None:
        """The visit that is open from now on; none when empty."""
        self._also_open.watch(encounter)
        if not encounter:
            self.read_places()

    def leave(self) -> None:
        """The window closes: nothing is open here any more, and nothing is heard."""
        focused = self._window.focusWidget()
        if focused is not None:
            # What is half typed in a field is told when the field is left.
            focused.clearFocus()
        self._timer.stop()
        self.live.stop()
        self._also_open.watch("")

    def read_places(self) -> None:
        """Look where visits of the list are open, if the list is in view."""
        if self._controller.visit is None:
            self._asking.ask(
                lambda records: records.open_elsewhere(),
                self._window.pages.today.show_open_at,
                lambda _fault: None,  # saving says that the server is away
            )

    def _on_changed(self, what: frozenset[str]) -> None:
        visit = self._controller.visit
        if visit is None:
            self._read_list(self._desk)
            self.read_places()
        elif what & {visit.encounter.id, ""}:
            self._controller.take_in(visit.encounter.id)
            self._also_open.tell()

    def _on_troubled(self, sentence: str) -> None:
        self._window.notice.show_trouble("news", sentence)

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        # A dialog over a field does not end what was begun in it: the field tells when it is left.
        if isinstance(now, _TYPED_IN) and self._window.pages.isAncestorOf(now):
            self._controller.type_begins()
        elif now is not None:
            self._controller.type_ends()
