"""A table of unknown shape from another program: its separator, its columns and its rows."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from sdm_app.i18n import gettext as _
from sdm_app.interop.csv_table import SEPARATORS, Row, rows_of
from sdm_app.interop.csv_text import FileText, TableFault, decode
from sdm_app.interop.day_forms import read_time, split_moment

ROWS_AT_MOST = 5_000
CELL_LENGTH = 500
"""Letters of a cell that are read: the rest of a longer one says nothing of a visit."""
_NAME_LENGTH = 100
"""Letters of a column's name that are read: it is shown in a list, and remembered."""
_LOOKS_AT = 40
"""Rows that tell the separator."""
_SAID = re.compile(r'^"?sep=([,;\t])"?\r?\n', re.IGNORECASE)


@dataclass(frozen=True)
class Sheet:
    """The rows below the header, and what the columns are called, each name once."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str
    separator: str

    def cell(self, row: Row, name: str) -> str:
        """What a row has in a column; empty for no column, and where the row is too short."""
        at = self.names.index(name) if name in self.names else len(row.cells)
        return row.cells[at] if at < len(row.cells) else ""


def read_sheet(raw: bytes) -> Sheet:
    """The table in a file; lines above the header, such as a title, are passed over.

    Without a header the columns are called by their numbers.

    Raises:
        TableFault: no table, or none that is whole.
    """
    file = decode(raw)
    separator = _separator_of(file)
    rows = tuple(islice(_rows(file.text, separator), ROWS_AT_MOST + 2))
    if len(rows) > ROWS_AT_MOST + 1:  # with the names of the columns
        why = _("there are more than {most} rows, which is no schedule of a day")
        raise TableFault(rows[-1].line, why.format(most=ROWS_AT_MOST))
    width, _often = _common_width(rows)
    if width < 2:
        raise TableFault(1, _("there are no columns, parted by a comma, a semicolon or a tab"))
    # Some programs put commas behind the last cell of each row, but not of the header.
    typical = Counter(_filled(row) for row in rows).most_common(1)[0][0]
    least = max(2, typical // 2)
    at = next((at for at, row in enumerate(rows) if _filled(row) >= least), 0)
    header, below = rows[at].cells, rows[at + 1 :]
    if any(_is_value(cell) for cell in header):
        header, below = ("",) * width, rows[at:]
    if not below:
        raise TableFault(rows[at].line, _("there is nothing below the names of the columns"))
    return Sheet(_each_once(header), below, file.encoding, separator)


def _separator_of(file: FileText) -> str:
    said = _SAID.match(file.text)
    if said:
        return said[1]

    def fits(separator: str) -> tuple[float, int]:
        rows: list[Row] = []
        with suppress(TableFault):  # said once the separator is known
            rows.extend(islice(_rows(file.text, separator), _LOOKS_AT))
        width, often = _common_width(rows)
        return (often / len(rows) if width > 1 else 0.0, width)

    return max(SEPARATORS, key=fits)


def _common_width(rows: list[Row] | tuple[Row, ...]) -> tuple[int, int]:
    """How many cells most rows have, and how many rows those are."""
    widths = Counter(len(row.cells) for row in rows)
    return max(widths.items(), key=lambda one: (one[1], one[0]), default=(0, 0))


def _rows(text: str, separator: str) -> Iterator[Row]:
    said = _SAID.match(text)
    for row in rows_of(text, separator, _on_one_line):
        if not (said and row.line == 1):
            yield row


def _on_one_line(cell: str) -> str:
    return " ".join(cell.split())[:CELL_LENGTH]


def _is_value(cell: str) -> bool:
    """Whether a cell says a day, a time or a number: no column is called so, but somebody is due.

    The names of columns are remembered, and a row of the schedule must never be.
    """
    day, time = split_moment(cell)
    return bool(day) or read_time(time) is not None or cell.isdigit()


def _filled(row: Row) -> int:
    """How many cells a row has up to the last that is not empty."""
    return max((at for at, cell in enumerate(row.cells, start=1) if cell), default=0)


def _each_once(header: tuple[str, ...]) -> tuple[str, ...]:
    names: list[str] = []
    for at, cell in enumerate(header, start=1):
        name = cell[:_NAME_LENGTH] or _("Column {number}").format(number=at)
        while name in names:
            name = f"{name} ({at})"
        names.append(name)
    return tuple(names)
