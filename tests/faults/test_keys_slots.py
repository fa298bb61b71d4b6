"""Damaged slots never cost the records, and never look like a wrong passphrase (F16)."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sdm_app.records.keys import (
    KeySlotsDamaged,
    KeyUnavailable,
    WrongPassphrase,
    add_key_file,
    damage,
    data_key,
    unlock_with_key_file,
    unlock_with_passphrase,
)
from sdm_app.records.keys import document as documents
from sdm_app.records.keys.folder import FILE, TWIN
from sdm_app.records.keys.slots import SlotKind
from tests.records.keys.builders import CHEAP, PASSPHRASE, FakeKeyring, cheaply_set_up

OTHER = "9999-AAAA-BCDE-FGHJ-KMNP"


@pytest.fixture
def keyring() -> FakeKeyring:
    return FakeKeyring()


def spoil(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """The same change to both files."""
    value = json.loads((folder / FILE).read_text())
    change(value)
    for name in (FILE, TWIN):
        (folder / name).write_text(json.dumps(value))


def slot_of(value: dict[str, Any], kind: str) -> dict[str, Any]:
    found: dict[str, Any] = next(slot for slot in value["slots"] if slot["kind"] == kind)
    return found


def test_each_damaged_byte_of_both_files_leaves_a_way_in_or_says_damage(
    tmp_path: Path, keyring: FakeKeyring
) -> None:
    """Never a wrong key, never "wrong passphrase" for the right one."""
    key = cheaply_set_up(tmp_path, keyring)
    (secret,) = keyring.kept.values()
    good = (tmp_path / FILE).read_bytes()
    by_keyring, by_passphrase, damaged = 0, 0, 0

    for position in range(len(good)):
        spoilt = bytearray(good)
        spoilt[position] ^= 1 << position % 8
        try:
            document = documents.read(spoilt.decode("latin-1"))
        except KeySlotsDamaged:
            damaged += 1
            continue
        try:
            assert documents.open_by_keyring(document, secret) == key
            by_keyring += 1
        except KeyUnavailable:
            assert documents.open_by_passphrase(document, PASSPHRASE) == key
            by_passphrase += 1

    assert by_keyring + by_passphrase + damaged == len(good)
    assert by_keyring > len(good) // 4
    assert by_passphrase > len(good) // 8


def test_each_damaged_byte_of_one_file_costs_nothing(tmp_path: Path, keyring: FakeKeyring) -> None:
    key = cheaply_set_up(tmp_path, keyring)
    good = (tmp_path / FILE).read_bytes()

    for position in range(len(good)):
        spoilt = bytearray(good)
        spoilt[position] ^= 1 << position % 8
        (tmp_path / FILE).write_bytes(spoilt)
        assert data_key(tmp_path, keyring=keyring) == key


@pytest.mark.parametrize("name", [FILE, TWIN])
@pytest.mark.parametrize("left", [b"", b"\0" * 900, b"{}", b"[[" * 50_000, b"\xff" * 10, None])
def test_one_file_lost_is_mended_from_the_other(
    tmp_path: Path, name: str, left: bytes | None
) -> None:
    key = cheaply_set_up(tmp_path)
    good = (tmp_path / FILE).read_bytes()
    if left is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(left)
    assert [fault.split(":")[0] for fault in damage(tmp_path, key)] == [name]

    assert unlock_with_passphrase(tmp_path, PASSPHRASE, keyring=None) == key

    assert damage(tmp_path, key) == ()
    assert (tmp_path / name).read_bytes() == good


@pytest.mark.parametrize("length", [0, 1, 300, -2])
def test_both_files_torn_are_damage(tmp_path: Path, keyring: FakeKeyring, length: int) -> None:
    cheaply_set_up(tmp_path, keyring)
    for name in (FILE, TWIN):
        (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:length])

    with pytest.raises(KeySlotsDamaged):
        data_key(tmp_path, keyring=keyring)
    with pytest.raises(KeySlotsDamaged):
        unlock_with_passphrase(tmp_path, PASSPHRASE, keyring=keyring)


def test_a_damaged_passphrase_slot_is_no_wrong_passphrase(
    tmp_path: Path, keyring: FakeKeyring
) -> None:
    key = cheaply_set_up(tmp_path, keyring)
    spoil(tmp_path, lambda value: slot_of(value, "passphrase").update(salt="A" * 22 + "=="))

    with pytest.raises(KeySlotsDamaged, match="recovery passphrase is damaged"):
        unlock_with_passphrase(tmp_path, PASSPHRASE, keyring=keyring)
    assert data_key(tmp_path, keyring=keyring) == key
    assert len(damage(tmp_path, key)) == 2


def test_a_damaged_keyring_slot_is_mended_by_the_passphrase(
    tmp_path: Path, keyring: FakeKeyring
) -> None:
    key = cheaply_set_up(tmp_path, keyring)
    spoil(tmp_path, lambda value: slot_of(value, "keyring").update(nonce="AAAAAAAAAAAAAAAA"))

    with pytest.raises(KeyUnavailable):
        data_key(tmp_path, keyring=keyring)
    unlock_with_passphrase(tmp_path, PASSPHRASE, keyring=keyring)

    assert data_key(tmp_path, keyring=keyring) == key
    assert damage(tmp_path, key) == ()


@pytest.mark.parametrize("lost", ["keyring", "passphrase", "key-file"])
def test_with_one_slot_of_three_lost_the_others_open(
    tmp_path: Path, keyring: FakeKeyring, lost: str
) -> None:
    key = cheaply_set_up(tmp_path, keyring)
    add_key_file(tmp_path, key, tmp_path / "admin.key")
    spoil(tmp_path, lambda value: value["slots"].remove(slot_of(value, lost)))
    ways: dict[str, Callable[[], bytes | None]] = {
        "keyring": lambda: data_key(tmp_path, keyring=keyring),
        "passphrase": lambda: unlock_with_passphrase(tmp_path, PASSPHRASE, keyring=None),
        "key-file": lambda: unlock_with_key_file(tmp_path, tmp_path / "admin.key", keyring=None),
    }

    assert [way() for name, way in ways.items() if name != lost] == [key, key]


def test_a_slot_moved_to_other_records_opens_nothing(tmp_path: Path) -> None:
    mine, _ = documents.new(PASSPHRASE, CHEAP)
    theirs, _ = documents.new(OTHER, CHEAP)
    moved = documents.Document(mine.records, theirs.slots)

    with pytest.raises(WrongPassphrase):
        documents.open_by_passphrase(moved, OTHER)


def test_a_changed_document_with_its_sums_set_right_is_noticed_by_the_mac(tmp_path: Path) -> None:
    document, key = documents.new(PASSPHRASE, CHEAP)
    stored = documents.read(documents.text_of(document, key))
    forged = documents.read(
        documents.text_of(documents.with_keyring(document, key, bytes(32)), bytes(32))
    )

    assert documents.is_whole(stored, key)
    assert not documents.is_whole(forged, key)
    assert not documents.is_whole(stored, bytes(32))


@pytest.mark.parametrize(
    "cost",
    [
        {"memory_kib": 64 * 1024 * 1024},
        {"memory_kib": 8},
        {"passes": 1_000_000},
        {"passes": 0},
        {"lanes": 64},
        {"lanes": True},
        {"memory_kib": "65536"},
    ],
)
def test_an_unreasonable_cost_is_refused_before_it_is_paid(cost: dict[str, Any]) -> None:
    from sdm_app.records.keys import slots

    document, _ = documents.new(PASSPHRASE, CHEAP)
    value = slots.written(document.records, document.slots[0]) | cost
    del value["sum"]
    value["sum"] = slots._sum(document.records, value)

    assert slots.read(document.records, value) is None


def test_noise_is_never_more_than_damage() -> None:
    noise = random.Random(7)
    for _ in range(500):
        text = noise.randbytes(noise.randrange(200)).decode("latin-1")
        with pytest.raises(KeySlotsDamaged):
            documents.read(text)


def test_a_forgotten_passphrase_is_replaced_while_the_keyring_still_opens(
    tmp_path: Path, keyring: FakeKeyring
) -> None:
    from sdm_app.records.keys import change_passphrase

    cheaply_set_up(tmp_path, keyring)

    key = data_key(tmp_path, keyring=keyring)
    assert key is not None
    change_passphrase(tmp_path, key, OTHER, cost=CHEAP)

    assert unlock_with_passphrase(tmp_path, OTHER, keyring=None) == key


def test_a_lost_disk_needs_only_the_copy_of_the_slots_and_the_passphrase(
    tmp_path: Path, keyring: FakeKeyring
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        folder.mkdir()
    key = cheaply_set_up(old, keyring)
    shutil.copy(old / FILE, new / FILE)
    shutil.rmtree(old)
    fresh = FakeKeyring()

    assert unlock_with_passphrase(new, PASSPHRASE, keyring=fresh) == key
    assert data_key(new, keyring=fresh) == key
    assert damage(new, key) == ()


def test_fifty_one_computers_crowd_out_the_eldest() -> None:
    document, key = documents.new(PASSPHRASE, CHEAP)
    secrets = [bytes([number]) * 32 for number in range(51)]
    for secret in secrets:
        document = documents.with_keyring(document, key, secret)

    with pytest.raises(KeyUnavailable):
        documents.open_by_keyring(document, secrets[0])
    assert documents.open_by_keyring(document, secrets[1]) == key
    assert documents.open_by_keyring(document, secrets[50]) == key
    assert sum(slot.kind is SlotKind.KEYRING for slot in document.slots) == 50
    assert len(documents.text_of(document, key)) < documents.LARGEST
