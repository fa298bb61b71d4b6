"""The built form of a pack: one JSON file that says how new it is and how long it is good."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, ValidationError, model_validator

from sdm_app.domain.base import Frozen
from sdm_app.domain.content import ContentPack
from sdm_app.packs.errors import ContentError
from sdm_app.packs.load import load_pack
from sdm_app.packs.strict_json import LARGEST, ValuePath, has_plain_texts, parse, shown

FORMAT = "backchoice-pack-1"
_CONTENT = '"content":'
_LONGEST_SENTENCE = 300


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
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    content: ContentPack

    @model_validator(mode="after")
    def _dates_agree(self) -> Self:
        if self.review_by != self.content.info.next_review:
            raise ValueError("review_by is not the content's next_review")
        if self.expires != self.content.info.expires_on:
            raise ValueError("expires is not the day the content expires")
        return self


def sequence_at(moment: datetime) -> int:
    """The sequence of a pack built at a moment, so that a later one is higher by itself."""
    return int(f"{moment:%Y%m%d%H%M}")


def build(folder: Path, sequence: int, built_on: date) -> bytes:
    """A content folder in its built form.

    Raises:
        ContentError: a fault in the folder, as `load_pack`, or something the reader refuses.
    """
    pack = load_pack(folder)
    content = pack.model_dump_json(exclude_unset=True)
    head = {
        "format": FORMAT,
        "sequence": sequence,
        "built_on": built_on.isoformat(),
        "review_by": pack.info.next_review.isoformat(),
        "expires": pack.info.expires_on.isoformat(),
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
    built = _as_it_is_built(raw)
    if built is not None:
        return built
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
    if hashlib.sha256(content_bytes(raw)).hexdigest() != built.sha256:
        raise ContentError(name, 1, "sha256", "the content was altered after it was built")
    written_anew = built.model_dump_json(exclude_unset=True)
    if written_anew != text.removesuffix("\n"):
        # Another version may write fields in another order; values must be of the same kinds.
        for path in _other_kinds(value, json.loads(written_anew)):
            raise ContentError(name, 1, shown(path), "is a value of the wrong kind")
    return built


def _as_it_is_built(raw: bytes) -> Built | None:
    """The pack where its bytes are the very ones that `build` writes; None calls for a longer look.

    Bytes that come out again the same have no key twice and no value of another kind.
    """
    if len(raw) > LARGEST:
        return None
    try:
        text = raw.decode("utf-8")
        built = Built.model_validate_json(text)
    except ValueError:
        return None
    is_same = f"{built.model_dump_json(exclude_unset=True)}\n" == text
    if not is_same or not has_plain_texts(text.removesuffix("\n")):
        return None
    return built if hashlib.sha256(content_bytes(raw)).hexdigest() == built.sha256 else None


def content_bytes(raw: bytes) -> bytes:
    """The bytes of the content alone, which `sha256` is of, in those of a whole pack."""
    return raw.partition(_CONTENT.encode())[2].removesuffix(b"\n").removesuffix(b"}")


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
