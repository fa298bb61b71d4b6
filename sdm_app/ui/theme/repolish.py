"""Makes the style sheet look again at a widget whose dynamic property changed."""

from PySide6.QtWidgets import QWidget


def repolish(widget: QWidget) -> None:
    """Apply the style sheet's rules for the widget's properties as they are now."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
