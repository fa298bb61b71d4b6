"""Makes the window's text larger or smaller and changes its contrast, by button and by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from sdm_app.ui.looks import Looks
    from sdm_app.ui.main_window import MainWindow


class Adjusting(QObject):
    """What the controls of the top bar do to the look of everything."""

    def __init__(self, looks: Looks, window: MainWindow) -> None:
        super().__init__(window)
        self._looks, self._window = looks, window
        window.top_bar.text_smaller_requested.connect(self.make_smaller)
        window.top_bar.text_larger_requested.connect(self.make_larger)
        window.top_bar.contrast_requested.connect(self.change_contrast)

    def make_larger(self) -> None:
        """The next size of text, up to 200 percent."""
        self._looks.step_text(1)
        self._redraw()

    def make_smaller(self) -> None:
        """The size before, down to 100 percent."""
        self._looks.step_text(-1)
        self._redraw()

    def change_contrast(self) -> None:
        """From light to dark to high contrast and round again."""
        self._looks.next_contrast()
        self._redraw()

    def _redraw(self) -> None:
        self._window.rail.draw_anew()
        self._window.top_bar.arrange_anew()
