"""Whether the write-ahead log beside an encrypted file belongs to it and to the key.

SQLite takes up any log that is whole in itself, and carries it into the file even when a connection
is closed that could read nothing: a log of other records would destroy these. So its first page is
held against the key before SQLite sees it. Layouts: SQLite's file format 4, SQLCipher's design.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from pathlib import Path

PAGE = 4096
SALT = 16

_HEADER = 32
_FRAME_HEADER = 24
_LITTLE_ENDIAN, _BIG_ENDIAN = 0x377F0682, 0x377F0683
_HMAC = 64
_SALT_MASK = 0x3A
_ROUNDS = 2


def is_foreign(path: Path, key: bytes) -> bool:
    """Whether SQLite would take up the log beside a file although its first page does not fit.

    A log that SQLite itself throws away, empty or torn, is not foreign; nor is any log beside an
    empty file, which has nothing to lose.
    """
    log = path.with_name(f"{path.name}-wal")
    try:
        with path.open("rb") as file:
            salt = file.read(SALT)
        with log.open("rb") as file:
            start = file.read(_HEADER + _FRAME_HEADER + PAGE)
    except FileNotFoundError:
        return False
    if len(salt) < SALT or len(start) < _HEADER + _FRAME_HEADER + PAGE:
        return False
    return _is_taken_up(start) and not _fits(start, salt, key)


def _is_taken_up(start: bytes) -> bool:
    header, frame, page = _parts(start)
    magic, _version, size = struct.unpack(">3I", header[:12])
    if magic not in (_LITTLE_ENDIAN, _BIG_ENDIAN) or size != PAGE:
        return False
    words = ">" if magic == _BIG_ENDIAN else "<"
    sums = _checksum(header[:24], (0, 0), words)
    if sums != struct.unpack(">2I", header[24:32]) or header[16:24] != frame[8:16]:
        return False
    sums = _checksum(frame[:8] + page, sums, words)
    return sums == struct.unpack(">2I", frame[16:24])


def _fits(start: bytes, salt: bytes, key: bytes) -> bool:
    _header, frame, page = _parts(start)
    (number,) = struct.unpack(">I", frame[:4])
    mask = bytes(byte ^ _SALT_MASK for byte in salt)
    hmac_key = hashlib.pbkdf2_hmac("sha512", key, mask, _ROUNDS, len(key))
    held = page[SALT if number == 1 else 0 : PAGE - _HMAC] + struct.pack("<I", number)
    return hmac.compare_digest(hmac.digest(hmac_key, held, "sha512"), page[PAGE - _HMAC :])


def _parts(start: bytes) -> tuple[bytes, bytes, bytes]:
    frame = start[_HEADER : _HEADER + _FRAME_HEADER]
    return start[:_HEADER], frame, start[_HEADER + _FRAME_HEADER :]


def _checksum(data: bytes, sums: tuple[int, int], words: str) -> tuple[int, int]:
    one, two = sums
    for first, second in struct.iter_unpack(f"{words}2I", data):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two
