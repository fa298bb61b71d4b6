"""Holds the clinic's directory for the window, and keeps its changes beside it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from sdm_app.domain.services import Directory
from sdm_app.records import Records, RecordsError
from sdm_app.records.clinic_document import PAYLOAD
from sdm_app.ui.asking import Asking
from sdm_app.ui.directory.listed import DOCUMENT, Clashed, Listed, keep_listed, read_listed


class Asker(Protocol):
    """Who wants something kept; not told once it is gone from the screen."""

    def show_kept(self) -> None:
        """It is kept."""
        ...

    def show_not_kept(self, sentence: str) -> None:
        """Nothing was kept; the sentence says why."""
        ...

    def choose(self, clashed: Clashed) -> None:
        """Nothing was kept, because others changed the same."""
        ...


class ServicesInUse(QObject):
    """`changed` comes when the list is another one; `listed` is the last that was read or kept.

    What cannot be read leaves the list as it was, and `fault` says why.
    """

    changed = Signal()

    def __init__(self, records: Records, parent: QObject) -> None:
        super().__init__(parent)
        self._asking = Asking(records, self)
        self.listed = Listed()
        self.fault = ""

    @property
    def is_busy(self) -> bool:
        """Whether something is still being read or kept."""
        return self._asking.is_open

    def read(self) -> None:
        """Read the list again; nothing waits for it."""
        self._asking.ask(read_listed, self._use, self._on_not_read, waits=False)

    def hear(self, what: frozenset[str]) -> None:
        """Read again when the list changed at another workstation, or anything may have."""
        if what & {"", f"{PAYLOAD}{DOCUMENT}"}:
            self.read()

    def keep(self, base: Listed, mine: Directory, staff: str, asker: Asker) -> None:
        """Keep what somebody made of the list that they saw, and tell the asker how it went."""

        def on_answer(answer: Listed | Clashed) -> None:
            self._use(answer.now if isinstance(answer, Clashed) else answer)
            if not isValid(asker):
                return
            if isinstance(answer, Clashed):
                asker.choose(answer)
            else:
                asker.show_kept()

        def on_not_kept(fault: RecordsError) -> None:
            if isValid(asker):
                asker.show_not_kept(str(fault))

        self._asking.ask(
            lambda records: keep_listed(records, base, mine, staff), on_answer, on_not_kept
        )

    def _use(self, listed: Listed) -> None:
        is_other = listed != self.listed or bool(self.fault)
        self.listed, self.fault = listed, ""
        if is_other:
            self.changed.emit()

    def _on_not_read(self, fault: RecordsError) -> None:
        self.fault = str(fault)
        self.changed.emit()
