"""A field for a PIN, and keys beside it for a finger."""

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.widgets.buttons import plain, primary

LONGEST = 12
TARGET = 52
"""Pixels of a key at the least; a finger needs 44."""

_ROWS = ("123", "456", "789")
_ANY_DIGITS = QRegularExpression(rf"\d{{0,{LONGEST}}}", QRegularExpression.PatternOption(0x40))
"""Digits of every script (`UseUnicodePropertiesOption`): they are read as the numbers they are."""


class PinPad(QWidget):
    """`given` comes when the PIN is whole; the widget forgets it by `clear`."""

    given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_resting = False
        self._keys: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.field = pin_field("pin", _("PIN"))
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.returnPressed.connect(self._on_given)
        self.field.textChanged.connect(self._on_text_changed)
        column.addWidget(self.field)
        grid = QGridLayout()
        grid.setSpacing(8)
        for row, digits in enumerate(_ROWS):
            for place, digit in enumerate(digits):
                grid.addWidget(self._key(digit), row, place)
        back = plain("⌫")
        back.setObjectName("pin-back")
        back.setAccessibleName(_("Take the last digit back"))
        back.clicked.connect(self.field.backspace)
        self._keys.append(back)
        grid.addWidget(_for_a_finger(back), 3, 0)
        grid.addWidget(self._key("0"), 3, 1)
        self.go = primary("→")
        self.go.setObjectName("pin-go")
        self.go.setAccessibleName(_("Unlock"))
        self.go.clicked.connect(self._on_given)
        grid.addWidget(_for_a_finger(self.go), 3, 2)
        column.addLayout(grid)
        self._on_text_changed()

    def clear(self) -> None:
        """Forget what was typed."""
        self.field.clear()

    def rest(self, is_on: bool) -> None:
        """Take nothing for now; the keyboard stays where it is, and is heard again afterwards."""
        self._is_resting = is_on
        # Not disabled: the keyboard would move on to a button that nobody chose.
        self.field.setFocus()
        self.field.setReadOnly(is_on)
        for key in self._keys:
            key.setEnabled(not is_on)
        self._on_text_changed()

    def _key(self, digit: str) -> QPushButton:
        key = plain(digit)
        key.setObjectName(f"pin-{digit}")
        key.setProperty("digit", digit)
        key.setProperty("numberKind", "key")
        # The keyboard stays in the field: somebody may go on typing after a tap.
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.clicked.connect(self._on_key_clicked)
        self._keys.append(key)
        return _for_a_finger(key)

    def _on_key_clicked(self) -> None:
        self.field.insert(self.sender().property("digit"))
        self.field.setFocus()

    def _on_text_changed(self) -> None:
        self.go.setEnabled(bool(self.field.text()) and not self._is_resting)

    def _on_given(self) -> None:
        if self.field.text() and not self._is_resting:
            self.given.emit(self.field.text())


def pin_field(name: str, spoken: str) -> QLineEdit:
    """A field that shows dots for digits, and that no keyboard learns from."""
    field = QLineEdit()
    field.setObjectName(name)
    field.setAccessibleName(spoken)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setValidator(QRegularExpressionValidator(_ANY_DIGITS, field))
    field.setMaxLength(LONGEST)
    field.setInputMethodHints(
        Qt.InputMethodHint.ImhDigitsOnly
        | Qt.InputMethodHint.ImhSensitiveData
        | Qt.InputMethodHint.ImhNoPredictiveText
    )
    field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    return field


def _for_a_finger(button: QPushButton) -> QPushButton:
    button.setMinimumSize(TARGET + 20, TARGET)
    return button
