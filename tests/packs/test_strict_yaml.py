"""The strict reader: words stay words, and every trap is refused with its place."""

from pathlib import Path

import pytest

from sdm_app.packs import ContentError
from sdm_app.packs.strict_yaml import read_documents


def read(tmp_path: Path, text: str | bytes) -> object:
    file = tmp_path / "f.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_documents(file, "f.yaml")[0].value


def test_words_numbers_and_truth(tmp_path: Path) -> None:
    text = "a: no\nb: 'yes'\nc: 3\nd: 0.5\ne: true\nf:\ng: 2026-11-22\nh: 007\n"

    assert read(tmp_path, text) == {
        "a": "no",
        "b": "yes",
        "c": 3,
        "d": 0.5,
        "e": True,
        "f": None,
        "g": "2026-11-22",
        "h": "007",
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2\n", "f.yaml:2: a: stands here twice"),
        ("a: &x [1]\nb: *x\n", "anchors|alias"),
        ("a: [1\n", "f.yaml:2"),
        (b"a: \xff\n", "f.yaml:1: not UTF-8"),
        ("? [a]\n: 1\n", "a key must be a word"),
        ("a: \x01\n", "does not allow|control"),
    ],
)
def test_traps_are_refused_with_their_place(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    with pytest.raises(ContentError, match=message):
        read(tmp_path, text)


def test_a_missing_file_and_a_huge_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="No such file"):
        read_documents(tmp_path / "none.yaml")
    with pytest.raises(ContentError, match="larger than"):
        read(tmp_path, "a" * 2_000_001)
