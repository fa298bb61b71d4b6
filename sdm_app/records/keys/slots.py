"""One slot: the data key, wrapped for one holder, with a sum that tells damage from a wrong key."""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sdm_app.records.keys.passphrase import plain
from sdm_app.records.keys.wrapping import (
    COST,
    KEY_BYTES,
    NONCE_BYTES,
    SALT_BYTES,
    Cost,
    derived,
    stretched,
    unwrap,
    wrap,
)

_TAG_BYTES = 16


class SlotKind(StrEnum):
    """Who holds what opens the slot."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"
    KEY_FILE = "key-file"


@dataclass(frozen=True)
class Slot:
    """The data key for one holder; salt and cost are those of a passphrase, else empty and None."""

    id: str
    kind: SlotKind
    nonce: bytes
    wrapped: bytes
    salt: bytes = b""
    cost: Cost | None = None


def sealed_by_passphrase(records: str, data_key: bytes, passphrase: str, cost: Cost = COST) -> Slot:
    """A slot that the passphrase opens."""
    salt = os.urandom(SALT_BYTES)
    name = f"{SlotKind.PASSPHRASE}-{os.urandom(4).hex()}"
    key = stretched(plain(passphrase), salt, cost)
    return Slot(name, SlotKind.PASSPHRASE, *wrap(key, data_key, _about(records, name)), salt, cost)


def sealed_by_secret(records: str, data_key: bytes, kind: SlotKind, secret: bytes) -> Slot:
    """A slot that a random secret of `KEY_BYTES` opens, kept in a keyring or a key file."""
    name = name_for(kind, secret)
    return Slot(name, kind, *wrap(secret, data_key, _about(records, name)))


def name_for(kind: SlotKind, secret: bytes) -> str:
    """The id of the slot that this secret opens, so that a holder finds its own among many."""
    return f"{kind}-{derived(secret, 'slot name')[:4].hex()}"


def opened_by_passphrase(records: str, slot: Slot, passphrase: str) -> bytes | None:
    """The data key; None if the passphrase is another."""
    key = stretched(plain(passphrase), slot.salt, slot.cost or COST)
    return unwrap(key, slot.nonce, slot.wrapped, _about(records, slot.id))


def opened_by_secret(records: str, slot: Slot, secret: bytes) -> bytes | None:
    """The data key; None if the secret is another."""
    return unwrap(secret, slot.nonce, slot.wrapped, _about(records, slot.id))


def written(records: str, slot: Slot) -> dict[str, Any]:
    """The slot as a JSON object, with its sum."""
    value: dict[str, Any] = {
        "id": slot.id,
        "kind": slot.kind.value,
        "nonce": b64encode(slot.nonce).decode(),
        "wrapped": b64encode(slot.wrapped).decode(),
    }
    if slot.cost is not None:
        value |= {
            "kdf": "argon2id",
            "memory_kib": slot.cost.memory_kib,
            "passes": slot.cost.passes,
            "lanes": slot.cost.lanes,
            "salt": b64encode(slot.salt).decode(),
        }
    return value | {"sum": _sum(records, value)}


def read(records: str, value: object) -> Slot | None:
    """The slot of a JSON object; None if it is damaged or asks for an unreasonable cost."""
    if not isinstance(value, dict) or value.get("sum") != _sum(
        records, {name: one for name, one in value.items() if name != "sum"}
    ):
        return None
    try:
        kind = SlotKind(value["kind"])
        cost, salt = None, b""
        if kind is SlotKind.PASSPHRASE:
            cost = Cost(*(_whole(value[name]) for name in ("memory_kib", "passes", "lanes")))
            salt = b64decode(value["salt"], validate=True)
        nonce, wrapped = (b64decode(value[name], validate=True) for name in ("nonce", "wrapped"))
        slot = Slot(str(value["id"]), kind, nonce, wrapped, salt, cost)
    except (KeyError, TypeError, ValueError):
        return None
    return slot if _is_sane(slot) and value.get("kdf", "argon2id") == "argon2id" else None


def canonical(value: object) -> bytes:
    """JSON in the one form over which sums are taken."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _is_sane(slot: Slot) -> bool:
    lengths = (len(slot.nonce), len(slot.wrapped))
    if lengths != (NONCE_BYTES, KEY_BYTES + _TAG_BYTES):
        return False
    return slot.cost is None or (slot.cost.is_sane() and len(slot.salt) == SALT_BYTES)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _about(records: str, name: str) -> bytes:
    return f"backchoice key slot|{records}|{name}".encode()


def _sum(records: str, value: object) -> str:
    return sha256(records.encode() + b"|" + canonical(value)).hexdigest()[:32]
