"""Large private files that get their name only once they are whole and on the disk."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sdm_app.records.errors import NotSaved
from sdm_app.records.keys.files import sync_folder

_OWNER_ONLY = 0o600
_LEFT = re.compile(r"visits(-[\dTZ-]+)?\.db\.\d+\.new")


@contextmanager
def scratch_beside(file: Path) -> Iterator[Path]:
    """A private file in the same folder, which goes away at the end.

    Raises:
        NotSaved: it cannot be made.
    """
    beside = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        _sweep(file.parent)
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY))
    except OSError as fault:
        raise NotSaved(f"{file}: it cannot be written: {fault.strerror}.") from None
    try:
        yield beside
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def written_beside(file: Path) -> Iterator[Path]:
    """A private file that gets its name when the block ends well, and goes away otherwise.

    Raises:
        NotSaved: it cannot be written; what had the name has it still.
    """
    with scratch_beside(file) as beside:
        try:
            yield beside
            sync_file(beside)
            beside.replace(file)
            sync_folder(file.parent)
        except OSError as fault:
            raise NotSaved(f"{file}: it cannot be written: {fault.strerror}.") from None


def _sweep(folder: Path) -> None:
    """Remove what a killed program left half written: one program at a time writes in a folder."""
    for file in folder.iterdir():
        if _LEFT.fullmatch(file.name):
            file.unlink(missing_ok=True)


def digest_of(file: Path) -> str:
    """SHA-256 of what a file holds, in hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sync_file(file: Path) -> None:
    """Bring a file to the disk."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())
