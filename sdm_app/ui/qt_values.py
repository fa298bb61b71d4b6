"""Values of Qt properties that widgets of the first frame set by number.

Importing `Qt` builds every enumeration of that namespace, its 500 keys among them: as much as a
tenth of what a bare window costs. Properties take the plain numbers.
"""

PLAIN_TEXT = 0
"""`Qt.TextFormat.PlainText`."""

CENTRED = 0x84
"""`Qt.AlignmentFlag.AlignCenter`."""

NO_FOCUS = 0
"""`Qt.FocusPolicy.NoFocus`."""
