"""Large private files that get their name only once they are whole and on the disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sdm_app.records.errors import NotSaved
from sdm_app.records.keys.files import sync_folder

_OWNER_ONLY = 0o600


@contextmanager
def scratch_beside(file: Path) -> Iterator[Path]:
    """A private file in the same folder, which goes away at the end.

    Raises:
        NotSaved: it cannot be made.
    """
    beside = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
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


def digest_of(file: Path) -> str:
    """SHA-256 of what a file holds, in hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sync_file(file: Path) -> None:
    """Bring a file to the disk."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())
