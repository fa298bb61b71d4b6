"""A keyring and cheap slots for the tests of the keys."""

from pathlib import Path

from sdm_app.records.keys import set_up
from sdm_app.records.keys.wrapping import Cost

PASSPHRASE = "7KQ2-HM9T-XWPA-4RDB-N6EY"
CHEAP = Cost(memory_kib=19 * 1024, passes=1, lanes=1)
"""The cheapest that a slot may be, so that a test of a thousand bytes ends."""


class FakeKeyring:
    """Keeps secrets in memory; `works` may be turned off, as when a session ends."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.works = True

    def secret_of(self, records: str) -> bytes | None:
        return self.kept.get(records) if self.works else None

    def keep(self, records: str, secret: bytes) -> bool:
        if self.works:
            self.kept[records] = secret
        return self.works


def cheaply_set_up(folder: Path, keyring: FakeKeyring | None = None) -> bytes:
    """Keys in a folder, opened by `PASSPHRASE` and the keyring."""
    return set_up(folder, PASSPHRASE, keyring=keyring, cost=CHEAP)
