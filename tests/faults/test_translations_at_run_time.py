"""Whatever a catalogue lacks, the source language is shown, never nothing (fault row F44)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sdm_app import i18n, resources
from sdm_app.i18n import gettext
from tests.faults.translating import compile_catalogue, replace_in, write_catalogue


@pytest.fixture
def translations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of catalogues that the program reads."""
    monkeypatch.setattr(resources, "translations", lambda: tmp_path)
    i18n._catalogue.cache_clear()
    yield tmp_path
    i18n._catalogue.cache_clear()


def test_a_translated_message_is_shown_translated(translations: Path) -> None:
    compile_catalogue(write_catalogue(translations, "interface", ["Save"]))

    assert gettext("Save", "es") == "«Save»"


def test_a_message_that_is_missing_is_shown_in_the_source_language(translations: Path) -> None:
    compile_catalogue(write_catalogue(translations, "interface", ["Save"]))

    assert gettext("Print", "es") == "Print"


def test_a_message_left_empty_is_shown_in_the_source_language(translations: Path) -> None:
    file = write_catalogue(translations, "interface", ["Save", "Print"])
    replace_in(file, "«Save»", "")
    compile_catalogue(file)

    assert gettext("Save", "es") == "Save"
    assert gettext("Print", "es") == "«Print»"


def test_an_empty_text_in_a_compiled_catalogue_is_not_shown(translations: Path) -> None:
    compiled = compile_catalogue(write_catalogue(translations, "interface", ["Save"]))
    raw = compiled.read_bytes()
    # As another tool might compile it: the same length of file, and no letters in the text.
    length = len("«Save»".encode())
    assert raw.count(length.to_bytes(4, "little")) == 1
    compiled.write_bytes(raw.replace(length.to_bytes(4, "little"), bytes(4)))

    assert i18n._catalogue("es").gettext("Save") == ""
    assert gettext("Save", "es") == "Save"


def test_no_text_stays_no_text(translations: Path) -> None:
    compile_catalogue(write_catalogue(translations, "interface", ["Save"]))

    assert i18n._catalogue("es").gettext("") != ""
    assert gettext("", "es") == ""


def test_without_a_catalogue_the_source_language_is_shown(translations: Path) -> None:
    assert gettext("Save", "es") == "Save"


@pytest.mark.parametrize("size", [0, 3, 8, 40])
def test_a_damaged_catalogue_leaves_the_source_language(translations: Path, size: int) -> None:
    compiled = compile_catalogue(write_catalogue(translations, "interface", ["Save"]))
    compiled.write_bytes(compiled.read_bytes()[:size])

    assert gettext("Save", "es") == "Save"


def test_bytes_that_are_not_utf_8_leave_the_source_language(translations: Path) -> None:
    compiled = compile_catalogue(write_catalogue(translations, "interface", ["Save"]))
    compiled.write_bytes(compiled.read_bytes().replace("«".encode(), b"\xff\xff"))

    assert gettext("Save", "es") == "Save"
