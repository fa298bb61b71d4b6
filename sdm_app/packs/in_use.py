"""The content in use: the signed pack of this installation or clinic, or the checkout's own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from sdm_app import resources, user_folders
from sdm_app.domain.content import ContentPack
from sdm_app.domain.withdrawal import take_out
from sdm_app.packs.errors import ContentError
from sdm_app.packs.load import load_pack
from sdm_app.packs.shelf import Accepted, Shelf

if TYPE_CHECKING:
    from sdm_app.packs.signed import SignedPack
    from sdm_app.packs.signing import TrustedKeys

HOW_TO_ACCEPT = "`backchoice pack accept --because REASON` takes it all the same"


@dataclass(frozen=True)
class Content:
    """A pack that may be used, and where it comes from.

    `authored` is the pack as written, `pack` the same without what is withdrawn; `sha256` names
    `raw`, the bytes of its content. `sequence` is 0 and `key` empty for a checkout's own folder.
    """

    pack: ContentPack
    authored: ContentPack
    sha256: str
    raw: bytes
    sequence: int = 0
    key: str = ""

    def accepted(self, today: date, because: str = "") -> Accepted:
        """The pack as what is in use from a day on."""
        return Accepted(
            id=self.pack.info.id,
            version=self.pack.info.version,
            sequence=self.sequence,
            sha256=self.sha256,
            key=self.key,
            accepted_on=today,
            is_of_clinic=bool(self.pack.info.signed_by_clinic),
            because=because,
        )


def current() -> ContentPack:
    """The pack that this user's visits begin with now."""
    return content_in_use(Shelf(user_folders.content())).pack


def content_in_use(shelf: Shelf, shipped: Path | None = None, *, older: bool = False) -> Content:
    """The content to work with; of an installed pack and the shipped one the later.

    With `older` a pack older than one that was in use here is taken too.

    Raises:
        ContentError: unsigned, altered, by an unknown key, or older than what was in use.
    """
    place = resources.content() if shipped is None else shipped
    ours = _of_folder(place) if place.is_dir() else _of_file(place, shelf)
    content = ours
    if shelf.installed.exists():
        installed = _of_file(shelf.installed, shelf, with_clinic_keys=True)
        content = max(ours, installed, key=lambda one: one.sequence)
    if not older:
        require_not_older(content, shelf, place if content is ours else shelf.installed)
    return content


def earlier_pack(raw: str, content: Content, shelf: Shelf) -> ContentPack | None:
    """The pack in kept bytes, without what was withdrawn since; None when it cannot be read now."""
    try:
        pack = ContentPack.model_validate_json(raw)
    except ValidationError:
        return None
    sha256 = hashlib.sha256(raw.encode()).hexdigest()
    since = {one.id: one for one in (*pack.withdrawn, *content.authored.withdrawn)}
    earlier = {new: old for old, new in content.authored.renamed.items()}
    named_then = tuple(
        one.model_copy(update={"id": earlier[name]})
        for name, one in since.items()
        if name in earlier
    )
    left = take_out(pack, (*since.values(), *named_then))
    clinics = {one.sha256: one.key for one in shelf.in_use().accepted if one.is_of_clinic}
    return _marked(left, clinics.get(sha256, ""))


def _of_folder(folder: Path) -> Content:
    authored = load_pack(folder)
    raw = authored.model_dump_json(exclude_unset=True).encode()
    return Content(take_out(authored), authored, hashlib.sha256(raw).hexdigest(), raw)


def _of_file(file: Path, shelf: Shelf, *, with_clinic_keys: bool = False) -> Content:
    # Imported here: a checkout's own content needs no cryptography.
    from sdm_app.packs import signing  # noqa: PLC0415
    from sdm_app.packs.signed import load_signed  # noqa: PLC0415

    keys: TrustedKeys = signing.built_in_keys()
    if with_clinic_keys:
        keys = {**signing.keys_in(shelf.keys), **keys}
    return content_of(load_signed(file, keys))


def content_of(signed: SignedPack) -> Content:
    """A signed pack as content to work with."""
    built = signed.built
    from sdm_app.packs import signing  # noqa: PLC0415

    is_ours = any(known.name == signed.key for known in signing.built_in_keys().values())
    pack = _marked(take_out(built.content), "" if is_ours else signed.key)
    return Content(pack, built.content, built.sha256, signed.content, built.sequence, signed.key)


def _marked(pack: ContentPack, key: str) -> ContentPack:
    """The pack with the mark of the clinic's key; without a key as it is."""
    if not key:
        return pack
    info = pack.info.model_copy(update={"signed_by_clinic": key})
    return pack.model_copy(update={"info": info})


def require_not_older(content: Content, shelf: Shelf, place: Path) -> None:
    """Refuse a pack that is older than what was in use here; a checkout's own is never.

    Raises:
        ContentError: older, or another pack of the same sequence.
    """
    last = shelf.last_of(content.pack.info.id)
    if last is None or not content.key:
        return
    if content.sequence < last.sequence:
        why = f"{content.sequence} is older than {last.sequence}, which was in use here"
        raise ContentError(place, 1, "sequence", f"{why}; {HOW_TO_ACCEPT}")
    if content.sequence == last.sequence and content.sha256 != last.sha256:
        why = f"another pack with the sequence {last.sequence} was in use here"
        raise ContentError(place, 1, "sequence", f"{why}; {HOW_TO_ACCEPT}")
