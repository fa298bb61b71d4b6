"""The clinic's directory as it is kept: read, and written without losing what others wrote."""

from dataclasses import dataclass, field

from pydantic import ValidationError

from sdm_app.domain.services import SERVICES_AT_MOST, Directory
from sdm_app.domain.services_merge import Merged, merge
from sdm_app.i18n import gettext as _
from sdm_app.records import Conflict, NotSaved, Records, UnreadableRecords
from sdm_app.ui.directory.examples import example_directory

DOCUMENT = "services"


@dataclass(frozen=True)
class Listed:
    """A directory and the number of its version; 0 before one was kept."""

    number: int = 0
    directory: Directory = field(default_factory=Directory)


@dataclass(frozen=True)
class Clashed:
    """The list that others keep now, and what it clashes in with the changes of one's own."""

    now: Listed
    merged: Merged


def read_listed(records: Records) -> Listed:
    """The directory as it is kept; in a demonstration without one, the examples.

    Raises:
        UnreadableRecords: it cannot be reached, or another version of the program wrote it.
    """
    document = records.document(DOCUMENT)
    if document is None:
        return Listed(0, example_directory() if records.is_demonstration else Directory())
    try:
        return Listed(document.number, Directory.model_validate_json(document.text))
    except ValidationError:
        why = _("The list of services was written by another version of the program.")
        raise UnreadableRecords(why) from None


def keep_listed(records: Records, base: Listed, mine: Directory, staff: str) -> Listed | Clashed:
    """Keep what was made of `base`, together with what others made of it meanwhile.

    Nothing is kept while a change of one's own clashes with theirs.

    Raises:
        NotSaved: it was not kept.
        UnreadableRecords: what others kept cannot be read.
    """
    while True:
        try:
            number = records.keep_document(
                DOCUMENT, mine.model_dump_json(), staff, expected=base.number
            )
        except Conflict:
            now = read_listed(records)
            try:
                merged = merge(base.directory, mine, now.directory)
            except ValidationError:
                why = _("With what others added there would be more than {most} services.")
                raise NotSaved(why.format(most=SERVICES_AT_MOST)) from None
            if merged.clashes:
                return Clashed(now, merged)
            base, mine = now, merged.directory
        else:
            return Listed(number, mine)
