"""A big button whose words wrap, with a smaller mark beside or below them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QWidget

from sdm_app.ui.overriding import override
from sdm_app.ui.text import PlainLabel

TOUCH_PIXELS = 48
"""The least height: a finger finds it."""


class ChoiceButton(QPushButton):
    """One of several big answers. `words` says what it is; `mark` is a key hint or a rank."""

    def __init__(self, *, stacked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("kind", "choice")
        self.words = PlainLabel("", "heading", self)
        self.mark = PlainLabel("", "muted", self)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.addWidget(self.words, 1)
        self._box.addWidget(self.mark)
        self.mark.setWordWrap(stacked)
        for label in (self.words, self.mark):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_stacked(stacked)

    def set_stacked(self, stacked: bool) -> None:
        """Put the mark below the words, both centred, or at their side."""
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.TopToBottom if stacked else direction.LeftToRight)
        middle = Qt.AlignmentFlag.AlignCenter
        start = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        self.words.setAlignment(middle if stacked else start)
        self.mark.setAlignment(middle)
        self.words.set_role("title" if stacked else "heading")
        margin = 28 if stacked else 8
        self._box.setContentsMargins(20, margin, 20, margin)
        self._box.setSpacing(4 if stacked else 12)
        self.updateGeometry()

    def put_mark_first(self) -> None:
        """Let the mark lead, as large as the words: it is a rank."""
        self._box.removeWidget(self.mark)
        self._box.insertWidget(0, self.mark)
        self.mark.set_role("heading")

    def put_mark_below(self) -> None:
        """Let the mark stand on lines of its own: it says more than a key."""
        self._box.setDirection(QBoxLayout.Direction.TopToBottom)
        self._box.setSpacing(2)
        self.mark.setWordWrap(True)
        self.mark.setAlignment(Qt.AlignmentFlag.AlignLeading)

    def say(self, words: str, mark: str = "") -> None:
        """Show words and mark; the words are also the accessible name."""
        self.words.set_text(words)
        self.mark.set_text(mark)
        self.mark.setVisible(bool(mark))
        self.setAccessibleName(words)
        self.setAccessibleDescription(mark)
        self.updateGeometry()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return max(TOUCH_PIXELS, self._box.totalHeightForWidth(width))

    @override
    def sizeHint(self) -> QSize:
        hint = self._box.totalSizeHint()
        return QSize(hint.width(), self.heightForWidth(max(hint.width(), self.width())))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._box.totalMinimumSize().width(), TOUCH_PIXELS)
