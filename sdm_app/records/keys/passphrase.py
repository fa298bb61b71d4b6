"""The clinic's recovery passphrase: made by the program, written on paper, typed back."""

import hmac
import secrets
import unicodedata

from sdm_app.records.keys.errors import PassphraseTooWeak

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0 O, 1 I L and no U: what looks alike on paper is left out."""

_GROUPS = 5
_GROUP_LENGTH = 4

ENTROPY_BITS = 98
"""Of a generated passphrase: 20 characters of 30 make 98.1 bits."""

_SHORTEST = 14
_FEWEST_DIFFERENT = 6


def new_passphrase() -> str:
    """A passphrase of `ENTROPY_BITS`: five groups of four letters and digits."""
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS)
    )


def is_typed_back(expected: str, typed: str) -> bool:
    """Whether the passphrase was typed as shown; case, spaces and dashes do not count."""
    return hmac.compare_digest(plain(expected).encode(), plain(typed).encode())


def plain(passphrase: str) -> str:
    """The passphrase as it is used: without spaces and dashes, and in one case."""
    folded = unicodedata.normalize("NFKC", passphrase).casefold()
    kept = (one for one in folded if not one.isspace() and unicodedata.category(one) != "Pd")
    return unicodedata.normalize("NFKC", "".join(kept))


def require_strong(passphrase: str) -> None:
    """Refuse a passphrase of one's own that a patient thief would guess.

    Raises:
        PassphraseTooWeak: fewer than 14 characters, or fewer than 6 different ones.
    """
    used = plain(passphrase)
    if len(used) < _SHORTEST or len(set(used)) < _FEWEST_DIFFERENT:
        raise PassphraseTooWeak(
            f"A passphrase needs at least {_SHORTEST} characters, {_FEWEST_DIFFERENT} of them"
            " different; spaces and dashes do not count."
        )
