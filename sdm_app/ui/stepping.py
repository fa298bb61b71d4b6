"""Goes from step to step of the open visit, and out of it at either end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QShortcut

from sdm_app.ui.flow import step_after, step_before
from sdm_app.ui.keys import step_keys

if TYPE_CHECKING:
    from sdm_app.ui.unsaved import Unsaved
    from sdm_app.ui.visit_controller import VisitController


class Stepping(QObject):
    """What back, next and the steps' keys do; `left` comes when the visit is left or finished."""

    left = Signal()

    def __init__(self, unsaved: Unsaved, parent: QObject) -> None:
        super().__init__(parent)
        self._unsaved = unsaved
        self._controller: VisitController | None = None

    def use_controller(self, controller: VisitController) -> None:
        """Step through the visits of a controller."""
        self._controller = controller

    def open_step(self, step: str) -> None:
        """Open a step of the open visit; without one nothing happens."""
        if self._controller is not None and self._controller.visit is not None:
            self._controller.step_opened(step)

    def open_step_of_key(self) -> None:
        """Open the step whose key was pressed."""
        shortcut = self.sender()
        if isinstance(shortcut, QShortcut):
            self.open_step(step_keys()[shortcut.key().toString()])

    def back(self) -> None:
        """Open the step before; before the first one the visit is left, saved as it is."""
        if self._controller is None or self._controller.visit is None:
            return
        before = step_before(str(self._controller.visit.encounter.step))
        if before is None:
            self.left.emit()
        else:
            self.open_step(before)

    def next(self) -> None:
        """Open the step after; after the last one the visit is finished and left, once saved."""
        if self._controller is None or self._controller.visit is None:
            return
        after = step_after(str(self._controller.visit.encounter.step))
        if after is not None:
            self.open_step(after)
            return
        self._controller.visit_finished()
        visit = self._controller.visit
        if visit is not None and visit.encounter.finished and not self._unsaved.is_asking:
            self.left.emit()
