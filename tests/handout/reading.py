"""Reads a printed plan back: its words by page, and its structure tree in order."""

import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest


def words_of(pdf: bytes) -> str:
    """All words of all pages, white space as single spaces."""
    return " ".join(" ".join(pages_of(pdf)).split())


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_words_of_page(page) for page in document]
    finally:
        document.close()


def _words_of_page(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_bounded())
    finally:
        text.close()
        page.close()


def structure_of(pdf: bytes, folder: Path) -> list[tuple[str, str]]:
    """Roles in reading order, each with the words directly in it."""
    tool = shutil.which("pdfinfo")
    if tool is None:
        pytest.skip("pdfinfo reads the structure")
    file = folder / "plan.pdf"
    file.write_bytes(pdf)
    run = subprocess.run([tool, "-struct-text", str(file)], capture_output=True, check=True)
    found: list[tuple[str, str]] = []
    for line in run.stdout.decode().splitlines():
        role = re.fullmatch(r"\s*([A-Z][A-Za-z0-9]*)(?: \([a-z]+\))?:?(?: .*)?", line)
        words = re.fullmatch(r'\s*"(.*)"', line)
        if words and found:
            found[-1] = (found[-1][0], found[-1][1] + words[1])
        elif role:
            found.append((role[1], ""))
    return found
