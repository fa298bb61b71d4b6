"""What every page of a visit promises the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sdm_app.i18n import gettext as _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from sdm_app.domain.visit import Visit


class Page(QWidget):
    """A step of the visit. It shows a visit and tells what was done; it keeps no clinical state."""

    source_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.title())

    def title(self) -> str:
        """What a screen reader calls the page."""
        return ""

    def show_visit(self, visit: Visit) -> None:
        """Render the visit; called only while the page is visible."""

    def next_label(self) -> str:
        """The words on the button that leads on."""
        return _("Next")

    def footer_note(self) -> str:
        """What the footer says in place of the content's version; empty for that."""
        return ""

    def handle_key(self, event: QKeyEvent) -> bool:
        """Act on a key that nothing else took; whether it was for this page."""
        return False
