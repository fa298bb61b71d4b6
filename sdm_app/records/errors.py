"""What can go wrong with the records; every message is one sentence without answers or names."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdm_app.domain.events import Event


class RecordsError(Exception):
    """The records cannot be used as asked."""


class NotSaved(RecordsError):
    """Nothing of the last change was kept: the disk is full, closed to us or held by another."""


class OutcomeUnknown(NotSaved):
    """The server went away in the middle; the same event id, appended again, finds out."""


class NewerRecords(RecordsError):
    """A newer version of the program wrote these records; they were left untouched."""


class UnreadableRecords(RecordsError):
    """The file is no database of ours, or is damaged; it was left untouched."""


class Unreachable(NotSaved, UnreadableRecords):
    """The clinic's server is down, frozen, a standby, or does not let us in."""


class OpenElsewhere(RecordsError):
    """Another program of ours has these records open on this computer."""


class WrongLibrary(RecordsError):
    """The database library beneath is too old, or does not encrypt."""


class FaultsFound(RecordsError):
    """Something was looked at and is not as it should be; sentences, one a line."""


class Conflict(RecordsError):
    """Somebody else wrote in the visit meanwhile; nothing was kept and nothing overwritten.

    `events` are those written since, with their sequence numbers, oldest first; none where it is
    not a visit that was changed but a document of the clinic. `stations` tells at which workstation
    each event of the visit was written.
    """

    def __init__(
        self,
        events: tuple[tuple[int, Event], ...],
        stations: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        what = "This visit" if events else "This"
        super().__init__(f"{what} was changed at another place meanwhile.")
        self.events = events
        self.stations = stations
