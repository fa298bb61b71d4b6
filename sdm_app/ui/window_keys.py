"""The keys that work in the whole window, and what each does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdm_app.ui.keys import add_shortcuts, step_keys

if TYPE_CHECKING:
    from PySide6.QtGui import QShortcut

    from sdm_app.ui.main_window import MainWindow


def window_shortcuts(window: MainWindow) -> list[QShortcut]:
    """Add them to a window; hiding the screen switches them off."""
    table = (
        ("Alt+Left", window.stepping.back),
        ("Alt+Right", window.stepping.next),
        ("Alt+0", window.show_list),
        ("Ctrl+N", window.ask_new_visit),
        ("Ctrl+F", window.find_visit),
        ("Ctrl+P", window.print_plan),
        ("Ctrl+Z", window.undo),
        ("Ctrl+Shift+N", window.copy_chart_note),
        ("F1", window.show_sources_in_view),
        ("Ctrl++", window.adjusting.make_larger),
        ("Ctrl+=", window.adjusting.make_larger),
        ("Ctrl+-", window.adjusting.make_smaller),
        ("Ctrl+Shift+C", window.adjusting.change_contrast),
    )
    steps = tuple((keys, window.stepping.open_step_of_key) for keys in step_keys())
    return add_shortcuts(window, table + steps)
