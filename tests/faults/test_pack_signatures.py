"""Unsigned, altered, older and swapped packs are refused (fault rows F40 to F42)."""

from pathlib import Path
from typing import Any

import pytest

from sdm_app.packs import ContentError, load_signed
from sdm_app.packs.signing import PublicKey, signature_file
from sdm_app.packs.strict_json import LARGEST
from tests.builders import pack
from tests.faults.builders import KEYS
from tests.packs.builders import (
    KEY,
    OTHER_KEY,
    SEQUENCE,
    built_bytes,
    write_signed,
)


def test_a_signed_pack_is_taken(tmp_path: Path) -> None:
    signed = load_signed(write_signed(tmp_path, built_bytes()), KEYS)

    assert signed.built.content == pack()
    assert (signed.key, signed.comment) == (KEY.public.name, "made for a test")


def test_an_unsigned_pack_is_refused(tmp_path: Path) -> None:
    file = write_signed(tmp_path, built_bytes())
    signature_file(file).unlink()

    with pytest.raises(ContentError, match=r"is not signed: there is no pack.json.minisig"):
        load_signed(file, KEYS)


def test_a_pack_signed_by_a_stranger_is_refused(tmp_path: Path) -> None:
    file = write_signed(tmp_path, built_bytes(), OTHER_KEY)

    with pytest.raises(ContentError, match="not trusted here"):
        load_signed(file, KEYS)


def test_one_flipped_bit_refuses_the_pack(tmp_path: Path) -> None:
    file = write_signed(tmp_path, built_bytes())

    for at in range(0, len(built_bytes()), 4_999):
        flipped = bytearray(built_bytes())
        flipped[at] ^= 1
        file.write_bytes(flipped)
        with pytest.raises(ContentError, match="pack.json.minisig:2: .*altered"):
            load_signed(file, KEYS)


def test_an_altered_comment_refuses_the_pack(tmp_path: Path) -> None:
    file = write_signed(tmp_path, built_bytes())
    beside = signature_file(file)
    text = beside.read_text(encoding="utf-8").replace("made for", "bade for")
    beside.write_text(text, encoding="utf-8")

    with pytest.raises(ContentError, match="comment was altered"):
        load_signed(file, KEYS)


def test_a_good_signature_does_not_excuse_a_bad_pack(tmp_path: Path) -> None:
    file = write_signed(tmp_path, b'{"format": NaN}')

    with pytest.raises(ContentError, match="pack.json:1: format: NaN is no number"):
        load_signed(file, KEYS)


def test_a_huge_signature_is_refused(tmp_path: Path) -> None:
    file = write_signed(tmp_path, built_bytes())
    signature_file(file).write_bytes(bytes(LARGEST + 1))

    with pytest.raises(ContentError, match="minisig:1: "):
        load_signed(file, KEYS)


class SwapsWhileChecking(dict[bytes, PublicKey]):
    """Trusted keys that swap the file on disk the moment the signature is looked at."""

    file: Path
    swapped_in: bytes

    def get(self, *args: Any) -> Any:
        self.file.write_bytes(self.swapped_in)
        return super().get(*args)


def test_a_pack_swapped_after_the_check_is_not_used(tmp_path: Path) -> None:
    keys = SwapsWhileChecking(KEYS)
    keys.file = write_signed(tmp_path, built_bytes())
    keys.swapped_in = built_bytes(SEQUENCE + 1)

    signed = load_signed(keys.file, keys)

    assert keys.file.read_bytes() == keys.swapped_in
    assert signed.built.sequence == SEQUENCE


def test_a_pack_swapped_between_sessions_is_refused(tmp_path: Path) -> None:
    file = write_signed(tmp_path, built_bytes())
    load_signed(file, KEYS)
    file.write_bytes(built_bytes(SEQUENCE + 1))

    with pytest.raises(ContentError, match="altered"):
        load_signed(file, KEYS)
