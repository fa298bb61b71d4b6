"""Full names become initials before anything is kept, and go out of what is written beside them."""

import re
import unicodedata

from sdm_app.domain.schedule import canonical_reference

_MOST = 4
"""Initials that are kept at most."""
_NO_NAME = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "sir",
        "jr",
        "sr",
        "ii",
        "iii",
        "iv",
        "md",
        "phd",
        "rn",
        "esq",
    ]
)
_CAPITALS_AT_MOST = 4
"""Letters up to which capitals alone are taken for initials, as in "MAR"."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OWNED = re.compile("['’]s$", re.IGNORECASE)
_CONTACT = re.compile(r"[\w.+-]+@[\w.-]*\w|[+(]?\d[\d\s().-]{5,}\d")


def initials_of(name: str) -> str:
    """Initials of "Last, First" or "First Last", such as "J.A.D."; empty without a letter."""
    plain = re.sub(r"[(\[\"“].*?[)\]\"”]", " ", unicodedata.normalize("NFC", name))
    last, _comma, first = plain.partition(",")
    words = _name_words(f"{first} {last}")
    return "".join(f"{word[0].upper()[:1]}." for word in words[:_MOST])


def as_reference(written: str) -> str:
    """The reference as it is kept; what reads like a full name is turned into its initials.

    Digits beside a name stay, since they may be what tells two references apart.
    """
    words = _name_words(written)
    if not any(len(word) > 1 for word in words) or (len(words) == 1 and _is_code(words[0])):
        return canonical_reference(written)
    digits = " ".join(re.findall(r"\d+", written))
    return f"{initials_of(written)} {digits}".strip()


def without_name(text: str, name: str) -> str:
    """The text with the words of a name, telephone numbers and addresses taken out.

    A name goes with or without its accents, apostrophe and "'s". Of two letters in lower case it
    stays: "no" and "do" are names, too, and a reason without them says something else.
    """
    names = {_plain(word) for word in _name_words(name) if len(word) > 1}

    def left(found: re.Match[str]) -> str:
        word = found[0]
        is_small = len(word) == 2 and word.islower()
        is_named = _plain(word) in names or _plain(_OWNED.sub("", word)) in names
        return "…" if is_named and not is_small else word

    return _WORD.sub(left, _CONTACT.sub("…", unicodedata.normalize("NFC", text)))


def _plain(word: str) -> str:
    """A word as two people write it alike: no accents, no apostrophes, one case."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if letter.isalpha())


def _is_code(word: str) -> bool:
    return len(word) <= (_CAPITALS_AT_MOST if word.isupper() else 2 if word.islower() else 0)


def _name_words(name: str) -> list[str]:
    words = _WORD.findall(unicodedata.normalize("NFC", name))
    known = [word for word in words if word.casefold() not in _NO_NAME]
    return known or words
