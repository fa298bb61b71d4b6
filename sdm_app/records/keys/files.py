"""Small private files, written whole or not at all."""

import os
from pathlib import Path

from sdm_app.records.keys.errors import KeysExist, KeysNotSaved

_OWNER_ONLY = 0o600


def write_atomically(file: Path, text: str, *, may_exist: bool = True) -> None:
    """Write a file that its owner alone may read; it is on disk, whole, when this returns.

    Raises:
        KeysExist: it must not exist, and does.
        KeysNotSaved: it cannot be written; an earlier one is untouched.
    """
    beside = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        beside.unlink(missing_ok=True)
        handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY)
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
        if may_exist:
            beside.replace(file)
        else:
            _move_to_free_name(beside, file)
        sync_folder(file.parent)
    except FileExistsError:
        raise KeysExist(f"{file}: keys were set up here before; nothing was changed.") from None
    except OSError as error:
        raise KeysNotSaved(f"{file}: cannot be written: {error.strerror}.") from None
    finally:
        beside.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make names in the folder outlive a loss of power, where the system knows how."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _move_to_free_name(beside: Path, file: Path) -> None:
    if os.name == "nt":
        beside.rename(file)
    else:
        # A rename would replace the other file; a second name is refused where one exists.
        os.link(beside, file)
