"""What this computer keeps of content: a pack installed later, and which packs were in use.

What was in use guards against an older pack slipped in later, and against a clock set back.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from sdm_app.domain.base import Frozen
from sdm_app.packs.errors import ContentError
from sdm_app.packs.strict_json import read_file

_OWNER_ONLY = 0o700


class Accepted(Frozen):
    """A pack that came into use here; `key` signed it, `because` is why an older one was taken.

    `is_of_clinic` tells a key that the clinic added from one that came with the program of its day.
    """

    id: str
    version: str
    sequence: int
    sha256: str
    key: str
    accepted_on: date
    is_of_clinic: bool = False
    because: str = ""


class InUse(Frozen):
    """Every pack that was in use, in order, and the latest day anything was."""

    seen_on: date = date.min
    accepted: tuple[Accepted, ...] = ()


@dataclass(frozen=True)
class Shelf:
    """A folder of the user's own."""

    folder: Path

    @property
    def installed(self) -> Path:
        """The signed pack that somebody put in place of the one the program came with."""
        return self.folder / "installed.json"

    @property
    def keys(self) -> Path:
        """Where the public keys lie that this clinic trusts beside the program's own."""
        return self.folder / "keys"

    def in_use(self) -> InUse:
        """What was in use here; nothing on a new computer.

        Raises:
            ContentError: the file was damaged.
        """
        if not self._log.exists():
            return InUse()
        try:
            return InUse.model_validate_json(read_file(self._log))
        except ValidationError:
            raise ContentError(self._log, 1, "", "does not tell what content was in use") from None

    def last_of(self, pack: str) -> Accepted | None:
        """The pack of this id that came into use last."""
        return next((one for one in reversed(self.in_use().accepted) if one.id == pack), None)

    def note(self, accepted: Accepted, today: date) -> None:
        """Remember a pack in use on a day; the same one again adds only the day.

        Raises:
            ContentError: it cannot be written.
        """
        before = self.in_use()
        last = self.last_of(accepted.id)
        known = last is not None and last.sha256 == accepted.sha256 and not accepted.because
        # A reason is given for a clock that was wrong as well, so the day is then believed.
        day = today if accepted.because else max(today, before.seen_on)
        after = InUse(
            seen_on=day, accepted=before.accepted if known else (*before.accepted, accepted)
        )
        if after != before:
            self.write(self._log, after.model_dump_json(indent=1).encode())

    def write(self, file: Path, data: bytes) -> None:
        """Write a file of the shelf whole or not at all.

        Raises:
            ContentError: it cannot be written.
        """
        beside = file.with_name(f"{file.name}.{os.getpid()}.new")
        try:
            file.parent.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
            beside.write_bytes(data)
            beside.replace(file)
        except OSError as fault:
            raise ContentError(file, 1, "", fault.strerror or "cannot be written") from None

    @property
    def _log(self) -> Path:
        return self.folder / "in_use.json"
