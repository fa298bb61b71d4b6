"""How the parts of the window stand: one below the other, with room beside the pages."""

from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget


def lay_out(window: QMainWindow, parts: tuple[QWidget, QWidget, QWidget, QWidget]) -> QHBoxLayout:
    """Put bar, notice, pages and footer into a window; the row that the pages stand in."""
    bar, notice, pages, footer = parts
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    middle = QHBoxLayout()
    middle.setSpacing(0)
    middle.addWidget(pages, 1)
    column.addWidget(bar)
    column.addWidget(notice)
    column.addLayout(middle, 1)
    column.addWidget(footer)
    window.setCentralWidget(inner)
    return middle
