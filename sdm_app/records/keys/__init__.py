"""The key to the records: a random data key, wrapped for two holders or more, never for one alone.

Importing this needs neither cryptography nor keyring.
"""

from sdm_app.records.keys.document import Document
from sdm_app.records.keys.errors import (
    KeysError,
    KeysExist,
    KeySlotsDamaged,
    KeysNotSaved,
    KeyUnavailable,
    PassphraseTooWeak,
    TooSoon,
    WrongPassphrase,
)
from sdm_app.records.keys.folder import (
    add_key_file,
    change_passphrase,
    damage,
    data_key,
    has_keys,
    set_up,
    unlock_with_key_file,
    unlock_with_passphrase,
)
from sdm_app.records.keys.os_keyring import Keyring, OsKeyring
from sdm_app.records.keys.passphrase import ENTROPY_BITS, is_typed_back, new_passphrase

__all__ = [
    "ENTROPY_BITS",
    "Document",
    "KeySlotsDamaged",
    "KeyUnavailable",
    "Keyring",
    "KeysError",
    "KeysExist",
    "KeysNotSaved",
    "OsKeyring",
    "PassphraseTooWeak",
    "TooSoon",
    "WrongPassphrase",
    "add_key_file",
    "change_passphrase",
    "damage",
    "data_key",
    "has_keys",
    "is_typed_back",
    "new_passphrase",
    "set_up",
    "unlock_with_key_file",
    "unlock_with_passphrase",
]
