"""The three building blocks: wrap a key, stretch a passphrase, derive a key for one purpose."""

import os
from dataclasses import dataclass

from sdm_app.records import derived as hkdf

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12


@dataclass(frozen=True)
class Cost:
    """What one try of a passphrase costs: memory in KiB, passes over it, lanes at once."""

    memory_kib: int
    passes: int
    lanes: int

    def is_sane(self) -> bool:
        """Neither so cheap that guessing is easy, nor so dear that a hostile file hangs us."""
        return (
            19 * 1024 <= self.memory_kib <= 1024 * 1024
            and 1 <= self.passes <= 10
            and 1 <= self.lanes <= 8
        )


COST = Cost(memory_kib=64 * 1024, passes=3, lanes=4)


def wrap(key: bytes, secret: bytes, about: bytes) -> tuple[bytes, bytes]:
    """Encrypt a secret by AES-256-GCM for one place, named by `about`; the nonce and the result."""
    # Imported here: a machine without keys pays nothing for cryptography.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    nonce = os.urandom(NONCE_BYTES)
    return nonce, AESGCM(key).encrypt(nonce, secret, about)


def unwrap(key: bytes, nonce: bytes, wrapped: bytes, about: bytes) -> bytes | None:
    """The secret; None if the key, the place or a single bit is another."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 (as above)
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    try:
        return AESGCM(key).decrypt(nonce, wrapped, about)
    except InvalidTag:
        return None


def stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """A wrapping key from a passphrase, by Argon2id (RFC 9106), of `KEY_BYTES`."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 (as above)

    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return kdf.derive(passphrase.encode())


def derived(key: bytes, purpose: str) -> bytes:
    """A key for one purpose, from which neither `key` nor that of another purpose follows."""
    return hkdf.derived(key, f"backchoice {purpose}".encode())
