"""Hostile and damaged packs are refused whole, each with one sentence (fault rows F33 to F42)."""

import bz2
import gzip
import io
import json
import lzma
import os
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdm_app.packs import ContentError, load_signed
from sdm_app.packs.built import read_built
from sdm_app.packs.signing import PublicKey, signature_file, trusted
from sdm_app.packs.strict_json import DEEPEST, LARGEST, LONGEST, parse
from tests.builders import pack
from tests.packs.builders import (
    KEY,
    OTHER_KEY,
    SEQUENCE,
    built_bytes,
    built_value,
    write_signed,
    written,
)

KEYS = trusted([KEY.public])


def refusal(raw: bytes) -> str:
    """The sentence these bytes are refused with."""
    with pytest.raises(ContentError) as refused:
        read_built(raw, "p.json")
    sentence = str(refused.value)
    assert sentence.startswith("p.json:")
    assert sentence.isprintable()
    assert len(sentence) < 500
    return sentence


def spoilt(change: Callable[[dict[str, Any]], None], ensure_ascii: bool = False) -> bytes:
    """Our pack with a change made, its hash set right again."""
    value = built_value()
    change(value)
    return written(value, ensure_ascii)


def zipped(names: list[str], data: bytes = b"{}") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(name: str) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        archive.addfile(tarfile.TarInfo(name))
    return stream.getvalue()


