"""A spoilt catalogue is a fault with file, line and message (fault row F44)."""

import importlib
import shutil
import sys
from datetime import date
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from sdm_app import resources
from sdm_app.__main__ import main
from sdm_app.packs import ContentError, catalogues
from sdm_app.packs.catalogues import (
    check_translations,
    content_messages,
    interface_messages,
    require_whole,
)
from sdm_app.packs.check import check_folder
from tests.builders import pack
from tests.faults.translating import (
    CONTENT,
    INTERFACE,
    PLURAL,
    replace_in,
    write_both,
    write_catalogue,
)

LANGUAGES = ("es", "fr", "ar", "zh", "ru")
CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for catalogues of which few messages are wanted."""
    wanted = frozenset((*INTERFACE, PLURAL[0]))
    monkeypatch.setattr(catalogues, "interface_messages", lambda: wanted)
    monkeypatch.setattr(catalogues, "content_messages", lambda _pack: frozenset(CONTENT))
    return tmp_path / "translations"


def faults(folder: Path) -> list[str]:
    return [str(fault) for fault in check_translations(folder, pack())]


def test_a_folder_without_catalogues_has_no_fault(folder: Path) -> None:
    folder.mkdir()

    assert faults(folder) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_whole_catalogues_have_no_fault(folder: Path, language: str) -> None:
    write_both(folder, language)

    assert faults(folder) == []


SPOILT = [
    ("interface", 'msgstr "«Save»"', 'msgstr ""', "Save: is not translated"),
    ("interface", 'msgstr "«Save»"', 'msgstr " "', "Save: is not translated"),
    ("interface", "«and {n} more»", "«and more»", "and {n} more: lacks {n}"),
    ("interface", "«and {n} more»", "«and {N} more»", "and {n} more: lacks {n}"),
    ("interface", "«and {n} more»", "«{n} {m}»", "and {n} more: has {m}, which its source has not"),
    ("interface", "«and {n} more»", "«{n.real}»", "and {n} more: has {n.real}, which its source"),
    ("interface", "«and {n} more»", "«{n:>99999999}»", "has {n:>99999999}, which its source has"),
    ("interface", "«and {n} more»", "«{n!r}»", "has {n!r}, which its source has not"),
    ("interface", "«and {n} more»", "«{} {n}»", "has {}, which its source has not"),
    ("interface", "«and {n} more»", "«{n} }»", "has a brace that opens or closes nothing"),
    ("interface", "«and {n} more»", "«{n»", "has a brace that opens or closes nothing"),
    ("content", "«We look again on {date}.»", "«{fecha}»", "on {date}.: lacks {date}"),
    ("content", "«We look again on {date}.»", "«{date} {day}»", "has {day}, which its source"),
    ("interface", '"{n} form 1"', '""', "{n} visit: is not translated"),
    ("interface", "{n} form 1", "{m} form 1", "{n} visit: has {m}, which its source has not"),
    ("interface", 'msgstr[1] "{n} form 1"\n', "", "{n} visit: is not translated"),
    ("interface", "«Save»", "Sa\u202eve", "Save: holds U+202E, which cannot be seen"),
    ("interface", "«Save»", "Sa\u200fve", "Save: holds U+200F, which cannot be seen"),
    ("interface", "«Save»", "Sa\u200bve", "Save: holds U+200B, which cannot be seen"),
    ("interface", "«Save»", "Sa\x07ve", "Save: holds U+0007, which cannot be seen"),
    ("interface", "«Save»", "Se\u0301", "Save: holds a letter and its accent as two"),
    ("interface", 'msgid "Save"', '#, fuzzy\nmsgid "Save"', "Save: is fuzzy"),
    (
        "content",
        'msgid "Back pain is common."',
        'msgid "Back pain."',
        "Back pain.: is said nowhere",
    ),
]


@pytest.mark.parametrize(("domain", "old", "new", "said"), SPOILT)
def test_a_spoilt_message_is_a_fault_with_its_place(
    folder: Path, domain: str, old: str, new: str, said: str
) -> None:
    file = write_both(folder)[domain]
    text = file.read_text(encoding="utf-8").replace(old, new)
    replace_in(file, old, new)

    found = [fault for fault in faults(folder) if said in fault]

    assert len(found) == 1
    place = f"translations/es/LC_MESSAGES/{domain}.po:"
    assert found[0].startswith(place)
    line = int(found[0].removeprefix(place).partition(":")[0])
    message = said.partition(":")[0]
    assert text.splitlines()[line - 1].startswith("msgid ")
    if message in ("Save", "and {n} more", "{n} visit", "Pain."):
        assert text.splitlines()[line - 1] == f'msgid "{message}"'


def test_a_missing_message_is_a_fault(folder: Path) -> None:
    write_both(folder)
    write_catalogue(folder, "content", CONTENT[:1])

    assert faults(folder) == [
        f"translations/es/LC_MESSAGES/content.po:1: {CONTENT[1]}: is missing",
    ]


def test_without_the_programs_code_what_is_there_is_checked_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogues, "interface_messages", frozenset)
    file = write_both(folder)["interface"]
    assert faults(folder) == []

    replace_in(file, "«and {n} more»", "«and more»")

    assert [fault for fault in faults(folder) if "lacks {n}" in fault] == faults(folder) != []


def test_a_language_with_one_catalogue_lacks_the_other(folder: Path) -> None:
    write_both(folder)["content"].unlink()

    (fault,) = faults(folder)

    assert fault.startswith("translations/es/LC_MESSAGES/content.po:1: No such file")


def test_every_fault_of_every_language_is_named(folder: Path) -> None:
    for language in LANGUAGES:
        replace_in(write_both(folder, language)["interface"], "«Save»", "")

    assert len(faults(folder)) == len(LANGUAGES)


HEADERS = [
    ("nplurals=2", "nplurals=3", "Plural-Forms: 3 plural forms where this language has 2"),
    ("nplurals=2", "nplurals=many", "not a catalogue"),
    ("plural=(n != 1)", "plural=(n !=", "Plural-Forms: a rule that cannot be worked out"),
    ("plural=(n != 1)", "plural=(n % 0)", "Plural-Forms: a rule that cannot be worked out"),
    ("plural=(n != 1)", "plural=(0)", "Plural-Forms: the rule gives 1 of 2 forms"),
    ("plural=(n != 1)", "plural=(__import__)", "Plural-Forms: a rule that cannot be worked out"),
    ("Language: es", "Language: fr", "Language says 'fr', its folder 'es'"),
]


@pytest.mark.parametrize(("old", "new", "said"), HEADERS)
def test_a_spoilt_header_is_a_fault(folder: Path, old: str, new: str, said: str) -> None:
    file = write_both(folder)["interface"]
    replace_in(file, old, new)

    (fault,) = faults(folder)

    assert fault.startswith("translations/es/LC_MESSAGES/interface.po:1: ")
    assert said in fault


UNREADABLE = [
    (b"\xff\xfe", "1: not UTF-8 text"),
    (b'msgid ""\nmsgstr "\xe9"\n', "2: not UTF-8 text"),
    (b"", "1: has no header"),
    (b"<html>\n", "1: not a catalogue"),
    (b'msgid "a"\nmsgstr "b"\nnonsense\n', "3: not a catalogue"),
    (b'#, fuzzy\nmsgid ""\nmsgstr "Language: es\\n"\n', "1: has no header, or one that is"),
]


@pytest.mark.parametrize(("raw", "said"), UNREADABLE)
def test_what_is_no_catalogue_is_a_fault_with_its_line(folder: Path, raw: bytes, said: str) -> None:
    write_both(folder)["interface"].write_bytes(raw)

    (fault,) = faults(folder)

    assert fault.startswith(f"translations/es/LC_MESSAGES/interface.po:{said}")
    assert fault.isprintable()


def test_a_folder_of_no_language_is_a_fault(folder: Path) -> None:
    write_both(folder)
    (folder / "es").rename(folder / "xx-none")

    assert len(faults(folder)) == 2


def test_the_programs_own_messages_are_wanted() -> None:
    wanted = interface_messages()

    assert {"Save", "Today’s visits", "Page {page} of {pages}"} <= wanted
    assert len(wanted) > 250
    assert content_messages(pack()) >= {line.text for line in pack().handout.get_help}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Our content in a checkout with one language begun."""
    shutil.copytree(CHECKOUT / "content", tmp_path / "content")
    write_both(tmp_path / "translations")
    return tmp_path


