"""Every action of the window from the keyboard."""

from collections.abc import Callable, Iterable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from sdm_app.ui.flow import STEPS

Table = Iterable[tuple[str, Callable[[], object]]]


def add_shortcuts(window: QWidget, table: Table) -> list[QShortcut]:
    """Shortcuts of a window, each calling a bound method."""
    shortcuts = []
    for keys, slot in table:
        shortcut = QShortcut(QKeySequence(keys), window)
        shortcut.activated.connect(slot)
        shortcuts.append(shortcut)
    return shortcuts


def step_keys() -> dict[str, str]:
    """The keys that open each step: Alt and its number on the rail."""
    return {f"Alt+{number}": step.id for number, step in enumerate(STEPS, start=1)}
