"""Whole catalogues in a folder of a test, to be spoilt."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

INTERFACE = ("Save", "and {n} more", "Next review {date}")
CONTENT = ("Back pain is common.", "We look again on {date}.")
PLURAL = ("{n} visit", "{n} visits")


def write_catalogue(
    folder: Path, domain: str, messages: Iterable[str], language: str = "es", plural: bool = False
) -> Path:
    """A catalogue in which every message is translated, as `<language>/LC_MESSAGES/<domain>.po`."""
    catalog = Catalog(locale=language, fuzzy=False)
    for message in messages:
        catalog.add(message, f"«{message}»")
    if plural:
        forms = tuple(f"{{n}} form {at}" for at in range(catalog.num_plurals))
        catalog.add(PLURAL, forms)
    file = folder / language / "LC_MESSAGES" / f"{domain}.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    written = BytesIO()
    write_po(written, catalog, width=0)
    file.write_bytes(written.getvalue())
    return file


def write_both(folder: Path, language: str = "es") -> dict[str, Path]:
    """Both catalogues of a language, whole for the few messages above."""
    return {
        "interface": write_catalogue(folder, "interface", INTERFACE, language, plural=True),
        "content": write_catalogue(folder, "content", CONTENT, language),
    }


def replace_in(file: Path, old: str, new: str) -> int:
    """Spoil a catalogue; the line on which the message of that text begins."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), encoding="utf-8")
    before = text[: text.index(old)]
    start = before.rindex("msgid ") if "msgid " in before else 0
    return text[:start].count("\n") + 1


def compile_catalogue(file: Path) -> Path:
    """The `.mo` of a catalogue, beside it."""
    with file.open("rb") as source:
        catalog = read_po(source)
    compiled = file.with_suffix(".mo")
    with compiled.open("wb") as out:
        write_mo(out, catalog)
    return compiled
