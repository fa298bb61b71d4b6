"""The built form of a pack: one JSON file that says how new it is and what is withdrawn."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, ValidationError, model_validator

from sdm_app.domain.base import Frozen, Id, Text
from sdm_app.domain.content import ContentPack
from sdm_app.packs.errors import ContentError
from sdm_app.packs.load import load_pack
from sdm_app.packs.strict_json import ValuePath, parse, shown

FORMAT = "backchoice-pack-1"
WITHDRAWN = "withdrawn.yaml"
"""The file of a content folder that lists what is withdrawn; none when nothing is."""
_CONTENT = '"content":'
_LONGEST_SENTENCE = 300


class Withdrawn(Frozen):
    """An option, instrument, figure or other id that is not shown any more, and why."""

    id: Id
    reason: Text


class Built(Frozen):
    """A pack as it is given out.

    A later pack has a higher `sequence`. `sha256` is that of the content's bytes in the file and
    names this content for ever. From the day after `review_by` its review is due; from the day
    after `expires` it is not used.
    """

    format: Literal["backchoice-pack-1"]
    sequence: int = Field(ge=1, lt=10**15)
    built_on: date
    review_by: date
    expires: date
    withdrawn: tuple[Withdrawn, ...]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    content: ContentPack

    @model_validator(mode="after")
    def _dates_agree(self) -> Self:
        if self.review_by != self.content.info.next_review:
            raise ValueError("review_by is not the content's next_review")
        if self.expires < self.review_by:
            raise ValueError("expires stands before review_by")
        return self

    @model_validator(mode="after")
    def _each_withdrawn_once(self) -> Self:
        if len({one.id for one in self.withdrawn}) != len(self.withdrawn):
            raise ValueError("withdrawn names an id twice")
        return self


def build(folder: Path, sequence: int, built_on: date, expires: date | None = None) -> bytes:
    """A content folder in its built form; it expires a year after its review unless told else.

    Raises:
        ContentError: a fault in the folder, as `load_pack`, or something the reader refuses.
    """
    pack = load_pack(folder)
    content = pack.model_dump_json(exclude_unset=True)
    review_by = pack.info.next_review
    head = {
        "format": FORMAT,
        "sequence": sequence,
        "built_on": built_on.isoformat(),
        "review_by": review_by.isoformat(),
        "expires": (expires or _a_year_after(review_by)).isoformat(),
        "withdrawn": _withdrawn_in(folder),
        "sha256": hashlib.sha256(content.encode()).hexdigest(),
    }
    start = json.dumps(head, ensure_ascii=False, separators=(",", ":")).removesuffix("}")
    raw = f"{start},{_CONTENT}{content}}}\n".encode()
    read_built(raw, folder)
    return raw


def read_built(raw: bytes, name: Path | str) -> Built:
    """The pack in these bytes; `name` is for the sentence when there is a fault.

    Raises:
        ContentError: anything at all that is not as `build` writes it.
    """
    text, value = parse(raw, name)
    if not isinstance(value, dict):
        raise ContentError(name, 1, "", "is no pack")
    if value.get("format") != FORMAT:
        raise ContentError(name, 1, "format", f"must be '{FORMAT}', which this version reads")
    try:
        built = Built.model_validate_json(text)
    except ValidationError as fault:
        first = fault.errors(include_url=False, include_input=False)[0]
        why = first["msg"].removeprefix("Value error, ")[:_LONGEST_SENTENCE]
        raise ContentError(name, 1, shown(first["loc"]), why) from None
    if tuple(value) != tuple(Built.model_fields):
        raise ContentError(name, 1, "", "the fields stand in another order than they are built in")
    content = text.partition(_CONTENT)[2].removesuffix("\n").removesuffix("}")
    if hashlib.sha256(content.encode()).hexdigest() != built.sha256:
        raise ContentError(name, 1, "sha256", "the content was altered after it was built")
    written_anew = built.model_dump_json(exclude_unset=True)
    if written_anew != text.removesuffix("\n"):
        # Another version may write fields in another order; values must be of the same kinds.
        for path in _other_kinds(value, json.loads(written_anew)):
            raise ContentError(name, 1, shown(path), "is a value of the wrong kind")
    return built


def _other_kinds(read: Any, taken: Any) -> Iterator[ValuePath]:
    """Where a value was taken for one of another kind, such as "5" for 5."""
    waiting: list[tuple[ValuePath, Any, Any]] = [((), read, taken)]
    while waiting:
        path, one, other = waiting.pop()
        if isinstance(one, dict) and isinstance(other, dict):
            waiting.extend(((*path, key), one[key], other[key]) for key in one if key in other)
        elif isinstance(one, list) and isinstance(other, list):
            both = enumerate(zip(one, other, strict=False))
            waiting.extend(((*path, at), *pair) for at, pair in both)
        elif _is_plain_value(one) and _is_plain_value(other):
            whole_for_decimal = type(one) is int and type(other) is float
            if type(one) is not type(other) and not whole_for_decimal:
                yield path


def _is_plain_value(value: Any) -> bool:
    return isinstance(value, str | int | float)


def _a_year_after(day: date) -> date:
    """The same day of the next year; the last of February for the 29th."""
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap_day else day.day)


def _withdrawn_in(folder: Path) -> list[dict[str, str]]:
    # Imported here: the form that ships needs no YAML.
    from sdm_app.packs.strict_yaml import read_documents  # noqa: PLC0415

    file = folder / WITHDRAWN
    if not file.is_file():
        return []
    documents = read_documents(file, f"{folder.name}/{WITHDRAWN}")
    if len(documents) != 1 or not isinstance(documents[0].value, list):
        why = "must be a list of entries with an id and a reason"
        raise ContentError(f"{folder.name}/{WITHDRAWN}", 1, "", why)
    entries = []
    for at, entry in enumerate(documents[0].value):
        try:
            entries.append(Withdrawn.model_validate(entry).model_dump())
        except ValidationError as fault:
            first = fault.errors(include_url=False)[0]
            raise documents[0].error((at, *first["loc"]), first["msg"]) from None
    return entries
