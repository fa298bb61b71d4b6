"""What people typed, as it may stand on paper: nothing hidden, nothing that reorders the line."""

import re
import unicodedata

from sdm_app.handout.fonts import REPLACEMENT

_JOINERS = "\u200c\u200d"
NO_BREAK_SPACE = "\u00a0"
_HIDDEN = ("Cc", "Cf", "Cn", "Co", "Cs")


def printable(text: str) -> str:
    """The text with white space as single spaces and every hidden character as U+FFFD.

    Joiners stay, since some scripts cannot be written without them, and so do no-break spaces.
    """
    composed = unicodedata.normalize("NFC", text)
    return re.sub(" +", " ", "".join(_visible(c) for c in composed))


def _visible(character: str) -> str:
    if character in (*_JOINERS, NO_BREAK_SPACE):
        return character
    if character.isspace():
        return " "
    return REPLACEMENT if unicodedata.category(character) in _HIDDEN else character
