"""How long one waits after wrong tries: twice as long each time, and never for ever.

The delay keeps someone at the keyboard from guessing. It does not stop someone with a copy of the
file; what does is the cost of each guess and the passphrase's length.
"""

import json
import math
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sdm_app.records.keys.errors import TooSoon
from sdm_app.records.keys.files import write_atomically

FILE = "keyslots.tries.json"
LONGEST = timedelta(minutes=15)

_FREE = 3
_TOO_MANY_TO_DOUBLE = 30


def delay_after(wrong: int) -> timedelta:
    """None for the first two wrong tries; then 2, 4, 8... seconds, up to 15 minutes."""
    if wrong < _FREE:
        return timedelta()
    return min(timedelta(seconds=2 ** (min(wrong, _TOO_MANY_TO_DOUBLE) - _FREE + 1)), LONGEST)


def begin(folder: Path, now: datetime) -> None:
    """Count a try before it is made, so that ending the program does not make it free.

    Raises:
        TooSoon: the delay after the tries before is not over.
    """
    wrong, last = _read(folder / FILE)
    # A clock set back must not make the wait longer than it was.
    waited = max(now - last, timedelta()) if last else LONGEST
    left = delay_after(wrong) - waited
    if left > timedelta():
        if last and now < last:
            _write(folder / FILE, wrong, now)
        raise TooSoon(math.ceil(left.total_seconds()))
    _write(folder / FILE, wrong + 1, now)


def forget(folder: Path) -> None:
    """After a right try the next wrong one is the first again."""
    (folder / FILE).unlink(missing_ok=True)


def _read(file: Path) -> tuple[int, datetime | None]:
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
        wrong, last = int(value["wrong"]), datetime.fromisoformat(value["last"])
    except (OSError, ValueError, TypeError, KeyError, OverflowError):
        return 0, None
    return max(wrong, 0), last if last.tzinfo else last.replace(tzinfo=UTC)


def _write(file: Path, wrong: int, now: datetime) -> None:
    write_atomically(file, json.dumps({"wrong": wrong, "last": now.isoformat()}) + "\n")
