"""Archives, YAML and what is no file are no packs (fault rows F33 to F35)."""

import bz2
import gzip
import io
import lzma
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sdm_app.packs import ContentError, load_signed
from sdm_app.packs.strict_json import LARGEST
from tests.faults.builders import KEYS, refusal
from tests.packs.builders import (
    built_bytes,
    write_signed,
)


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
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert "an archive; a pack is one JSON file" in refusal(zipped([name, name.upper()]))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("squeeze", [gzip.compress, bz2.compress, lzma.compress])
def test_a_compressed_pack_is_refused(squeeze: Callable[[bytes], bytes]) -> None:
    assert "an archive" in refusal(squeeze(built_bytes()))


def test_a_tar_file_is_refused() -> None:
    refusal(tarred("../pack.json"))


def test_a_bomb_is_never_unpacked() -> None:
    assert "an archive" in refusal(zipped(["pack.json"], bytes(50_000_000)))


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    file = write_signed(tmp_path, built_bytes())
    with file.open("wb") as stream:
        stream.truncate(200_000_000_000)

    with pytest.raises(ContentError, match=f"larger than {LARGEST} bytes"):
        load_signed(file, KEYS)


def test_bytes_too_many_are_refused() -> None:
    assert f"larger than {LARGEST}" in refusal(built_bytes() + b" " * LARGEST)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
def test_what_is_no_plain_file_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")

    for name in ("folder", "pipe"):
        with pytest.raises(ContentError, match=f"{name}:1: is no file"):
            load_signed(tmp_path / name, KEYS)


@pytest.mark.parametrize("name", ["none", "x" * 300, "a\0b"])
def test_a_file_that_cannot_be_is_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(ContentError, match=":1: "):
        load_signed(tmp_path / name, KEYS)


@pytest.mark.parametrize(
    "text",
    ["format: backchoice-pack-1\n", "a: &a [x]\nb: [*a, *a]\n", "!!python/name:os.system\n"],
)
def test_yaml_is_no_pack(text: str) -> None:
    assert "p.json:1: not JSON" in refusal(text.encode())
