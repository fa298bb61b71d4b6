"""Reads a table that another program wrote as CSV, and writes one that any of them can read."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sdm_app.i18n import gettext as _
from sdm_app.interop.csv_text import TableFault, decode

SEPARATORS = (",", ";", "\t")
_MAY_BE_A_FORMULA = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
"""How a cell begins that a spreadsheet might work out, behind any apostrophes."""


@dataclass(frozen=True)
class Row:
    """The cells of one row, and the line of the file on which it begins, from 1."""

    line: int
    cells: tuple[str, ...]


def read_table(raw: bytes, is_known: Callable[[str], bool]) -> tuple[Row, ...]:
    """The rows of a file that hold anything, its header first; spaces around cells are taken off.

    Of comma, semicolon and tab that one parts the cells which gives the header most known names.

    Raises:
        TableFault: it is too large, badly encoded or quoted, or empty.
    """
    text = decode(raw).text
    header = next(iter(text.lstrip().splitlines()), "")

    def known_names(separator: str) -> int:
        return sum(is_known(cell.strip(' "')) for cell in header.split(separator))

    rows = tuple(rows_of(text, max(SEPARATORS, key=known_names), _plain))
    if not rows:
        raise TableFault(1, _("the file is empty"))
    return rows


def write_table(rows: Iterable[Iterable[str]]) -> bytes:
    """A file after RFC 4180 in UTF-8, with the mark by which spreadsheets know it.

    A cell that a spreadsheet might take for a formula gets an apostrophe, which `read_table` takes
    off again.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return codecs.BOM_UTF8 + text.getvalue().encode()


def _guarded(cell: str) -> str:
    return f"'{cell}" if _MAY_BE_A_FORMULA.match(cell) else cell


def _plain(cell: str) -> str:
    cell = cell.strip()
    is_guarded = cell.startswith("'") and _MAY_BE_A_FORMULA.match(cell)
    return cell[1:] if is_guarded else cell


def rows_of(text: str, separator: str, plain: Callable[[str], str]) -> Iterator[Row]:
    """The rows that hold anything; `plain` gives what a cell says.

    Raises:
        TableFault: a quotation mark is not closed.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            why = _("the quotation marks are not closed as they should be")
            raise TableFault(line, why) from None
        if cells is None:
            return
        row = Row(line, tuple(plain(cell) for cell in cells))
        line = reader.line_num + 1
        if any(row.cells):
            yield row
