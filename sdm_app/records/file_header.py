"""What an encrypted file says of itself in its header, read without SQLite.

SQLite tells a file's mode only after it has taken up, or made, a log beside it, and a backup is not
to be touched. Layouts: SQLite's file format 4, SQLCipher's design.
"""

from pathlib import Path

PAGE = 4096

_SALT = 16
_RESERVED = 80
_BLOCK = 16
_WRITE_VERSION = 18
_WRITE_AHEAD = 2


def is_write_ahead(path: Path, key: bytes) -> bool:
    """Whether the file is, or was, in use: a backup is closed for good and has no log.

    `key` is that of the database. A file too short to have a header is none of both.
    """
    # Imported here: only a check and a backup need it.
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # noqa: PLC0415

    with path.open("rb") as stream:
        page = stream.read(PAGE)
    if len(page) < PAGE:
        return False
    start = PAGE - _RESERVED
    cipher = Cipher(algorithms.AES256(key), modes.CBC(page[start : start + _BLOCK]))
    # The salt stands in the place of the header's first bytes.
    header = cipher.decryptor().update(page[_SALT : _SALT + _BLOCK])
    return header[_WRITE_VERSION - _SALT] == _WRITE_AHEAD
