"""What happens when a change could not be kept: try again, print it, or go on without it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from sdm_app.i18n import gettext as _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from sdm_app.ui.not_saved import NotSavedDialog
    from sdm_app.ui.visit_controller import VisitController


class Unsaved(QObject):
    """Asks what to do with the change; `visit_lost` comes when no visit is left open."""

    print_requested = Signal(object)
    visit_lost = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._controller: VisitController | None = None

    @cached_property
    def dialog(self) -> NotSavedDialog:
        """What stops everything. Built when first needed."""
        from sdm_app.ui.not_saved import NotSavedDialog  # noqa: PLC0415

        dialog = NotSavedDialog(self._window)
        dialog.retry_requested.connect(self._on_retry)
        dialog.give_up_requested.connect(self._on_give_up)
        dialog.print_requested.connect(self._on_print)
        return dialog

    @property
    def is_asking(self) -> bool:
        """Whether a change still waits for an answer."""
        return "dialog" in self.__dict__ and self.dialog.isVisible()

    def watch(self, controller: VisitController) -> None:
        """Open whenever the controller could not keep a change."""
        self._controller = controller
        controller.not_saved.connect(self._on_not_saved)

    def show_fault(self, kind: str) -> None:
        """Stop and say that an action was broken off by a fault of the program."""
        self.dialog.show_reason(
            _("A fault in the program ({kind}) broke off the last action.").format(kind=kind)
        )

    def _on_not_saved(self, reason: str) -> None:
        self.dialog.show_reason(reason)

    def _on_retry(self) -> None:
        if self._controller is None or self._controller.try_again():
            self.dialog.accept()

    def _on_give_up(self) -> None:
        self.dialog.accept()
        if self._controller is not None:
            self._controller.give_up_change()
            if self._controller.visit is None:
                self.visit_lost.emit()

    def _on_print(self) -> None:
        visit = self._controller.visit_to_print if self._controller else None
        if visit is not None:
            self.print_requested.emit(visit)
