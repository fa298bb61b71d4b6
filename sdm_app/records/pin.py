"""The PIN that opens the screen: what is refused, how it is kept, how long wrong ones wait.

A PIN locks the screen; it is not what encrypts the records.
"""

import os
import unicodedata
from itertools import pairwise

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from sdm_app.i18n import gettext as _

SHORTEST, LONGEST = 4, 12
"""Digits of a PIN."""

MEMORY_KIB, PASSES, LANES = 65536, 3, 4
_SALT_BYTES, _HASH_BYTES = 16, 32

FREE_TRIES = 2
"""Wrong PINs after which the next may be given at once; the third has to wait."""
LONGEST_WAIT = 300
"""Seconds: nobody is kept from a patient for longer than this."""

_LEAP = len("19")
_CENTURIES = ("19", "20")


def digits_of(typed: str) -> str:
    """The typed PIN in the digits 0 to 9, whichever script's digits were typed."""
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in typed.strip()
    )


def fault_of(typed: str) -> str:
    """One sentence on why a new PIN is refused; empty when it may be used."""
    pin = digits_of(typed)
    if not (pin.isdecimal() and SHORTEST <= len(pin) <= LONGEST):
        return _("A PIN has {shortest} to {longest} digits and nothing else.").format(
            shortest=SHORTEST, longest=LONGEST
        )
    if _is_repeated(pin):
        return _("This PIN repeats itself; choose one that is harder to guess.")
    if _is_run(pin):
        return _("The digits of this PIN follow each other; choose one that is harder to guess.")
    if len(pin) == SHORTEST and pin[:_LEAP] in _CENTURIES:
        return _("This PIN looks like a year; choose one that is harder to guess.")
    return ""


def hash_pin(typed: str) -> str:
    """What is kept of a PIN: its argon2id hash with a salt of its own, in the PHC form."""
    kdf = Argon2id(
        salt=os.urandom(_SALT_BYTES),
        length=_HASH_BYTES,
        iterations=PASSES,
        lanes=LANES,
        memory_cost=MEMORY_KIB,
    )
    return kdf.derive_phc_encoded(digits_of(typed).encode())


def is_pin(typed: str, kept: str) -> bool:
    """Whether this is the PIN that was kept; it takes as long when it is not."""
    try:
        Argon2id.verify_phc_encoded(digits_of(typed).encode(), kept)
    except InvalidKey:
        return False
    return True


def wait_after(wrong_tries: int) -> int:
    """Seconds before the next try: none after two wrong ones, then 1, 2, 4 and so on to 300.

    It never grows into a lock-out: after the longest wait one may always try again.
    """
    if wrong_tries <= FREE_TRIES:
        return 0
    doublings = wrong_tries - FREE_TRIES - 1
    # A power is not computed where it would only be cut down.
    return (
        LONGEST_WAIT if doublings >= LONGEST_WAIT.bit_length() else min(2**doublings, LONGEST_WAIT)
    )


def _is_repeated(pin: str) -> bool:
    """One digit or a group of digits over and over, such as 7777, 1212 or 123123."""
    return any(
        len(pin) % length == 0 and pin == pin[:length] * (len(pin) // length)
        for length in range(1, len(pin) // 2 + 1)
    )


def _is_run(pin: str) -> bool:
    """Each digit one more, or each one less, than the one before; 0 follows 9."""
    steps = {(int(later) - int(earlier)) % 10 for earlier, later in pairwise(pin)}
    return steps in ({1}, {9})
