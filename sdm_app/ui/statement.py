"""Shows what the program is for: when asked, at the first run, and when it was changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from sdm_app.domain.content import PackInfo
    from sdm_app.ui.looks import Looks


class Statement(QObject):
    """The statement of intended use over a window, and whether it was read."""

    def __init__(self, looks: Looks, window: QWidget) -> None:
        super().__init__(window)
        self._looks, self._window = looks, window
        self._info: PackInfo | None = None

    def use_info(self, info: PackInfo) -> None:
        """Show this content's statement from now on."""
        self._info = info

    def show_statement(self) -> None:
        """Show it; nothing before the content is loaded."""
        if self._info is None:
            return
        # Imported here: the window's first frame does not show it.
        from sdm_app.ui.about import AboutDialog  # noqa: PLC0415
        from sdm_app.ui.widgets.form import open_once  # noqa: PLC0415

        dialog = AboutDialog(self._info, self._window)
        dialog.read.connect(self._on_read)
        open_once(dialog)

    def show_unless_read(self) -> None:
        """Show it to who has not read it as it stands now."""
        if self._looks.settings.statement_read != self._mark():
            self.show_statement()

    def _mark(self) -> str:
        from sdm_app.ui.content_words import statement_mark  # noqa: PLC0415

        return statement_mark(self._info) if self._info else ""

    def _on_read(self) -> None:
        self._looks.use(replace(self._looks.settings, statement_read=self._mark()))
