"""Sums over what the journal and the tables say of the same rows, in whichever order it is read."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

_MODULUS = 2**256


class Sum:
    """Of keyed digests of rows as the journal names them, up to the heads that were there at first.

    Two sums are equal when both took in the same rows. Who lacks the key can make no rows, nor
    choose any, whose digests add up to those of others.
    """

    def __init__(self, key: bytes, heads: Mapping[str, int] | None = None) -> None:
        self.total = 0
        self._key = key
        self._heads = heads

    def covers(self, station: str, number: int) -> bool:
        """Whether a row was there at first."""
        return self._heads is None or number <= self._heads.get(station, 0)

    def add(self, station: str, number: int, name: str) -> None:
        """Take in what a row that was there at first says."""
        digest = hmac.digest(self._key, f"{station}/{number}/{name}".encode(), "sha256")
        self.add_total(int.from_bytes(digest))

    def add_total(self, total: int) -> None:
        """Take in what another sum took in."""
        self.total = (self.total + total) % _MODULUS
