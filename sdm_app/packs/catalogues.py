"""Checks catalogues for those who translate: what is missing, spoilt or unsafe in one."""

from __future__ import annotations

import gettext
import unicodedata
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import sdm_app
from sdm_app.domain.lines import PLACEHOLDER
from sdm_app.packs.errors import ContentError
from sdm_app.packs.load import load_pack
from sdm_app.packs.wording import patient_lines

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

    from sdm_app.domain.content import ContentPack

MESSAGES = "LC_MESSAGES"
_KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_COUNTS = 200
"""Numbers of things for which a plural rule is tried."""


def check_translations(folder: Path, pack: ContentPack) -> tuple[ContentError, ...]:
    """Every fault of the catalogues `<language>/LC_MESSAGES/{interface,content}.po` in a folder.

    A language begun has both whole: each message of the window and each line that a patient reads
    or hears, none of them fuzzy, empty, or with other placeholders than its source.
    """
    languages = _languages_in(folder)
    if not languages:
        return ()
    wanted = {"interface": interface_messages(), "content": content_messages(pack)}
    return tuple(
        fault
        for language in languages
        for domain, messages in wanted.items()
        for fault in _Checked(folder, language.name, domain).faults(messages)
    )


def require_whole(folder: Path, content: Path) -> None:
    """Refuse a folder of catalogues with a fault, for the content in another folder.

    Raises:
        ContentError: the first fault of the catalogues, or of the content.
    """
    if _languages_in(folder):
        for fault in check_translations(folder, load_pack(content)):
            raise fault


def interface_messages() -> frozenset[str]:
    """What the window and the print say in words of their own, as the program's code has it.

    None where the program is installed without its code; what is wanted cannot be told then.
    """
    # Imported here: only those who translate have need of it.
    from babel.messages.extract import extract_from_dir  # noqa: PLC0415

    package = Path(sdm_app.__file__).parent
    found = extract_from_dir(package, [("**.py", "python")], keywords=_KEYWORDS)
    names = (message for _file, _line, message, _comments, _context in found)
    return frozenset(name if isinstance(name, str) else name[0] for name in names)


def content_messages(pack: ContentPack) -> frozenset[str]:
    """Every line of the content that a patient reads or hears."""
    return frozenset(line.text for _path, line in patient_lines(pack))


def _languages_in(folder: Path) -> list[Path]:
    return sorted({file.parents[1] for file in folder.glob(f"*/{MESSAGES}/*.po")})


class _Checked:
    """One catalogue, named as people see it."""

    def __init__(self, folder: Path, language: str, domain: str) -> None:
        self._language, self._is_content = language, domain == "content"
        self._file = folder / language / MESSAGES / f"{domain}.po"
        self._name = f"{folder.name}/{language}/{MESSAGES}/{domain}.po"
        self._plurals = 1

    def faults(self, wanted: frozenset[str]) -> Iterator[ContentError]:
        """Everything wrong with it; the first that leaves it unread ends the look."""
        try:
            catalog = self._read()
            self._plurals = self._plural_forms(catalog)
        except ContentError as fault:
            yield fault
            return
        by_id = {_ids(message)[0]: message for message in catalog if message.id}
        for missing in sorted(wanted - set(by_id)):
            yield self._fault(1, missing, "is missing")
        for name, message in by_id.items():
            for why in self._of_message(message, known=not wanted or name in wanted):
                yield self._fault(message.lineno or 1, name, why)

    def _fault(self, line: int, message: str, why: str) -> ContentError:
        words = message if message.isprintable() else ascii(message)
        return ContentError(self._name, line, f"{words[:57]}..." if len(words) > 60 else words, why)

    def _read(self) -> Catalog:
        # Imported here: see above.
        from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415

        try:
            text = self._file.read_bytes().decode("utf-8")
            catalog = read_po(StringIO(text), abort_invalid=True)
        except OSError as fault:
            raise self._fault(1, "", fault.strerror or "cannot be read") from None
        except UnicodeDecodeError as fault:
            line = fault.object[: fault.start].count(b"\n") + 1
            raise self._fault(line, "", "not UTF-8 text") from None
        except PoFileError as fault:
            why = str(fault).rpartition(" on ")[0].lower() or "cannot be read"
            raise self._fault(fault.lineno + 1, "", f"not a catalogue: {why}") from None
        except ValueError as fault:
            raise self._fault(1, "", f"not a catalogue: {fault}"[:200]) from None
        if catalog.fuzzy:
            raise self._fault(1, "", "has no header, or one that is marked fuzzy")
        if catalog.locale_identifier != self._language:
            said = catalog.locale_identifier or "nothing"
            raise self._fault(1, "", f"Language says {said!a}, its folder '{self._language}'")
        return catalog

    def _plural_forms(self, catalog: Catalog) -> int:
        from babel.messages.plurals import get_plural  # noqa: PLC0415

        asked = int(get_plural(self._language).num_plurals)
        if catalog.num_plurals != asked:
            why = f"{catalog.num_plurals} plural forms where this language has {asked}"
            raise self._fault(1, "", f"Plural-Forms: {why}")
        try:
            form_of = gettext.c2py(catalog.plural_expr)
            used = {form_of(count) for count in range(_COUNTS)}
        except (ValueError, ZeroDivisionError, RecursionError):
            raise self._fault(1, "", "Plural-Forms: a rule that cannot be worked out") from None
        if used != set(range(asked)):
            raise self._fault(1, "", f"Plural-Forms: the rule gives {len(used)} of {asked} forms")
        return asked

    def _of_message(self, message: Message, *, known: bool) -> Iterator[str]:
        ids, forms = _ids(message), _forms(message)
        if not known:
            yield "is said nowhere in the source"
        if message.fuzzy:
            yield "is fuzzy: nobody has confirmed it"
        asked = self._plurals if len(ids) > 1 else 1
        if len(forms) != asked:
            yield f"has {len(forms)} forms, not {asked}"
        if not all(form.strip() for form in forms):
            yield "is not translated"
            return
        sources = [self._placeholders(one) for one in ids]
        always, ever = set.intersection(*sources), set[str]().union(*sources)
        for form in forms:
            yield from _hidden_in(form)
            try:
                found = self._placeholders(form)
            except ValueError:
                yield "has a brace that opens or closes nothing"
                continue
            # One of the plural's forms may spell the number out.
            for lacking in sorted(always - found):
                yield f"lacks {{{lacking}}}"
            for unknown in sorted(found - ever):
                yield f"has {{{unknown}}}, which its source has not"

    def _placeholders(self, text: str) -> set[str]:
        """What is filled in, with how it is written; content fills by name alone.

        Raises:
            ValueError: not what `str.format` takes, in the interface.
        """
        if self._is_content:
            return {name[1:-1] for name in PLACEHOLDER.findall(text)}
        found = set()
        for _before, name, how, conversion in Formatter().parse(text):
            if name is not None:
                mark = f"!{conversion}" if conversion else ""
                found.add(f"{name}{mark}{f':{how}' if how else ''}")
        return found


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _forms(message: Message) -> tuple[str, ...]:
    if isinstance(message.string, str) or message.string is None:
        return (message.string or "",)
    return tuple(form or "" for form in message.string)


def _hidden_in(text: str) -> Iterator[str]:
    for letter in text:
        if unicodedata.category(letter) in _HIDDEN and letter != "\n":
            yield f"holds U+{ord(letter):04X}, which cannot be seen"
    if not unicodedata.is_normalized("NFC", text):
        yield "holds a letter and its accent as two characters"
