"""Keeps the keyboard where it was when a part of a page is built anew."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget


def focused_name(container: QWidget) -> str:
    """The object name of the widget in the container that has the keyboard; empty when none has.

    Also while another window is in front: the keyboard comes back with this one.
    """
    widget = container.window().focusWidget()
    inside = widget is not None and container.isAncestorOf(widget)
    return widget.objectName() if inside and widget is not None else ""


def focus_again(container: QWidget, name: str) -> None:
    """Give the keyboard to the new widget of that name."""
    if not name:
        return
    widget = container.findChild(QWidget, name)
    if isinstance(widget, QWidget) and widget.isEnabled():
        # A new widget is shown, and can be focused, only after the events under way.
        QTimer.singleShot(0, widget, widget.setFocus)
