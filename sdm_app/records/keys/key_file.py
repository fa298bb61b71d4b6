"""The administrator's key file: 32 random bytes as text, kept on a stick in a drawer."""

from pathlib import Path

from sdm_app.records.keys.errors import WrongPassphrase
from sdm_app.records.keys.files import write_atomically
from sdm_app.records.keys.wrapping import KEY_BYTES

_FIRST_LINE = "Backchoice key file: opens the clinic's records. Keep it off this computer."


def write(file: Path, secret: bytes) -> None:
    """Write a new key file, for its owner alone.

    Raises:
        KeysExist: the file exists.
        KeysNotSaved: it cannot be written.
    """
    write_atomically(file, f"{_FIRST_LINE}\n{secret.hex()}\n", may_exist=False)


def read(file: Path) -> bytes:
    """The secret in a key file.

    Raises:
        WrongPassphrase: this is no key file, or cannot be read.
    """
    try:
        with file.open(encoding="ascii") as stream:
            secret = bytes.fromhex(stream.read(1000).partition("\n")[2])
    except (OSError, ValueError):
        secret = b""
    if len(secret) != KEY_BYTES:
        raise WrongPassphrase(f"{file}: this is no key file, or cannot be read.")
    return secret
