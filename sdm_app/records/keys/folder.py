"""The key slots of the records in a folder: read, made, opened and mended.

The document is kept twice, so that damage to one file costs nothing; a copy lies by each backup.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from sdm_app.records.keys import document as documents
from sdm_app.records.keys import key_file, tries
from sdm_app.records.keys.document import Document
from sdm_app.records.keys.errors import KeysError, KeysExist, KeySlotsDamaged
from sdm_app.records.keys.files import write_atomically
from sdm_app.records.keys.os_keyring import Keyring, OsKeyring
from sdm_app.records.keys.passphrase import require_strong
from sdm_app.records.keys.wrapping import COST, KEY_BYTES, Cost

FILE = "keyslots.json"
TWIN = "keyslots.copy.json"

OS_KEYRING: Keyring = OsKeyring()
"""This computer's keyring. It is looked for when first asked, not when this is imported."""


def data_key(folder: Path, *, keyring: Keyring | None = OS_KEYRING) -> bytes | None:
    """The 32-byte data key by the keyring's slot; None when no keys were set up here.

    Raises:
        KeyUnavailable: there are slots, but the passphrase must be asked for.
        KeySlotsDamaged: there are slots, and none can be used.
    """
    if not has_keys(folder):
        return None
    document = read_slots(folder)
    secret = None if keyring is None else keyring.secret_of(document.records)
    return documents.open_by_keyring(document, secret)


def has_keys(folder: Path) -> bool:
    """Whether keys were set up in this folder."""
    return any((folder / name).exists() for name in (FILE, TWIN))


def set_up(
    folder: Path,
    passphrase: str,
    *,
    keyring: Keyring | None = OS_KEYRING,
    cost: Cost = COST,
) -> bytes:
    """Make a random data key with a slot for the passphrase and, if it works, the keyring.

    Raises:
        KeysExist: keys were set up here before; nothing was changed.
        PassphraseTooWeak: see `require_strong`.
        KeysNotSaved: the folder cannot be written.
    """
    require_strong(passphrase)
    if has_keys(folder):
        raise KeysExist(f"{folder / FILE}: keys were set up here before; nothing was changed.")
    document, key = documents.new(passphrase, cost)
    document = in_keyring(document, key, keyring)
    text = documents.text_of(document, key)
    write_atomically(folder / FILE, text, may_exist=False)
    write_atomically(folder / TWIN, text)
    return key


def unlock_with_passphrase(
    folder: Path,
    passphrase: str,
    *,
    keyring: Keyring | None = OS_KEYRING,
    now: datetime | None = None,
) -> bytes:
    """The data key by the recovery passphrase; afterwards the keyring opens the records again.

    `now` is the present time, with its zone; the clock's if left out.

    Raises:
        WrongPassphrase: the slot is whole, and this does not open it.
        TooSoon: wrong tries came before, and their delay is not over; nothing was tried.
        KeySlotsDamaged: the slot of the passphrase cannot be used, or there are no slots.
        KeysNotSaved: the try cannot be counted, or the slots not be mended.
    """
    document = read_slots(folder)
    tries.begin(folder, now or datetime.now(UTC))
    key = documents.open_by_passphrase(document, passphrase)
    tries.forget(folder)
    _mend(folder, document, key, keyring)
    return key


def change_passphrase(folder: Path, key: bytes, passphrase: str, *, cost: Cost = COST) -> None:
    """Let another passphrase open the records; the one before opens old backups only.

    Raises:
        PassphraseTooWeak: see `require_strong`.
        KeySlotsDamaged: there are no slots that can be used.
        KeysError: the key is not the one of these slots.
        KeysNotSaved: the folder cannot be written; the passphrase before still counts.
    """
    require_strong(passphrase)
    document = _of_this_key(folder, key)
    write_slots(folder, documents.with_passphrase(document, key, passphrase, cost), key)


def add_key_file(folder: Path, key: bytes, file: Path) -> None:
    """Write a new key file, which opens the records in place of any other key file.

    Raises:
        KeysExist: the file exists.
        KeySlotsDamaged: there are no slots that can be used.
        KeysError: the key is not the one of these slots.
        KeysNotSaved: the file or the folder cannot be written.
    """
    document = _of_this_key(folder, key)
    secret = os.urandom(KEY_BYTES)
    key_file.write(file, secret)
    write_slots(folder, documents.with_key_file(document, key, secret), key)


def unlock_with_key_file(
    folder: Path, file: Path, *, keyring: Keyring | None = OS_KEYRING
) -> bytes:
    """The data key by the administrator's key file; afterwards the keyring opens the records.

    Raises:
        WrongPassphrase: no slot is opened by this key file, or it is none.
        KeySlotsDamaged: there are no slots that can be used.
        KeysNotSaved: the slots cannot be mended.
    """
    document = read_slots(folder)
    key = documents.open_by_key_file(document, key_file.read(file))
    _mend(folder, document, key, keyring)
    return key


def read_slots(folder: Path) -> Document:
    """The slots of this folder, by whichever of the two files has more that can be used.

    Raises:
        KeySlotsDamaged: neither file has a slot that can be used.
    """
    found, faults = [], []
    for file in (folder / FILE, folder / TWIN):
        try:
            found.append(documents.read(_text(file)))
        except KeySlotsDamaged as fault:
            faults.append(KeySlotsDamaged(f"{file}: {fault}"))
    if not found:
        raise faults[0]
    return min(found, key=lambda document: document.damaged)


def write_slots(folder: Path, document: Document, key: bytes) -> None:
    """Write both files.

    Raises:
        KeysNotSaved: they cannot be written.
    """
    text = documents.text_of(document, key)
    write_atomically(folder / FILE, text)
    write_atomically(folder / TWIN, text)


def damage(folder: Path, key: bytes) -> tuple[str, ...]:
    """What is wrong with the two files, for people who can see to it, in sentences."""
    found = []
    for file in (folder / FILE, folder / TWIN):
        try:
            document = documents.read(_text(file))
        except KeySlotsDamaged as fault:
            found.append(f"{file.name}: {fault}")
            continue
        if not documents.is_whole(document, key):
            found.append(f"{file.name}: a slot was damaged, or changed by another program.")
    return tuple(found)


def _text(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return stream.read(documents.LARGEST + 1).decode("ascii")
    except OSError as error:
        raise KeySlotsDamaged(f"The key slots cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise KeySlotsDamaged("The key slots are damaged: this is no document of ours.") from None


def _of_this_key(folder: Path, key: bytes) -> Document:
    document = read_slots(folder)
    if not documents.is_whole(document, key):
        raise KeysError(
            "The key slots are damaged or belong to another key; unlock with the passphrase first."
        )
    return document


def _mend(folder: Path, document: Document, key: bytes, keyring: Keyring | None) -> None:
    mended = in_keyring(document, key, keyring)
    if mended is not document or damage(folder, key):
        write_slots(folder, mended, key)


def in_keyring(document: Document, key: bytes, keyring: Keyring | None) -> Document:
    """The document with a slot for the keyring, unless it has one or there is no good keyring."""
    if keyring is None:
        return document
    try:
        documents.open_by_keyring(document, keyring.secret_of(document.records))
    except KeysError:
        secret = os.urandom(KEY_BYTES)
        if not keyring.keep(document.records, secret):
            return document
        return documents.with_keyring(document, key, secret)
    return document