class TestArchivesF33F34:
    @pytest.mark.parametrize(
        "name",
        [
            "../up.json",
            "/etc/passwd",
            "..\\..\\win.txt",
            "C:\\x.txt",
            "con.txt",
            "x" * 300,
            "a\u202egpj.json",
            "pack.json",
        ],
    )
    def test_an_archive_is_refused_whole_whatever_it_holds(
        self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)

        assert "an archive; a pack is one JSON file" in refusal(zipped([name, name.upper()]))
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("squeeze", [gzip.compress, bz2.compress, lzma.compress])
    def test_a_compressed_pack_is_refused(self, squeeze: Callable[[bytes], bytes]) -> None:
        assert "an archive" in refusal(squeeze(built_bytes()))

    def test_a_tar_file_is_refused(self) -> None:
        refusal(tarred("../pack.json"))

    def test_a_bomb_is_never_unpacked(self) -> None:
        assert "an archive" in refusal(zipped(["pack.json"], bytes(50_000_000)))

    def test_a_file_too_large_is_refused_unread(self, tmp_path: Path) -> None:
        file = write_signed(tmp_path, built_bytes())
        with file.open("wb") as stream:
            stream.truncate(200_000_000_000)

        with pytest.raises(ContentError, match=f"larger than {LARGEST} bytes"):
            load_signed(file, KEYS, 0)

    def test_bytes_too_many_are_refused(self) -> None:
        assert f"larger than {LARGEST}" in refusal(built_bytes() + b" " * LARGEST)

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
    def test_what_is_no_plain_file_is_refused_at_once(self, tmp_path: Path) -> None:
        (tmp_path / "folder").mkdir()
        os.mkfifo(tmp_path / "pipe")

        for name in ("folder", "pipe"):
            with pytest.raises(ContentError, match=f"{name}:1: is no file"):
                load_signed(tmp_path / name, KEYS, 0)

    @pytest.mark.parametrize("name", ["none", "x" * 300, "a\0b"])
    def test_a_file_that_cannot_be_is_one_sentence(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(ContentError, match=":1: "):
            load_signed(tmp_path / name, KEYS, 0)


class TestYamlF35:
    @pytest.mark.parametrize(
        "text",
        ["format: backchoice-pack-1\n", "a: &a [x]\nb: [*a, *a]\n", "!!python/name:os.system\n"],
    )
    def test_yaml_is_no_pack(self, text: str) -> None:
        assert "p.json:1: not JSON" in refusal(text.encode())


class TestJsonF36:
    @pytest.mark.parametrize("depth", [DEEPEST, 500, 5_000, 500_000])
    @pytest.mark.parametrize("bracket", ["[]", '{"a":}'])
    def test_deep_nesting_is_refused(self, depth: int, bracket: str) -> None:
        inner = bracket[:-1] * depth + "0" + bracket[-1] * depth

        assert f"nested deeper than {DEEPEST} levels" in refusal(f'{{"x":{inner}}}'.encode())

    @pytest.mark.parametrize("text", ['"A"', '"\\u0041"'], ids=["short way", "longer look"])
    def test_both_ways_of_looking_allow_the_same_depth(self, text: str) -> None:
        deepest = "[" * DEEPEST + text + "]" * DEEPEST

        assert str(parse(deepest.encode(), "p")[1]).count("[") == DEEPEST
        assert "nested deeper" in refusal(f"[{deepest}]".encode())

    @pytest.mark.parametrize("letters", ["x", '\\"', '\\"x'])
    def test_a_huge_text_is_refused(self, letters: str) -> None:
        text = letters * (LONGEST + 1)

        assert f"more than {LONGEST} characters" in refusal(f'{{"a":"{text}"}}'.encode())

    @pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
    def test_what_is_no_number_is_refused_with_its_path(self, number: str) -> None:
        raw = built_bytes().replace(b'"sequence":7', f'"sequence":{number}'.encode())

        assert "p.json:1: sequence: " in refusal(raw)

    def test_a_huge_number_is_refused_with_its_path(self) -> None:
        raw = built_bytes().replace(b'"sequence":7', b'"sequence":' + b"7" * 100_000)

        assert "sequence: a number with too many digits" in refusal(raw)

    def test_a_key_that_stands_twice_is_refused_with_its_path(self) -> None:
        first = pack().options[0].id
        raw = built_bytes().replace(
            f'"options":[{{"id":"{first}"'.encode(),
            f'"options":[{{"id":"other","id":"{first}"'.encode(),
        )

        assert "content.options.0.id: stands here twice" in refusal(raw)

    def test_a_pack_in_a_pack_is_refused(self) -> None:
        raw = built_bytes().replace(b'"content":', b'"content":{},"content":', 1)

        assert "content: stands here twice" in refusal(raw)

    def test_a_wrong_kind_is_refused_with_its_path(self) -> None:
        path, estimates = "options.0.estimates.0", pack().options[0].estimates
        assert estimates

        def change(value: dict[str, Any]) -> None:
            estimate = value["content"]["options"][0]["estimates"][0]
            field = "numerator" if "numerator" in estimate else "amount"
            estimate[field] = str(estimate[field])

        sentence = refusal(spoilt(change))
        assert f"p.json:1: content.{path}." in sentence
        assert "wrong kind" in sentence

    def test_an_unknown_field_inside_is_refused_with_its_path(self) -> None:
        def change(value: dict[str, Any]) -> None:
            value["content"]["options"][0]["html"] = "x"

        assert "content.options.0.html: Extra inputs" in refusal(spoilt(change))

    @pytest.mark.parametrize("text", ["", "\n", "null", "[]", "7", '"x"', "{", "{}", "{} {}"])
    def test_what_is_no_pack_is_refused(self, text: str) -> None:
        refusal(text.encode())

    def test_a_syntax_fault_names_its_line(self) -> None:
        assert "p.json:3: not JSON" in refusal(b'{\n"a": 1,\n"b" 2}')

    def test_a_pack_cut_short_is_refused(self) -> None:
        for size in range(0, len(built_bytes()) - 1, 9_999):
            refusal(built_bytes()[:size])


HIDDEN = [
    *range(0x00, 0x20),
    *range(0x7F, 0xA0),
    0x00AD,
    0x061C,
    *range(0x200B, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    0xE000,
    *range(0xD800, 0xE000, 0x155),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    0xFFFF,
    0x1D173,
    *range(0xE0001, 0xE0080, 11),
    0x10FFFF,
]


def named(code: int) -> str:
    return f"U+{code:04X}"


class TestCharactersF37:
    @pytest.mark.parametrize("code", HIDDEN, ids=named)
    def test_a_hidden_character_is_refused_in_a_text_and_in_a_name(self, code: int) -> None:
        escaped = json.dumps(chr(code))[1:-1]

        for raw in (f'{{"a":["x{escaped}"]}}', f'{{"a":[{{"x{escaped}":1}}]}}'):
            assert named(code) in refusal(raw.encode())

    @pytest.mark.parametrize("code", [code for code in HIDDEN if code >= 0x7F], ids=named)
    def test_a_hidden_character_is_refused_unescaped(self, code: int) -> None:
        raw = f'{{"a":"x{chr(code)}"}}'.encode("utf-8", "surrogatepass")

        assert named(code) in refusal(raw) or "not UTF-8" in refusal(raw)

    def test_a_hidden_character_deep_in_our_pack_is_refused_with_its_path(self) -> None:
        def change(value: dict[str, Any]) -> None:
            value["content"]["info"]["not_for"] = "Children\u202e"

        for ensure_ascii in (False, True):
            assert "content.info.not_for: holds" in refusal(spoilt(change, ensure_ascii))

    def test_a_byte_order_mark_is_refused(self) -> None:
        assert "byte order mark" in refusal(b"\xef\xbb\xbf" + built_bytes())

    @pytest.mark.parametrize("coding", ["utf-16", "utf-32", "latin-1"])
    def test_another_coding_is_refused(self, coding: str) -> None:
        refusal('{"a": "é"}'.encode(coding))

    def test_bytes_that_are_not_utf_8_name_their_line(self) -> None:
        assert "p.json:2: not UTF-8" in refusal(b'{\n"a": "\xff"}')

    def test_a_letter_in_two_parts_is_refused(self) -> None:
        for text in ("e\u0301", "\\u0065\\u0301"):
            assert "a: holds a letter" in refusal(f'{{"a":"{text}"}}'.encode())

    def test_an_id_of_look_alike_letters_is_refused(self) -> None:
        def change(value: dict[str, Any]) -> None:
            value["content"]["options"][0]["id"] = "he\u0430t"

        assert "content.options.0.id: " in refusal(spoilt(change))

    @pytest.mark.parametrize("text", ["no\u00a0break", "„quoted“ – café", 'he said "yes"', "漢字"])
    def test_characters_that_can_be_seen_are_taken(self, text: str) -> None:
        def change(value: dict[str, Any]) -> None:
            value["content"]["info"]["funding"] = text

        for ensure_ascii in (False, True):
            built = read_built(spoilt(change, ensure_ascii), "p")
            assert built.content.info.funding == text


class TestSignaturesF40:
    def test_a_signed_pack_is_taken(self, tmp_path: Path) -> None:
        signed = load_signed(write_signed(tmp_path, built_bytes()), KEYS, 0)

        assert signed.built.content == pack()
        assert (signed.key, signed.comment) == (KEY.public.name, "made for a test")

    def test_an_unsigned_pack_is_refused(self, tmp_path: Path) -> None:
        file = write_signed(tmp_path, built_bytes())
        signature_file(file).unlink()

        with pytest.raises(ContentError, match=r"is not signed: there is no pack.json.minisig"):
            load_signed(file, KEYS, 0)

    def test_a_pack_signed_by_a_stranger_is_refused(self, tmp_path: Path) -> None:
        file = write_signed(tmp_path, built_bytes(), OTHER_KEY)

        with pytest.raises(ContentError, match="not trusted here"):
            load_signed(file, KEYS, 0)

    def test_one_flipped_bit_refuses_the_pack(self, tmp_path: Path) -> None:
        file = write_signed(tmp_path, built_bytes())

        for at in range(0, len(built_bytes()), 4_999):
            flipped = bytearray(built_bytes())
            flipped[at] ^= 1
            file.write_bytes(flipped)
            with pytest.raises(ContentError, match="pack.json.minisig:2: .*altered"):
                load_signed(file, KEYS, 0)

    def test_an_altered_comment_refuses_the_pack(self, tmp_path: Path) -> None:
        file = write_signed(tmp_path, built_bytes())
        beside = signature_file(file)
        text = beside.read_text(encoding="utf-8").replace("made for", "bade for")
        beside.write_text(text, encoding="utf-8")

        with pytest.raises(ContentError, match="comment was altered"):
            load_signed(file, KEYS, 0)

    def test_a_good_signature_does_not_excuse_a_bad_pack(self, tmp_path: Path) -> None:
        file = write_signed(tmp_path, b'{"format": NaN}')

        with pytest.raises(ContentError, match="pack.json:1: format: NaN is no number"):
            load_signed(file, KEYS, 0)

    def test_a_huge_signature_is_refused(self, tmp_path: Path) -> None:
        file = write_signed(tmp_path, built_bytes())
        signature_file(file).write_bytes(bytes(LARGEST + 1))

        with pytest.raises(ContentError, match="minisig:1: "):
            load_signed(file, KEYS, 0)


class TestRollBackF41:
    @pytest.mark.parametrize("seen", [0, SEQUENCE - 1, SEQUENCE])
    def test_the_same_or_a_later_pack_is_taken(self, tmp_path: Path, seen: int) -> None:
        file = write_signed(tmp_path, built_bytes())

        assert load_signed(file, KEYS, seen).built.sequence == SEQUENCE

    def test_an_older_pack_is_refused(self, tmp_path: Path) -> None:
        file = write_signed(tmp_path, built_bytes())

        why = f"pack.json:1: sequence: {SEQUENCE} is older than {SEQUENCE + 1}"
        with pytest.raises(ContentError, match=why):
            load_signed(file, KEYS, SEQUENCE + 1)


class SwapsWhileChecking(dict[bytes, PublicKey]):
    """Trusted keys that swap the file on disk the moment the signature is looked at."""

    file: Path
    swapped_in: bytes

    def get(self, *args: Any) -> Any:
        self.file.write_bytes(self.swapped_in)
        return super().get(*args)


class TestSwapF42:
    def test_a_pack_swapped_after_the_check_is_not_used(self, tmp_path: Path) -> None:
        keys = SwapsWhileChecking(KEYS)
        keys.file = write_signed(tmp_path, built_bytes())
        keys.swapped_in = built_bytes(SEQUENCE + 1)

        signed = load_signed(keys.file, keys, 0)

        assert keys.file.read_bytes() == keys.swapped_in
        assert signed.built.sequence == SEQUENCE

    def test_a_pack_swapped_between_sessions_is_refused(self, tmp_path: Path) -> None:
        file = write_signed(tmp_path, built_bytes())
        load_signed(file, KEYS, 0)
        file.write_bytes(built_bytes(SEQUENCE + 1))

        with pytest.raises(ContentError, match="altered"):
            load_signed(file, KEYS, 0)


def read_or_refuse(raw: bytes) -> None:
    """Either a pack or one sentence; anything else fails the test."""
    sentence = ""
    try:
        read_built(raw, "p.json")
    except ContentError as fault:
        sentence = str(fault)
    assert sentence.isprintable()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container of a value with each of its keys."""
    keys = value if isinstance(value, dict) else range(len(value))
    for key in list(keys):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from places(value[key])


class TestFuzz:
    @given(st.binary())
    def test_no_bytes_crash_the_reader(self, raw: bytes) -> None:
        read_or_refuse(raw)

    @given(json_values)
    def test_no_json_crashes_the_reader(self, value: Any) -> None:
        raw = json.dumps(value).encode()
        read_or_refuse(raw)
        read_or_refuse(b'{"format":"backchoice-pack-1","content":' + raw + b"}")

    @settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def test_no_value_of_our_pack_replaced_crashes_the_reader(self, data: st.DataObject) -> None:
        value = built_value()
        spots = list(places(value))
        container, key = spots[data.draw(st.integers(0, len(spots) - 1))]
        container[key] = data.draw(json_values)

        read_or_refuse(written(value, ensure_ascii=True))

    @settings(deadline=None, max_examples=60)
    @given(st.data())
    def test_no_stretch_of_our_pack_replaced_crashes_the_reader(self, data: st.DataObject) -> None:
        raw = built_bytes()
        start = data.draw(st.integers(0, len(raw)))
        end = data.draw(st.integers(start, min(start + 50, len(raw))))
        between = data.draw(st.binary(max_size=20) | st.text(max_size=10).map(str.encode))

        read_or_refuse(raw[:start] + between + raw[end:])
