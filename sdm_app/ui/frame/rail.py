"""The rail on the left: the seven steps, today's visits and the chart note."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.flow import STEPS, title_of
from sdm_app.ui.text import set_tip

LIST_ENTRY = "today"
NOTE_ENTRY = "chart-note"
_SCROLL_BAR = 12
_GAP = 8
"""Pixels between a mark and its words."""


class Rail(QScrollArea):
    """Numbered steps, ticked when done; each opens at any time."""

    step_requested = Signal(str)
    list_requested = Signal()
    note_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = QWidget()
        self._inner.setProperty("surface", "rail")
        self._inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(4)
        self._buttons: dict[str, QPushButton] = {}
        self._done: frozenset[str] = frozenset()
        self._current = ""
        for number, step in enumerate(STEPS, start=1):
            button = self._add(step.id, title_of(step.id), f"Alt+{number}", checkable=True)
            button.clicked.connect(self._on_step_clicked)
        divider = QFrame()
        divider.setProperty("surface", "divider")
        self._column.addWidget(divider)
        today = self._add(LIST_ENTRY, _("Today’s visits"), "Alt+0")
        today.clicked.connect(self.list_requested)
        note = self._add(NOTE_ENTRY, _("Chart note"), "Ctrl+Shift+N")
        set_tip(note, _("Copy the chart note to the clipboard") + " (Ctrl+Shift+N)")
        note.clicked.connect(self.note_requested)
        self._column.addStretch(1)
        self.setWidget(self._inner)
        self.draw_anew()

    def show_steps(self, current: str, done: frozenset[str]) -> None:
        """Mark the open step and tick those that are done."""
        if (current, done) != (self._current, self._done):
            self._current, self._done = current, done
            self._draw()

    def draw_anew(self) -> None:
        """Draw the marks again after colours or the size of text changed."""
        self._draw()
        width = self._inner.sizeHint().width() + max(map(_bolder, self._buttons.values()))
        self.setFixedWidth(max(width + _SCROLL_BAR, 216))

    def _add(self, name: str, words: str, key: str, checkable: bool = False) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(f"rail-{name}")
        button.setProperty("kind", "rail")
        button.setProperty("numberKind", "progress")
        button.setProperty("entry", name)
        button.setCheckable(checkable)
        button.setAccessibleName(words)
        set_tip(button, f"{words} ({key})")
        self._buttons[name] = button
        self._column.addWidget(button)
        return button

    def _draw(self) -> None:
        size = round(self.fontMetrics().height() * 1.1)
        for number, step in enumerate(STEPS, start=1):
            button = self._buttons[step.id]
            done = step.id in self._done and step.id != self._current
            button.setChecked(step.id == self._current)
            button.setIcon(self._mark("✓" if done else str(number), done, size))
            button.setIconSize(QSize(size + _GAP, size))
            state = _("done") if step.id in self._done else _("open")
            button.setAccessibleName(
                _("Step {number}, {title}, {state}").format(
                    number=number, title=title_of(step.id), state=state
                )
            )
        for name, sign in ((LIST_ENTRY, "☰"), (NOTE_ENTRY, "✎")):
            self._buttons[name].setIcon(self._mark(sign, False, size))
            self._buttons[name].setIconSize(QSize(size + _GAP, size))

    def _mark(self, sign: str, filled: bool, size: int) -> QIcon:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round((size + _GAP) * ratio), round(size * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(0, 0, 0, 0))
        palette = self.palette()
        accent = palette.color(QPalette.ColorRole.Highlight)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(accent if filled else palette.color(QPalette.ColorRole.Mid), 1.5))
        painter.setBrush(accent if filled else palette.color(QPalette.ColorRole.Base))
        circle = QRectF(1, 1, size - 2, size - 2)
        painter.drawEllipse(circle)
        font = self.font()
        font.setPixelSize(round(size * 0.55))
        font.setBold(True)
        painter.setFont(font)
        sign_role = QPalette.ColorRole.HighlightedText if filled else QPalette.ColorRole.Text
        painter.setPen(palette.color(sign_role))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, sign)
        painter.end()
        return QIcon(picture)

    def _on_step_clicked(self) -> None:
        button = self.sender()
        self._draw()
        if button is not None:
            self.step_requested.emit(button.property("entry"))


def _bolder(button: QPushButton) -> int:
    """How much wider the words of a button get once it is the open step."""
    button.ensurePolished()
    font = button.font()
    font.setBold(True)
    words = button.text()
    wide = QFontMetrics(font).horizontalAdvance(words)
    return max(0, wide - button.fontMetrics().horizontalAdvance(words))
