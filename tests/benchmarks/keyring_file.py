"""A file that stands in for this computer's keyring, so that real records open without a desktop.

What a desktop's own keyring takes to answer is not in the figures.
"""

import os
import sys
from base64 import b64decode, b64encode
from pathlib import Path
from types import ModuleType

from sdm_app import user_folders

FILE = "keyring.txt"

_MODULE = "keyring.backends.SecretService"


class FileBackend:
    """What the program finds in place of a desktop's keyring; reads the file of its own folder."""

    viable = True

    def get_password(self, _service: str, _name: str) -> str:
        """The secret as it was kept."""
        return (Path(os.environ[user_folders.OVERRIDE]) / FILE).read_text("ascii")


class FileKeyring:
    """Keeps one secret in a folder."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def secret_of(self, _records: str) -> bytes | None:
        """The secret, once it was kept."""
        return b64decode(self._file.read_text("ascii")) if self._file.exists() else None

    def keep(self, _records: str, secret: bytes) -> bool:
        """Write it to the file."""
        self._file.write_text(b64encode(secret).decode(), "ascii")
        return True


def install() -> None:
    """Put the file where the program looks for a keyring; costs no import."""
    module = ModuleType(_MODULE)
    module.Keyring = FileBackend  # type: ignore[attr-defined]
    sys.modules[_MODULE] = module


def make_keys(folder: Path) -> bytes:
    """Keys in a folder that this keyring opens; the data key."""
    # Imported here: the child that measures start-up imports this module first.
    from sdm_app.records.keys import new_passphrase, set_up
    from sdm_app.records.keys.wrapping import Cost

    return set_up(folder, new_passphrase(), keyring=FileKeyring(folder), cost=Cost(19 * 1024, 1, 1))
