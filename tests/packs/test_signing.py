"""Signatures: minisign's own are taken, ours are minisign's, and any change is found."""

import base64
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdm_app import resources
from sdm_app.packs import ContentError, signing
from sdm_app.packs.signing import PublicKey, SecretKey, trusted, verify
from tests.packs.builders import KEY, OTHER_KEY

MINISIGN = shutil.which("minisign")
DATA = b"what is signed"
BY_MINISIGN = """untrusted comment: signature from minisign secret key
RUQf6LRCGA9i559r3g7V1qNyJDApGip8MfqcadIgT9CuhV3EMhHoN1mGTkUidF/z7SrlQgXdy8ofjb7bNJJylDOocrCo8KLzZwo=
trusted comment: timestamp:1633700835\tfile:test\tprehashed
wLMDjy9FLAuxZ3q4NlEvkgtyhrr0gtTu6KC4KBJdITbbOeAi1zBIYo0v4iTgt8jJpIidRJnp94ABQkJAgAooBQ==
"""
LEGACY_BY_MINISIGN = """untrusted comment: signature from minisign secret key
RWQf6LRCGA9i59SLOFxz6NxvASXDJeRtuZykwQepbDEGt87ig1BNpWaVWuNrm73YiIiJbq71Wi+dP9eKL8OC351vwIasSSbXxwA=
trusted comment: timestamp:1555779966\tfile:test
QtKMXWyYcwdpZAlPF7tE2ENJkRd1ujvKjlj1m9RtHTBnZPa5WKU5uWRs5GoP5M/VqE81QFuMKI5k/SfNQUaOAA==
"""
"""Published with minisign's verifier in Rust: both sign the four bytes `test`."""
MINISIGNS_KEY = signing.public_key("RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3")
MINISIGN_KEY_FILE = (
    "untrusted comment: minisign encrypted secret key\n"
    "RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAXazvXwVWEBVQFYnDleXharNi"
    "yXGgkupeMlbusAdrZMOClXhaWsdwBidkaPu9PdQ1CJpEaQyCyLO/OHkjULOPrTgjPvSOy2+ZAAAAAAAAAAAAAAAAAAAAAAAA"
    "AAAAAAAAAAAAAAAAAAA=\n"
)
"""Made by `minisign -G -W` for this test alone."""


def signature(data: bytes = DATA, key: SecretKey = KEY, comment: str = "a comment") -> bytes:
    return key.sign(data, comment).encode()


def test_what_was_signed_is_good() -> None:
    found = verify(DATA, signature(), trusted([OTHER_KEY.public, KEY.public]), "s")

    assert found.key == KEY.public
    assert found.comment == "a comment"


def test_a_signature_of_minisign_itself_is_good() -> None:
    found = verify(b"test", BY_MINISIGN.encode(), trusted([MINISIGNS_KEY]), "s")

    assert found.key.name == "E7620F1842B4E81F"
    assert found.comment.endswith("prehashed")


def test_the_older_kind_of_signature_is_refused() -> None:
    with pytest.raises(ContentError, match="s:2: .*only ED is"):
        verify(b"test", LEGACY_BY_MINISIGN.encode(), trusted([MINISIGNS_KEY]), "s")


def test_a_strangers_signature_is_refused() -> None:
    with pytest.raises(ContentError, match=rf"s:2: .*{OTHER_KEY.public.name}.*not trusted"):
        verify(DATA, signature(key=OTHER_KEY), trusted([KEY.public]), "s")


def test_a_stranger_under_a_trusted_id_is_refused() -> None:
    posing = SecretKey(KEY.id, OTHER_KEY.seed)

    with pytest.raises(ContentError, match="altered"):
        verify(DATA, signature(key=posing), trusted([KEY.public]), "s")


def test_no_trusted_key_refuses_all() -> None:
    with pytest.raises(ContentError, match="not trusted"):
        verify(DATA, signature(), {}, "s")


def test_any_flipped_bit_of_the_data_is_found() -> None:
    good = signature()

    for bit in range(8 * len(DATA)):
        flipped = bytearray(DATA)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(ContentError, match="altered"):
            verify(bytes(flipped), good, trusted([KEY.public]), "s")


def test_any_flipped_bit_of_the_signature_is_found() -> None:
    good = signature()
    signed_part = range(good.index(b"\n") + 1, len(good))

    for at in signed_part:
        for bit in range(8):
            flipped = bytearray(good)
            flipped[at] ^= 1 << bit
            with pytest.raises(ContentError):
                verify(DATA, bytes(flipped), trusted([KEY.public]), "s")