def test_the_check_of_content_finds_a_spoilt_catalogue(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    checked = check_folder(checkout / "content", date(2026, 11, 24))

    assert checked.pack is None
    assert any("content.po:1: " in str(fault) for fault in checked.faults)
    assert main(["check", str(checkout / "content")]) == 2
    assert "translations/es/LC_MESSAGES/interface.po:1: " in capsys.readouterr().err


def test_whole_catalogues_of_our_own_messages_pass(checkout: Path) -> None:
    for domain, wanted in (
        ("interface", interface_messages()),
        ("content", content_messages(pack())),
    ):
        write_catalogue(checkout / "translations", domain, sorted(wanted))

    checked = check_folder(checkout / "content", date(2026, 11, 24))

    assert checked.faults == ()
    assert checked.pack is not None
    require_whole(checkout / "translations", checkout / "content")


def test_the_checkout_itself_has_no_spoilt_catalogue() -> None:
    assert check_translations(resources.translations(), pack()) == ()


@pytest.fixture
def build_hook(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The hook of the wheel's build, with a stand-in for hatchling where that is not installed."""
    interface = ModuleType("hatchling.builders.hooks.plugin.interface")

    class BuildHookInterface:
        def __class_getitem__(cls, _config: object) -> type:
            return cls

    interface.BuildHookInterface = BuildHookInterface  # type: ignore[attr-defined]
    for name in ("hatchling", "hatchling.builders", "hatchling.builders.hooks"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, f"{interface.__name__.rpartition('.')[0]}", ModuleType("p"))
    monkeypatch.setitem(sys.modules, interface.__name__, interface)
    monkeypatch.syspath_prepend(CHECKOUT)
    monkeypatch.delitem(sys.modules, "hatch_build", raising=False)
    return importlib.import_module("hatch_build").CompileContent


def test_the_wheel_is_not_built_with_a_spoilt_catalogue(checkout: Path, build_hook: Any) -> None:
    hook = build_hook()
    vars(hook).update(root=str(checkout), target_name="wheel", directory=str(checkout / "dist"))
    built = SimpleNamespace(data={"force_include": {}})

    with pytest.raises(ContentError, match="translations/es/LC_MESSAGES/"):
        hook.initialize("standard", built.data)

    shutil.rmtree(checkout / "translations")
    hook.initialize("standard", built.data)
    assert any("pack.json" in address for address in built.data["force_include"].values())
