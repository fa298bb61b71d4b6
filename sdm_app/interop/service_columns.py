"""The columns of the clinic's directory in a file, and what clinics call them."""

import re
from collections.abc import Iterator, Mapping

from sdm_app.domain.services import Service
from sdm_app.i18n import gettext as _
from sdm_app.interop.csv_table import Row

COLUMNS = tuple(name for name in Service.model_fields if name != "id")
"""The columns in the order in which they are written; `id` comes last."""
NEEDED = ("target", "name")
YES_NO = (
    "self_referral",
    "telehealth",
    "group_visits",
    "linked_visits",
    "co_located",
)
_ALSO = {
    "target": ("option", "for", "service for", "referral target"),
    "name": ("who", "service", "provider", "practice"),
    "phone": ("telephone", "phone number", "tel"),
    "address": ("where", "street address"),
    "wait": ("waiting time", "wait time"),
    "wait_days": ("wait in days", "days to wait"),
    "cover": ("insurance", "coverage", "insurers", "accepts"),
    "self_referral": ("self refer", "self referral allowed"),
    "telehealth": ("video", "video visits"),
    "group_visits": ("group", "groups"),
    "linked_visits": ("linked", "same day visits"),
    "co_located": ("colocated", "here", "in the clinic", "on site"),
    "languages": ("language",),
    "cost_note": ("cost", "costs", "price"),
}
"""What clinics call the columns, besides our own names for them."""

Columns = Mapping[str, tuple[int, str]]
"""Where each field of a service stands in a row, and what the file calls it."""


def _simple(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold().replace("_", " ")))


_FIELDS = {_simple(name): name for name in (*COLUMNS, "id")} | {
    called: name for name, others in _ALSO.items() for called in others
}


def is_column(called: str) -> bool:
    """Whether a file's name for a column is one of those known."""
    return _simple(called) in _FIELDS


def columns_of(header: Row) -> Columns:
    """The columns of a file that are known, each by its field."""
    found: dict[str, tuple[int, str]] = {}
    for place, called in enumerate(header.cells):
        if is_column(called):
            found.setdefault(_FIELDS[_simple(called)], (place, called))
    return found


def column_faults(header: Row) -> Iterator[tuple[str, str]]:
    """Each column of a file that is unknown, doubled or lacking, and why it is refused."""
    columns = columns_of(header)
    for place, called in enumerate(header.cells):
        if not is_column(called):
            if called:
                yield called, _("this column is not known")
        elif columns[_FIELDS[_simple(called)]][0] != place:
            yield called, _("this column stands twice")
    for field in NEEDED:
        if field not in columns:
            yield field, _("this column is missing")


def word(row: Row, columns: Columns, field: str) -> str:
    """What a row says in a field: nothing where spreadsheets left out empty cells at its end."""
    place = columns[field][0] if field in columns else len(row.cells)
    return row.cells[place] if place < len(row.cells) else ""


def called(columns: Columns, field: str) -> str:
    """What the file calls a field, or we do where it has no such column."""
    return columns[field][1] if field in columns else field
