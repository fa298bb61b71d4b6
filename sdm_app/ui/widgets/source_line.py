"""A line about a source, which can be selected and copied."""

from PySide6.QtCore import Qt

from sdm_app.ui.text import PlainLabel


def source_line(words: str, role: str, source_ids: str) -> PlainLabel:
    """The line in a text role; `source_ids` say what it is about."""
    label = PlainLabel(words, role)
    label.setProperty("sourceIds", source_ids)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setAccessibleName(words)
    return label
