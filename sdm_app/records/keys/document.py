"""The key slots as one JSON document, wherever it is stored; nothing here touches a file."""

from __future__ import annotations

import hmac
import json
import os
import uuid
from dataclasses import dataclass, replace
from typing import Any

from sdm_app.records.keys import slots
from sdm_app.records.keys.errors import KeySlotsDamaged, KeyUnavailable, WrongPassphrase
from sdm_app.records.keys.slots import Slot, SlotKind
from sdm_app.records.keys.wrapping import COST, KEY_BYTES, Cost, derived

LARGEST = 100_000
"""No document of ours is longer, in characters."""

_FORMAT = 1
_MOST_KEYRINGS = 50


@dataclass(frozen=True)
class Document:
    """The slots of one set of records, `records` being its random id.

    `damaged` counts slots that cannot be used; `mac` is "" for a document not yet written.
    """

    records: str
    slots: tuple[Slot, ...] = ()
    damaged: int = 0
    mac: str = ""


def new(passphrase: str, cost: Cost = COST) -> tuple[Document, bytes]:
    """A document for new records, with the passphrase's slot, and the random data key."""
    data_key = os.urandom(KEY_BYTES)
    return with_passphrase(Document(uuid.uuid4().hex), data_key, passphrase, cost), data_key


def with_passphrase(
    document: Document, data_key: bytes, passphrase: str, cost: Cost = COST
) -> Document:
    """The document with this passphrase in place of any other."""
    slot = slots.sealed_by_passphrase(document.records, data_key, passphrase, cost)
    return replace(document, slots=(*_others(document, SlotKind.PASSPHRASE), slot))


def with_key_file(document: Document, data_key: bytes, secret: bytes) -> Document:
    """The document with this key file in place of any other."""
    slot = slots.sealed_by_secret(document.records, data_key, SlotKind.KEY_FILE, secret)
    return replace(document, slots=(*_others(document, SlotKind.KEY_FILE), slot))


def with_keyring(document: Document, data_key: bytes, secret: bytes) -> Document:
    """The document with one more keyring: several computers, or users, may share the records."""
    slot = slots.sealed_by_secret(document.records, data_key, SlotKind.KEYRING, secret)
    keyrings = [one for one in document.slots if one.kind is SlotKind.KEYRING and one != slot]
    kept = keyrings[-(_MOST_KEYRINGS - 1) :]
    return replace(document, slots=(*_others(document, SlotKind.KEYRING), *kept, slot))


def open_by_passphrase(document: Document, passphrase: str) -> bytes:
    """The data key.

    Raises:
        WrongPassphrase: the slot is whole, and this does not open it.
        KeySlotsDamaged: the passphrase's slot is damaged or missing.
    """
    found = [one for one in document.slots if one.kind is SlotKind.PASSPHRASE]
    if not found:
        raise KeySlotsDamaged(
            "The slot of the recovery passphrase is damaged or missing; use the copy of the key"
            " slots that lies beside each backup."
        )
    key = slots.opened_by_passphrase(document.records, found[0], passphrase)
    if key is None:
        raise WrongPassphrase("This is not the recovery passphrase of these records.")
    return key


def open_by_keyring(document: Document, secret: bytes | None) -> bytes:
    """The data key by what the keyring holds, if it holds something.

    Raises:
        KeyUnavailable: it holds nothing, or nothing that opens a slot.
    """
    key = None if secret is None else _opened(document, SlotKind.KEYRING, secret)
    if key is None:
        raise KeyUnavailable(
            "This computer's keyring does not hold the key to the records;"
            " the recovery passphrase is needed."
        )
    return key


def open_by_key_file(document: Document, secret: bytes) -> bytes:
    """The data key.

    Raises:
        WrongPassphrase: no slot is opened by this key file.
    """
    key = _opened(document, SlotKind.KEY_FILE, secret)
    if key is None:
        raise WrongPassphrase("This is not the key file of these records.")
    return key


def has(document: Document, kind: SlotKind) -> bool:
    """Whether a usable slot of this kind is there."""
    return any(slot.kind is kind for slot in document.slots)


def text_of(document: Document, data_key: bytes) -> str:
    """The document to be stored: ASCII JSON, each slot with its sum, all under the data key's MAC.

    Damaged slots are left out.
    """
    value = _value(document)
    return json.dumps(value | {"mac": _mac(value, data_key)}, indent=1) + "\n"


def read(text: str) -> Document:
    """The document of a stored text, with the slots that can be used.

    Raises:
        KeySlotsDamaged: no slot can be used, or a newer program wrote the text.
    """
    value = _json(text)
    if value.get("format") != _FORMAT or not isinstance(value.get("records"), str):
        raise KeySlotsDamaged("The key slots are damaged, or a newer program wrote them.")
    records, listed = value["records"], value.get("slots")
    found = [slots.read(records, one) for one in listed] if isinstance(listed, list) else []
    usable = tuple(slot for slot in found if slot is not None)
    if not usable:
        raise KeySlotsDamaged("The key slots are damaged: none of them can be used.")
    return Document(records, usable, len(found) - len(usable), str(value.get("mac", "")))


def is_whole(document: Document, data_key: bytes) -> bool:
    """Whether this is what was written, to the last slot, by someone who had the data key."""
    expected = _mac(_value(document), data_key)
    return not document.damaged and hmac.compare_digest(document.mac.encode(), expected.encode())


def _value(document: Document) -> dict[str, Any]:
    return {
        "format": _FORMAT,
        "records": document.records,
        "slots": [slots.written(document.records, slot) for slot in document.slots],
    }


def _mac(value: dict[str, Any], data_key: bytes) -> str:
    return hmac.digest(derived(data_key, "key slots"), slots.canonical(value), "sha256").hex()


def _json(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text) if len(text) <= LARGEST else None
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise KeySlotsDamaged("The key slots are damaged: this is no document of ours.")
    return value


def _opened(document: Document, kind: SlotKind, secret: bytes) -> bytes | None:
    name = slots.name_for(kind, secret)
    for slot in document.slots:
        if slot.kind is kind and slot.id == name:
            return slots.opened_by_secret(document.records, slot, secret)
    return None


def _others(document: Document, kind: SlotKind) -> tuple[Slot, ...]:
    return tuple(slot for slot in document.slots if slot.kind is not kind)
