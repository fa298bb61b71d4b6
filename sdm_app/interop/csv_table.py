"""Reads a table that another program wrote as CSV, and writes one that any of them can read."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sdm_app.i18n import gettext as _

BYTES_AT_MOST = 2_000_000
_SEPARATORS = (",", ";", "\t")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAY_BE_A_FORMULA = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
"""How a cell begins that a spreadsheet might work out, behind any apostrophes."""


class TableFault(Exception):
    """The file cannot be read as a table; the message says why, `line` where, from 1."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line


@dataclass(frozen=True)
class Row:
    """The cells of one row, and the line of the file on which it begins, from 1."""

    line: int
    cells: tuple[str, ...]


def read_table(raw: bytes, is_known: Callable[[str], bool]) -> tuple[Row, ...]:
    """The rows of a file that hold anything, its header first; spaces around cells are taken off.

    UTF-8 and UTF-16 are told by their mark or by their bytes, anything else is Windows-1252. Of
    comma, semicolon and tab that one parts the cells which gives the header most known names.

    Raises:
        TableFault: it is too large, badly encoded or quoted, or empty.
    """
    if len(raw) > BYTES_AT_MOST:
        raise TableFault(1, _("the file is larger than 2 MB"))
    text = _decoded(raw)
    header = next(iter(text.lstrip().splitlines()), "")

    def known_names(separator: str) -> int:
        return sum(is_known(cell.strip(' "')) for cell in header.split(separator))

    rows = tuple(_rows(text, max(_SEPARATORS, key=known_names)))
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


def _decoded(raw: bytes) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _read_as(raw[len(mark) :], encoding)
    # A header is in plain letters: in UTF-16 every other byte of it is 0.
    if b"\0" in raw[:2]:
        return _read_as(raw, "utf-16-be" if raw[:1] == b"\0" else "utf-16-le")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _read_as(raw, "windows-1252")


def _read_as(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as fault:
        before = raw[: fault.start].decode(encoding, "ignore")
        line = len(before.splitlines()) or 1
        raise TableFault(line, _("the letters are in an encoding that is not known")) from None


def _rows(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            raise TableFault(
                line, _("the quotation marks are not closed as they should be")
            ) from None
        if cells is None:
            return
        row = Row(line, tuple(_plain(cell) for cell in cells))
        line = reader.line_num + 1
        if any(row.cells):
            yield row
