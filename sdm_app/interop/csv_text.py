"""The letters of a file of unknown encoding, and which encoding that was."""

import codecs
import re
from dataclasses import dataclass

from sdm_app.i18n import gettext as _

BYTES_AT_MOST = 5_000_000
UTF_8, UTF_8_MARKED = "UTF-8", "UTF-8 with BOM"
UTF_16_LE, UTF_16_BE = "UTF-16 LE", "UTF-16 BE"
WINDOWS = "Windows-1252"
_MARKS = (
    (codecs.BOM_UTF8, UTF_8_MARKED, "utf-8"),
    (codecs.BOM_UTF16_LE, UTF_16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, UTF_16_BE, "utf-16-be"),
)
_NO_TEXT = ((b"PK\x03\x04", "Excel"), (b"\xd0\xcf\x11\xe0", "Excel"), (b"%PDF", "PDF"))
_SAMPLE = 400
"""Bytes at the beginning that tell UTF-16 without a mark."""
_NOT_FOR_EYES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")


class TableFault(Exception):
    """The file cannot be read as a table; the message says why, `line` where, from 1."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line


@dataclass(frozen=True)
class FileText:
    """What a file says, and the name of its encoding."""

    text: str
    encoding: str


def decode(raw: bytes) -> FileText:
    """The text of a file in UTF-8, UTF-16 or Windows-1252, told by its mark or by its bytes.

    Raises:
        TableFault: it is too large, empty, a workbook, or in no such encoding.
    """
    if len(raw) > BYTES_AT_MOST:
        raise TableFault(1, _("the file is larger than 5 MB"))
    for begins, kind in _NO_TEXT:
        if raw.startswith(begins):
            why = _("this is a file of {kind}; save it as CSV first")
            raise TableFault(1, why.format(kind=kind))
    for mark, name, codec in _MARKS:
        if raw.startswith(mark):
            return FileText(_read_as(raw[len(mark) :], codec), name)
    wide = _wide(raw[:_SAMPLE])
    if wide:
        return FileText(_read_as(raw, "utf-16-le" if wide == UTF_16_LE else "utf-16-be"), wide)
    try:
        return FileText(_checked(raw.decode("utf-8")), UTF_8)
    except UnicodeDecodeError:
        return FileText(_read_as(raw, "windows-1252"), WINDOWS)


def _wide(sample: bytes) -> str:
    """Which UTF-16 a file without a mark is: in plain letters every other byte is 0."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 4 < len(sample):
        return ""
    return UTF_16_BE if even > odd else UTF_16_LE


def _read_as(raw: bytes, codec: str) -> str:
    try:
        return _checked(raw.decode(codec))
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].decode(codec, "ignore").count("\n") + 1
        raise TableFault(line, _("the letters are in an encoding that is not known")) from None


def _checked(text: str) -> str:
    found = _NOT_FOR_EYES.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise TableFault(line, _("this is no text: it holds what no table holds"))
    if not text.strip():
        raise TableFault(1, _("the file is empty"))
    return text