def test_an_altered_comment_is_found() -> None:
    altered = signature().replace(b"a comment", b"b comment")

    with pytest.raises(ContentError, match="s:3: the comment was altered"):
        verify(DATA, altered, trusted([KEY.public]), "s")


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        (lambda text: "", 1),
        (lambda text: text + "more\n", 1),
        (lambda text: text.replace("\n", "\r\n"), 2),
        (lambda text: text.replace("untrusted comment", "comment"), 1),
        (lambda text: text.replace("\ntrusted comment", "\ncomment"), 3),
        (lambda text: text.replace("a comment", "a\u202e comment"), 3),
        (lambda text: text.replace("=\n", "\n", 1), 2),
    ],
)
def test_a_malformed_signature_names_its_line(spoil: object, line: int) -> None:
    assert callable(spoil)
    spoilt = spoil(signature().decode()).encode()

    with pytest.raises(ContentError, match=f"s:{line}: "):
        verify(DATA, spoilt, trusted([KEY.public]), "s")


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_signature_reader(raw: bytes) -> None:
    with pytest.raises(ContentError):
        verify(DATA, raw, trusted([KEY.public]), "s")


def test_keys_come_back_from_their_files(tmp_path: Path) -> None:
    key = signing.new_key()
    signing.write_new_key(key, tmp_path / "a.key", tmp_path / "a.pub")

    assert signing.read_secret_key(tmp_path / "a.key") == key
    assert signing.read_public_key(tmp_path / "a.pub") == key.public
    assert signing.public_key(key.public.text()) == key.public
    assert (tmp_path / "a.key").stat().st_mode & 0o077 == 0


def test_a_new_key_never_replaces_one(tmp_path: Path) -> None:
    signing.write_new_key(KEY, tmp_path / "a.key", tmp_path / "a.pub")

    with pytest.raises(ContentError, match="a.key:1: "):
        signing.write_new_key(OTHER_KEY, tmp_path / "a.key", tmp_path / "a.pub")

    assert signing.read_secret_key(tmp_path / "a.key") == KEY


def test_two_new_keys_differ() -> None:
    assert signing.new_key() != signing.new_key()


def test_the_seed_is_not_shown() -> None:
    assert repr(KEY.seed) not in repr(KEY)


def test_a_key_file_of_minisign_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "m.key"
    file.write_text(MINISIGN_KEY_FILE, encoding="ascii")

    assert signing.read_secret_key(file).public.name == "151056055FEFAC5D"


def spoilt_key(at: int, byte: bytes) -> str:
    comment, line, _ = KEY.file_text().split("\n")
    raw = bytearray(base64.b64decode(line))
    raw[at : at + 1] = byte
    return f"{comment}\n{base64.b64encode(raw).decode()}\n"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (spoilt_key(2, b"S"), "has a password"),
        (spoilt_key(0, b"X"), "no secret key of a kind"),
        (spoilt_key(70, b"X"), "damaged"),
        (spoilt_key(157, b"X"), "damaged"),
        ("", "is no secret key"),
        (KEY.public.file_text(), "is no secret key"),
        ("untrusted comment: ü\nü\n", "is no secret key"),
    ],
)
def test_a_faulty_secret_key_is_one_sentence(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "a.key"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ContentError, match=f"a.key:[12]: .*{why}"):
        signing.read_secret_key(file)


@pytest.mark.parametrize("text", ["", "rubbish", KEY.public.text()[1:], KEY.public.text() + "="])
def test_a_faulty_public_key_is_one_sentence(text: str) -> None:
    with pytest.raises(ContentError, match="public key"):
        signing.public_key(text)


def test_a_public_key_of_another_kind_is_refused() -> None:
    raw = b"XX" + KEY.id + KEY.public.raw

    with pytest.raises(ContentError, match="of a kind"):
        signing.public_key(base64.b64encode(raw).decode())


@pytest.mark.skipif(MINISIGN is None, reason="minisign is not installed")
def test_minisign_takes_our_keys_and_signatures_and_we_take_its(tmp_path: Path) -> None:
    assert MINISIGN is not None
    file, key, pub = tmp_path / "data", tmp_path / "a.key", tmp_path / "a.pub"
    file.write_bytes(DATA)
    signing.write_new_key(KEY, key, pub)
    signing.signature_file(file).write_bytes(signature())

    subprocess.run([MINISIGN, "-V", "-q", "-m", file, "-p", pub], check=True)
    subprocess.run([MINISIGN, "-S", "-m", file, "-s", key, "-t", "its own"], check=True)

    by_minisign = signing.signature_file(file).read_bytes()
    assert verify(DATA, by_minisign, trusted([KEY.public]), "s").comment == "its own"


def test_built_in_keys_are_the_public_keys_among_the_assets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "asset", lambda *parts: tmp_path.joinpath(*parts))
    assert signing.built_in_keys() == {}

    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "a.pub").write_text(KEY.public.file_text(), encoding="ascii")

    keys: dict[bytes, PublicKey] = dict(signing.built_in_keys())
    assert keys == {KEY.id: KEY.public}
