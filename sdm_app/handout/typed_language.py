"""Which language a reader should take typed words to be in, where the page is in another."""

import unicodedata

_LETTERS = {"ar": "ARABIC", "ru": "CYRILLIC", "zh": "CJK"}
_OTHERS = "LATIN"


def typed_language(text: str, *, patient: str, page: str) -> str:
    """The patient's language if the page has another and the words are in its letters, or ""."""
    if patient == page:
        return ""
    names = (unicodedata.name(letter, "") for letter in text if letter.isalpha())
    is_theirs = next(names, "").startswith(_LETTERS.get(patient, _OTHERS))
    return patient if is_theirs else ""
