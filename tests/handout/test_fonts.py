"""Each script has a font, what is drawn can be read back, and what has no font is known before."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sdm_app.handout import Clinic, build_handout, letters_without_font, shaped_text
from sdm_app.handout.bidi_levels import runs_from_right
from sdm_app.handout.fonts import font_for, lacking
from sdm_app.handout.shaped_text import Script, Span
from tests.builders import visit
from tests.handout.papers import papers
from tests.handout.reading import elements_of, objects_of, text_of
from tests.handout.words import GOALS

ARABIC = "أريد أن أحمل حفيدي 3 مرات"


def written(goal: str, *, language: str = "en") -> bytes:
    return build_handout(visit(goal=goal), language=language, clinic=Clinic(demo=False))


@pytest.mark.parametrize("language", GOALS)
def test_words_of_each_language_have_a_font_and_read_back(language: str) -> None:
    goal = GOALS[language]

    text = text_of(written(goal, language=language))

    assert lacking(goal) == ()
    if language != "ar":
        assert goal in text


def test_arabic_letters_and_numbers_read_back_in_order() -> None:
    assert ARABIC in text_of(written(ARABIC))


def test_a_reader_is_told_in_order_what_is_drawn_from_the_right() -> None:
    (paragraph,) = [p for p in elements_of(written(ARABIC), "P") if b"ActualText" in p]
    hexed = re.search(rb"ActualText <(.+?)>|ActualText \((.+?)(?<!\\)\)", paragraph, re.DOTALL)

    assert hexed
    assert _string(hexed) == ARABIC


def _string(found: re.Match[bytes]) -> str:
    if found[1]:
        return bytes.fromhex(found[1].decode()).decode("utf-16")
    escaped = found[2].decode("latin-1")
    plain = re.sub(r"\\(\d{3}|.)", lambda m: chr(int(m[1], 8)) if m[1].isdigit() else m[1], escaped)
    return plain.encode("latin-1").decode("utf-16")


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("a", "NotoSans"),
        ("ж", "NotoSans"),
        ("7", "NotoSans"),
        ("م", "NotoNaskhArabic"),
        ("我", "NotoSansSC"),
        ("。", "NotoSansSC"),
    ],
)
def test_a_character_is_drawn_in_the_font_of_its_script(
    character: str, name: str, *, bold: bool
) -> None:
    font = font_for(character, bold=bold, language="en")

    assert font is not None
    assert font.name == f"{name}-{'Bold' if bold else 'Regular'}"


def test_a_name_in_characters_that_are_no_longer_simple_is_drawn_regular() -> None:
    font = font_for("陳", bold=True, language="zh")

    assert font is not None
    assert font.name == "NotoSansSC-Regular"


def test_quotes_are_as_wide_as_their_language_writes_them() -> None:
    chinese, english = (font_for("“", bold=False, language=one) for one in ("zh", "en"))

    assert chinese is not None
    assert english is not None
    assert (chinese.name, english.name) == ("NotoSansSC-Regular", "NotoSans-Regular")


def test_what_has_no_font_is_told_before_it_is_printed() -> None:
    assert lacking("Walk คน with ค") == ("ค", "น")


def test_only_the_fonts_that_are_drawn_with_are_in_the_file() -> None:
    names = {
        name
        for body in objects_of(written("Walk")).values()
        for name in re.findall(rb"/BaseFont /\w{6}\+(\S+)", body)
    }

    assert names == {b"NotoSans-Regular", b"NotoSans-Bold"}


@pytest.mark.parametrize(
    ("text", "script_rtl", "rtl"),
    [
        ("Walk", False, False),
        ("مشي", False, True),
        ("Walk مشي", False, False),
        ("المشي Walk", True, True),
        ("محمد walks with me", False, False),
        ("We look again on 22 نوفمبر", True, False),
        ("MRI مشي", True, True),
        ("Walk 20", True, False),
        ("(555) 010-0199", True, False),
        ("20", False, False),
    ],
)
def test_a_text_runs_as_its_letters_do(text: str, *, script_rtl: bool, rtl: bool) -> None:
    assert runs_from_right(text, script_rtl=script_rtl) is rtl


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("language", GOALS)
def test_no_page_of_any_language_has_a_sign_for_what_is_missing(
    language: str, *, large_print: bool
) -> None:
    maker = "handout in large print" if large_print else "handout"
    for paper in papers([maker], languages=[language], sizes=["a4"]):
        assert not re.search("[\ufffd■□]", text_of(paper.pdf)), paper.name


def test_the_fonts_are_our_own_where_the_machine_has_none(tmp_path: Path) -> None:
    bare = tmp_path / "fonts.conf"
    bare.write_text("<fontconfig></fontconfig>", encoding="utf-8")
    code = (
        "import sys; from tests.handout.test_fonts import ARABIC, written;"
        "sys.stdout.buffer.write(written(ARABIC))"
    )
    environment = {**os.environ, "FONTCONFIG_FILE": str(bare), "HOME": str(tmp_path)}

    command = [sys.executable, "-c", code]
    run = subprocess.run(command, env=environment, capture_output=True, check=True)

    assert run.stdout == written(ARABIC)


def test_typed_letters_without_a_font_are_told_with_those_of_the_clinic() -> None:
    visit_of_two = visit(goal="Walk with ค\u202e")

    assert letters_without_font(visit_of_two, Clinic(name="न", clinician="Dr. R")) == ("ค", "न")
    assert letters_without_font(visit(goal="مشي 走 идти"), Clinic(name="Río")) == ()


def test_a_letter_without_a_font_is_drawn_as_a_blank_and_read_as_itself() -> None:
    text = shaped_text.text_of((Span("Walk with คน"),), Script("en"), bold=False)

    assert text.drawn == "Walk with __"
    assert "Walk with คน" in text_of(written("Walk with คน"))
