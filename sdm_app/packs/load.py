"""Reads a content folder or its compiled form into one checked `ContentPack`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from sdm_app import resources
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
    "handout": "handout.yaml",
    "citations": "citations.yaml",
}
_FOLDERS = ("questionnaires", "options", "requests")


def current() -> ContentPack:
    """The pack of this installation or checkout."""
    return load_pack(resources.content())


def load_pack(place: Path) -> ContentPack:
    """The pack in a folder of YAML files, or in one compiled JSON file.

    Raises:
        ContentError: something is missing, misspelt, without a source, or names what does not
        exist.
    """
    if place.is_file():
        return _load_compiled(place)
    value, sources = _assemble(place)
    try:
        pack = ContentPack.model_validate(value)
    except ValidationError as fault:
        raise _content_error(fault, sources, place) from None
    for path, why in check_references(pack):
        raise _located(path, why, sources, place)
    return pack


def compile_pack(folder: Path) -> str:
    """The pack of a folder as the JSON that ships.

    Raises:
        ContentError: as `load_pack`.
    """
    return load_pack(folder).model_dump_json(exclude_unset=True)


def _load_compiled(file: Path) -> ContentPack:
    try:
        return ContentPack.model_validate_json(file.read_bytes())
    except OSError as fault:
        raise ContentError(file, 1, "", fault.strerror or "cannot be read") from None
    except ValidationError as fault:
        first = fault.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise ContentError(file, 1, field, first["msg"]) from None


def _assemble(folder: Path) -> tuple[dict[str, Any], Sources]:
    value: dict[str, Any] = {}
    sources: Sources = {}
    for part, name in _SINGLE.items():
        document = _read(folder, folder / name)
        value[part] = document.value
        sources[(part,)] = document
    for part in _FOLDERS:
        files = sorted((folder / part).glob("*.yaml"))
        if not files:
            raise ContentError(folder / part, 1, "", "holds no YAML file")
        documents = [_read(folder, file) for file in files]
        value[part] = [document.value for document in documents]
        sources.update({(part, at): document for at, document in enumerate(documents)})
    return value, sources


def _read(folder: Path, file: Path) -> Document:
    # Imported here: the form that ships needs no YAML.
    from sdm_app.packs.strict_yaml import read_documents  # noqa: PLC0415

    shown_as = f"{folder.name}/{file.relative_to(folder)}"
    documents = read_documents(file, shown_as)
    if len(documents) != 1:
        raise ContentError(shown_as, 1, "", "must hold one YAML document")
    return documents[0]


def _content_error(fault: ValidationError, sources: Sources, place: Path) -> ContentError:
    first = fault.errors(include_url=False)[0]
    return _located(first["loc"], first["msg"].removeprefix("Value error, "), sources, place)


def _located(path: tuple[str | int, ...], why: str, sources: Sources, place: Path) -> ContentError:
    for length in (2, 1):
        document = sources.get(tuple(path[:length]))
        if document is not None:
            return document.error(tuple(path[length:]), why)
    return ContentError(place, 1, ".".join(str(part) for part in path), why)
