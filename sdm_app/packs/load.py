"""Reads a content folder into one checked `ContentPack`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from sdm_app.domain.content import ContentPack
from sdm_app.packs.errors import ContentError
from sdm_app.packs.references import check_references

if TYPE_CHECKING:
    from pathlib import Path

    from sdm_app.packs.strict_yaml import Document

    Sources = dict[tuple[str | int, ...], Document]
    """Which document a part of the pack was read from, by the part's path."""

_SINGLE = {
    "info": "pack.yaml",
    "guidelines": "guidelines.yaml",
    "red_flags": "red_flags.yaml",
    "outlook": "outlook.yaml",
    "what_matters": "priorities.yaml",
    "matched_care": "matched_care.yaml",
    "grid": "grid.yaml",
    "referral_targets": "referral_targets.yaml",
    "referrals": "referrals.yaml",
    "handout": "handout.yaml",
    "citations": "citations.yaml",
    "schedule": "schedule.yaml",
}
_FOLDERS = ("questionnaires", "options", "requests")
_IF_ANY = {"withdrawn": "withdrawn.yaml", "renamed": "renamed.yaml"}


@dataclass(frozen=True)
class Authored:
    """A content folder as read: the pack, and every fault that stands against it.

    `pack` is None when the faults leave nothing to build; else faults are ids that do not exist and
    scripts with a dead end.
    """

    folder: Path
    pack: ContentPack | None
    faults: tuple[ContentError, ...]
    sources: Sources

    def at(self, path: tuple[str | int, ...], why: str) -> ContentError:
        """Something to say of the value at a path of the pack, with its file and line."""
        return _located(path, why, self.sources, self.folder)


def load_pack(folder: Path) -> ContentPack:
    """The pack in a folder of YAML files, as it is authored.

    Raises:
        ContentError: something is missing, misspelt, without a source, or names what does not
        exist.
    """
    authored = read_authored(folder)
    if authored.pack is None or authored.faults:
        raise authored.faults[0]
    return authored.pack


def read_authored(folder: Path) -> Authored:
    """A content folder with all its faults, as far as the earlier ones let the later be seen."""
    value, sources, unread = _assemble(folder)
    if unread:
        return Authored(folder, None, unread, sources)
    try:
        pack = ContentPack.model_validate(value)
    except ValidationError as fault:
        errors = fault.errors(include_url=False)
        faults = tuple(
            _located(error["loc"], error["msg"].removeprefix("Value error, "), sources, folder)
            for error in errors
        )
        return Authored(folder, None, faults, sources)
    faults = tuple(_located(path, why, sources, folder) for path, why in check_references(pack))
    return Authored(folder, pack, faults, sources)


def _assemble(folder: Path) -> tuple[dict[str, Any], Sources, tuple[ContentError, ...]]:
    value: dict[str, Any] = {}
    sources: Sources = {}
    unread: list[ContentError] = []
    for part, name in _SINGLE.items():
        document = _read(folder, folder / name, unread)
        if document is not None:
            value[part] = document.value
            sources[(part,)] = document
    for part, name in _IF_ANY.items():
        document = _read(folder, folder / name, unread) if (folder / name).exists() else None
        if document is not None:
            value[part] = document.value
            sources[(part,)] = document
    for part in _FOLDERS:
        files = sorted((folder / part).glob("*.yaml"))
        if not files:
            unread.append(ContentError(folder / part, 1, "", "holds no YAML file"))
        read = [_read(folder, file, unread) for file in files]
        documents = [document for document in read if document is not None]
        value[part] = [document.value for document in documents]
        sources.update({(part, at): document for at, document in enumerate(documents)})
    return value, sources, tuple(unread)


def _read(folder: Path, file: Path, unread: list[ContentError]) -> Document | None:
    # Imported here: the form that ships needs no YAML.
    from sdm_app.packs.strict_yaml import read_documents  # noqa: PLC0415

    shown_as = f"{folder.name}/{file.relative_to(folder)}"
    try:
        documents = read_documents(file, shown_as)
    except ContentError as fault:
        unread.append(fault)
        return None
    if len(documents) != 1:
        unread.append(ContentError(shown_as, 1, "", "must hold one YAML document"))
        return None
    return documents[0]


def _located(path: tuple[str | int, ...], why: str, sources: Sources, place: Path) -> ContentError:
    for length in (2, 1):
        document = sources.get(tuple(path[:length]))
        if document is not None:
            return document.error(tuple(path[length:]), why)
    return ContentError(place, 1, ".".join(str(part) for part in path), why)
