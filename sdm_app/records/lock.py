"""One program at a time on a file, told by a lock that ends with the program however it ends."""

import os
import sys
from pathlib import Path

from sdm_app.records.errors import NotSaved, OpenElsewhere

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_OWNER_ONLY = 0o600
_MADE = b"Records were made here.\n"


class FileLock:
    """A held lock. The file itself stays: taking it away would let two programs hold one each.

    What is written in it says that records were made, so that none are made anew in their place.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @property
    def is_released(self) -> bool:
        """Whether the next program may be in."""
        return self._descriptor < 0

    def says_made(self) -> bool:
        """Whether records were made here before."""
        return os.fstat(self._descriptor).st_size > 0

    def say_made(self) -> None:
        """Note, for good, that records were made here."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, _MADE)
        os.fsync(self._descriptor)

    def release(self) -> None:
        """Let the next program in; once is enough."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def lock(path: Path) -> FileLock:
    """Hold the file of records for this program alone.

    Raises:
        OpenElsewhere: another program holds it.
        NotSaved: the folder cannot be written.
    """
    try:
        descriptor = os.open(
            path.with_name(f"{path.name}.lock"), os.O_CREAT | os.O_RDWR, _OWNER_ONLY
        )
    except OSError as error:
        raise NotSaved(f"{path}: visits cannot be saved here: {error.strerror}.") from error
    try:
        _take(descriptor)
    except OSError:
        os.close(descriptor)
        raise OpenElsewhere("Backchoice is open already on these records.") from None
    return FileLock(descriptor)


def _take(descriptor: int) -> None:
    # The system's own lock, not a number written down: it cannot outlive a killed program.
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
