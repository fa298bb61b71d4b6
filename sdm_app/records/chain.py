"""Links of the chains: who has the file but not the key cannot make one that fits."""

import hmac
import json
from collections.abc import Mapping

_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def link(key: bytes, previous: str, row: Mapping[str, object]) -> str:
    """HMAC-SHA256, in hex, over the previous link and the whole row as canonical JSON.

    `previous` is "" for the first row of a chain; `row` leaves out the link itself.
    """
    canonical = _CANONICAL.encode(row)
    return hmac.digest(key, f"{previous}{canonical}".encode(), "sha256").hex()


def is_same(one: str, other: str) -> bool:
    """Whether two links are equal, in a time that says nothing of where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())
