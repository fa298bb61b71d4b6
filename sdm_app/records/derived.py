"""Keys for one purpose each, made from the records' data key, so that none serves two ends.

Written out in full, since the library that has it costs as much to import as the day's list.
"""

import hashlib
import hmac

LENGTH = 32
"""Bytes of the data key, and of every key made from it."""

_DATABASE = b"backchoice database"
_CHAIN = b"backchoice chain"


def database_key(data_key: bytes) -> bytes:
    """The key of the encrypted file.

    Raises:
        ValueError: the data key is not 32 bytes long.
    """
    return derived(data_key, _DATABASE)


def chain_key(data_key: bytes) -> bytes:
    """The key that the chains of events and of the journal are made with.

    Raises:
        ValueError: the data key is not 32 bytes long.
    """
    return derived(data_key, _CHAIN)


def derived(data_key: bytes, purpose: bytes) -> bytes:
    """HKDF with SHA-256 and no salt, 32 bytes (RFC 5869)."""
    if len(data_key) != LENGTH:
        raise ValueError(f"a data key has {LENGTH} bytes")
    extracted = hmac.digest(bytes(LENGTH), data_key, hashlib.sha256)
    return hmac.digest(extracted, purpose + b"\x01", hashlib.sha256)
