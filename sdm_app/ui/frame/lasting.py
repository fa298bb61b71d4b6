"""The strip that says what lasts, how far it is, and ends it where that is safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QProgressBar, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.records.lasting import Stage
from sdm_app.ui.flow import N_
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMainWindow

    from sdm_app.records.lasting import Work

LOOK_EVERY_MS = 250
PATIENCE_LOOKS = 4
"""What is over within a second is not told of."""

_BELOW_NOTICE = 2
_WHOLE = 1000
_WORDS = {
    Stage.COPYING: N_("Backing up the records: they are being copied."),
    Stage.READING: N_("Backing up the records: the copy is being read again."),
    Stage.CHANGING: N_(
        "The records are being brought to this version. This is not stopped half-way; if the"
        " computer stops, they are as they were."
    ),
}


class Lasting(QFrame):
    """Stands below the notice of a window while a `Work` lasts that it was given to watch."""

    def __init__(self, window: QMainWindow, is_in_the_way: Callable[[], bool]) -> None:
        """Make it, out of sight.

        Args:
            window: where it stands.
            is_in_the_way: whether it is not to be seen now, such as in a visit.
        """
        super().__init__()
        self.setObjectName("lasting")
        self.setProperty("surface", "top")
        self._is_in_the_way = is_in_the_way
        self._work: Work | None = None
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 24, 6)
        row.setSpacing(16)
        self.words = PlainLabel("", "body")
        self.words.setObjectName("lasting-words")
        row.addWidget(self.words, 3)
        self.bar = QProgressBar()
        self.bar.setObjectName("lasting-bar")
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(10)
        self.bar.setProperty("numberKind", "progress")
        row.addWidget(self.bar, 1)
        self.cancel = plain(_("Stop the backup"))
        self.cancel.setObjectName("lasting-stop")
        self.cancel.setMinimumHeight(44)
        self.cancel.clicked.connect(self._on_stop_clicked)
        row.addWidget(self.cancel)
        self.hide()
        middle: QWidget | None = window.centralWidget()
        column = None if middle is None else middle.layout()
        assert isinstance(column, QBoxLayout)
        column.insertWidget(_BELOW_NOTICE, self)

    def watch(self, work: Work) -> None:
        """Tell of this work from now on, once it lasts."""
        self._work, self._looks = work, 0
        self._timer.start()

    def end(self) -> None:
        """Tell of it no more: it is over."""
        self._timer.stop()
        self._work = None
        self.hide()

    def _look(self) -> None:
        work = self._work
        if work is None:
            return
        words = _WORDS.get(work.stage)
        self._looks = self._looks + 1 if words else 0
        if words is None or self._looks < PATIENCE_LOOKS or self._is_in_the_way():
            self.hide()
            return
        self.words.set_text(_(words))
        self.bar.setAccessibleName(_(words))
        part = work.part()
        # Without a whole it only shows that something is done.
        self.bar.setRange(0, 0 if part is None else _WHOLE)
        self.bar.setValue(0 if part is None else round(part * _WHOLE))
        self.cancel.setVisible(work.stage is not Stage.CHANGING)
        self.cancel.setEnabled(not work.is_halted)
        self.show()

    def _on_stop_clicked(self) -> None:
        if self._work is not None:
            self._work.halt()
            self.cancel.setEnabled(False)
