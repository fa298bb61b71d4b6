"""A signed pack from disk: what was checked is what is used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdm_app.packs.built import Built, content_bytes, read_built
from sdm_app.packs.errors import ContentError
from sdm_app.packs.strict_json import read_file

if TYPE_CHECKING:
    from pathlib import Path

    from sdm_app.packs.signing import TrustedKeys


@dataclass(frozen=True)
class SignedPack:
    """A pack whose signature is good; `key` names who signed, `comment` was signed with it.

    `content` are the bytes that the pack's hash is of.
    """

    built: Built
    content: bytes
    key: str
    comment: str


def load_signed(path: Path, trusted_keys: TrustedKeys) -> SignedPack:
    """The built pack at `path`, whose signature stands beside it.

    File and signature are read once; the very bytes that were verified are then read as a pack, so
    that nobody can swap the file in between.

    Raises:
        ContentError: unsigned, by another key, altered or malformed.
    """
    # Imported here: building a wheel compiles content and needs no cryptography.
    from sdm_app.packs import signing  # noqa: PLC0415

    raw = read_file(path)
    beside = signing.signature_file(path)
    if not beside.exists():
        raise ContentError(path, 1, "", f"is not signed: there is no {beside.name} beside it")
    signature = signing.verify(raw, read_file(beside), trusted_keys, beside)
    built = read_built(raw, path)
    return SignedPack(built, content_bytes(raw), signature.key.name, signature.comment)
