"""Reads a printed plan back: its text, its objects, and what is painted on its pages."""

import re
import zlib

import pypdfium2


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, with single spaces."""
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        pages.append(" ".join(text.get_text_range().split()))
        text.close()
        page.close()
    document.close()
    return pages


def text_of(pdf: bytes) -> str:
    """The text of all pages, one after the other."""
    return " ".join(pages_of(pdf))


def objects_of(pdf: bytes) -> dict[int, bytes]:
    """Every object by its number; the handout has no object streams."""
    found = re.finditer(rb"(?m)^(\d+) 0 obj\n(.*?)endobj", pdf, re.DOTALL)
    return {int(match[1]): match[2] for match in found}


def elements_of(pdf: bytes, role: str) -> list[bytes]:
    """The structure elements of a role."""
    marks = (b"/Type /StructElem", f"/S /{role} ".encode())
    return [body for body in objects_of(pdf).values() if all(mark in body for mark in marks)]


def painted_on(pdf: bytes) -> list[str]:
    """The operators of each page, in order."""
    objects = objects_of(pdf)
    pages = [body for body in objects.values() if re.search(rb"/Type /Page\b(?!s)", body)]
    found = [re.search(rb"/Contents (\d+) 0 R", body) for body in pages]
    return [_unpacked(objects[int(match[1])]) for match in found if match]


def _unpacked(body: bytes) -> str:
    _, data = body.split(b"stream\n", 1)
    return zlib.decompressobj().decompress(data).decode("latin-1")
