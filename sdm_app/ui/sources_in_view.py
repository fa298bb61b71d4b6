"""Which sources the numbers in view rest on."""

from PySide6.QtWidgets import QWidget


def sources_in_view(widget: QWidget | None) -> str:
    """The ids of every visible number's sources, space-joined, each once; empty for none."""
    found: dict[str, None] = {}
    if widget is None:
        return ""
    for child in widget.findChildren(QWidget):
        ids = child.property("sourceIds")
        if ids and child.isVisibleTo(widget):
            found.update(dict.fromkeys(str(ids).split()))
    return " ".join(found)
