"""Records opened, or made: the clinic's own, and those that the program is tried with."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sdm_app.records.records import Records

if TYPE_CHECKING:
    from sdm_app.records.database import BeforeMigration

_DEMONSTRATION = "demonstration.db"


def open_records(
    location: Path | str,
    key: bytes,
    *,
    staff: str = "",
    workstation: str | None = None,
    before_migration: BeforeMigration | None = None,
) -> Records:
    """The records in a file, which is made if need be, or on a server, by its URL.

    Raises:
        RecordsError: the URL is none of ours, or its way is not safe.
        NotSaved: the file or its folder cannot be written, or the server cannot be reached.
        NewerRecords: a newer program wrote the file.
        UnreadableRecords: the file is damaged, has another key or is no database of ours.
        OpenElsewhere: another program of ours has it open.
        WrongLibrary: the database library is too old or does not encrypt.
    """
    records = Records(
        location, key, staff=staff, workstation=workstation, before_migration=before_migration
    )
    try:
        records.open()
    except BaseException:
        records.close()
        raise
    return records


def open_demonstration(folder: Path) -> Records:
    """Records to try the program with: a file beside the real one, which goes away again.

    Its key is nowhere but in this process, and the file is removed when it is opened and closed.
    """
    return Records(folder / _DEMONSTRATION, os.urandom(32), is_throw_away=True)
