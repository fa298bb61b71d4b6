"""Keys are set up once, opened by either holder, and mended when one is lost."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sdm_app.records.keys import (
    KeysError,
    KeysExist,
    KeySlotsDamaged,
    KeyUnavailable,
    PassphraseTooWeak,
    WrongPassphrase,
    add_key_file,
    change_passphrase,
    damage,
    data_key,
    set_up,
    unlock_with_key_file,
    unlock_with_passphrase,
)
from sdm_app.records.keys.folder import FILE, TWIN
from tests.records.keys.builders import CHEAP, PASSPHRASE, FakeKeyring, cheaply_set_up

OTHER = "9999-AAAA-BCDE-FGHJ-KMNP"


@pytest.fixture
def keyring() -> FakeKeyring:
    return FakeKeyring()


def test_without_keys_there_is_no_key(tmp_path: Path) -> None:
    assert data_key(tmp_path) is None


def test_the_keyring_opens_what_was_set_up(tmp_path: Path, keyring: FakeKeyring) -> None:
    key = cheaply_set_up(tmp_path, keyring)

    assert len(key) == 32
    assert data_key(tmp_path, keyring=keyring) == key


def test_two_set_ups_make_two_keys(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()

    assert len({cheaply_set_up(folder) for folder in folders}) == 2


def test_the_passphrase_opens_it_as_a_person_types_it(tmp_path: Path) -> None:
    key = cheaply_set_up(tmp_path)

    assert unlock_with_passphrase(tmp_path, " 7kq2 hm9t xwpa 4rdb n6ey ", keyring=None) == key


def test_another_passphrase_is_wrong_not_damage(tmp_path: Path) -> None:
    cheaply_set_up(tmp_path)

    with pytest.raises(WrongPassphrase) as refused:
        unlock_with_passphrase(tmp_path, OTHER, keyring=None)

    assert OTHER not in str(refused.value)


@pytest.mark.parametrize("left", [(FILE, TWIN), (FILE,), (TWIN,)])
def test_what_was_set_up_is_never_overwritten(tmp_path: Path, left: tuple[str, ...]) -> None:
    cheaply_set_up(tmp_path)
    for name in {FILE, TWIN} - set(left):
        (tmp_path / name).unlink()
    before = {name: (tmp_path / name).read_bytes() for name in left}

    with pytest.raises(KeysExist):
        set_up(tmp_path, OTHER, keyring=None, cost=CHEAP)

    assert {name: (tmp_path / name).read_bytes() for name in left} == before
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(left)


def test_a_weak_passphrase_sets_up_nothing(tmp_path: Path) -> None:
    with pytest.raises(PassphraseTooWeak):
        set_up(tmp_path, "backpain", keyring=None)

    assert list(tmp_path.iterdir()) == []


def test_a_lost_keyring_asks_for_the_passphrase_once(tmp_path: Path) -> None:
    key = cheaply_set_up(tmp_path, FakeKeyring())
    new_computer = FakeKeyring()

    with pytest.raises(KeyUnavailable):
        data_key(tmp_path, keyring=new_computer)
    assert unlock_with_passphrase(tmp_path, PASSPHRASE, keyring=new_computer) == key

    assert data_key(tmp_path, keyring=new_computer) == key


def test_two_computers_of_one_folder_keep_their_own_slots(tmp_path: Path) -> None:
    first, second = FakeKeyring(), FakeKeyring()
    key = cheaply_set_up(tmp_path, first)
    unlock_with_passphrase(tmp_path, PASSPHRASE, keyring=second)

    assert [data_key(tmp_path, keyring=one) for one in (first, second)] == [key, key]


def test_a_working_keyring_is_not_written_again(tmp_path: Path, keyring: FakeKeyring) -> None:
    cheaply_set_up(tmp_path, keyring)
    before = (dict(keyring.kept), (tmp_path / FILE).read_bytes())

    unlock_with_passphrase(tmp_path, PASSPHRASE, keyring=keyring)

    assert (keyring.kept, (tmp_path / FILE).read_bytes()) == before


def test_without_a_keyring_the_passphrase_is_the_way_in(tmp_path: Path) -> None:
    dead = FakeKeyring()
    dead.works = False
    key = cheaply_set_up(tmp_path, dead)

    with pytest.raises(KeyUnavailable):
        data_key(tmp_path, keyring=dead)

    assert unlock_with_passphrase(tmp_path, PASSPHRASE, keyring=dead) == key


def test_the_keyring_holds_a_wrapping_key_and_never_the_data_key(
    tmp_path: Path, keyring: FakeKeyring
) -> None:
    key = cheaply_set_up(tmp_path, keyring)

    (secret,) = keyring.kept.values()
    assert len(secret) == 32
    assert secret != key


def test_a_changed_passphrase_shuts_out_the_one_before(
    tmp_path: Path, keyring: FakeKeyring
) -> None:
    key = cheaply_set_up(tmp_path, keyring)
    change_passphrase(tmp_path, key, OTHER, cost=CHEAP)

    with pytest.raises(WrongPassphrase):
        unlock_with_passphrase(tmp_path, PASSPHRASE, keyring=keyring)

    assert unlock_with_passphrase(tmp_path, OTHER, keyring=keyring) == key
    assert data_key(tmp_path, keyring=keyring) == key


def test_a_foreign_key_changes_no_passphrase(tmp_path: Path) -> None:
    cheaply_set_up(tmp_path)
    before = (tmp_path / FILE).read_bytes()

    with pytest.raises(KeysError):
        change_passphrase(tmp_path, bytes(32), OTHER, cost=CHEAP)

    assert (tmp_path / FILE).read_bytes() == before


def test_a_key_file_opens_the_records_and_mends_the_keyring(
    tmp_path: Path, keyring: FakeKeyring
) -> None:
    key = cheaply_set_up(tmp_path)
    file = tmp_path / "admin.key"
    add_key_file(tmp_path, key, file)

    assert unlock_with_key_file(tmp_path, file, keyring=keyring) == key
    assert data_key(tmp_path, keyring=keyring) == key
    assert damage(tmp_path, key) == ()


def test_a_new_key_file_shuts_out_the_one_before(tmp_path: Path) -> None:
    key = cheaply_set_up(tmp_path)
    for name in ("old.key", "new.key"):
        add_key_file(tmp_path, key, tmp_path / name)

    with pytest.raises(WrongPassphrase):
        unlock_with_key_file(tmp_path, tmp_path / "old.key", keyring=None)
    assert unlock_with_key_file(tmp_path, tmp_path / "new.key", keyring=None) == key


def test_a_key_file_never_replaces_a_file(tmp_path: Path) -> None:
    key = cheaply_set_up(tmp_path)
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all")

    with pytest.raises(KeysExist):
        add_key_file(tmp_path, key, letter)

    assert letter.read_text() == "Dear all"


@pytest.mark.parametrize("text", ["", "Dear all", "x\nff\n", "x\n" + "zz" * 32])
def test_a_letter_is_no_key_file(tmp_path: Path, text: str) -> None:
    cheaply_set_up(tmp_path)
    file = tmp_path / "letter"
    file.write_text(text)

    with pytest.raises(WrongPassphrase, match="no key file"):
        unlock_with_key_file(tmp_path, file, keyring=None)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_only_the_owner_may_read_the_slots(tmp_path: Path, keyring: FakeKeyring) -> None:
    key = cheaply_set_up(tmp_path, keyring)
    add_key_file(tmp_path, key, tmp_path / "admin.key")

    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="drops its rights")
def test_a_closed_folder_is_refused_in_one_sentence(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path;"
        "from sdm_app.records.keys import KeysNotSaved, set_up;"
        "os.setgid(65534); os.setuid(65534)\n"
        f"try: set_up(Path('/proc'), {PASSPHRASE!r}, keyring=None)\n"
        "except KeysNotSaved as fault: sys.exit(str(fault).count('cannot be written'))"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 1


def test_slots_say_what_they_cost_and_hold_no_key_in_the_clear(
    tmp_path: Path, keyring: FakeKeyring
) -> None:
    key = set_up(tmp_path, PASSPHRASE, keyring=keyring)
    text = (tmp_path / FILE).read_text()

    (passphrase,) = [slot for slot in json.loads(text)["slots"] if slot["kind"] == "passphrase"]

    cost = [passphrase[name] for name in ("kdf", "memory_kib", "passes", "lanes")]
    assert cost == ["argon2id", 65536, 3, 4]
    secrets = (key, *keyring.kept.values())
    assert not any(secret.hex() in text.casefold() for secret in secrets)
    assert PASSPHRASE not in text


def test_no_slots_at_all_are_damage_for_whoever_brings_a_passphrase(tmp_path: Path) -> None:
    with pytest.raises(KeySlotsDamaged, match=FILE):
        unlock_with_passphrase(tmp_path, PASSPHRASE, keyring=None)


def test_looking_for_keys_costs_no_cryptography(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from sdm_app.records.keys import data_key;"
        f"assert data_key(Path({str(tmp_path)!r})) is None;"
        "sys.exit(bool({'cryptography', 'keyring', 'sqlalchemy', 'pydantic'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
