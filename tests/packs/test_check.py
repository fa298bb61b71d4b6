"""`backchoice check`: every kind of fault and warning is found where it stands."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sdm_app import resources
from sdm_app.__main__ import main
from sdm_app.packs.check import check_folder, summary
from sdm_app.packs.wording import reading_grade
from tests.builders import TODAY, pack

EDIT = tuple[str, str, str]


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., Path]:
    """A copy of the content with replacements made."""

    def edit(*edits: EDIT) -> Path:
        folder = tmp_path / "content"
        shutil.copytree(resources.content(), folder)
        for file, old, new in edits:
            text = (folder / file).read_text(encoding="utf-8")
            assert old in text
            (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return edit


def test_our_content_is_clean() -> None:
    checked = check_folder(resources.content(), TODAY)

    assert checked.pack is not None
    assert [str(warning) for warning in checked.warnings] == []


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        (
            ("handout.yaml", "  - Slow down, but", "  - Be careful. Slow down, but"),
            r"content/handout.yaml:\d+: flare.0.text: says 'Be careful'",
        ),
        (
            (
                "handout.yaml",
                "  - Slow down, but",
                "  - {text: In 5% slow, cites: [acp-2017]}\n  -",
            ),
            r"handout.yaml:\d+: flare.0.text: says '%'",
        ),
        (
            (
                "handout.yaml",
                "  - Slow down, but",
                "  - Ameliorate musculoskeletal disability.\n  -",
            ),
            r"handout.yaml:\d+: flare.0.text: reads at grade \d\d",
        ),
        (
            (
                "requests/surgery.yaml",
                "  - What do you hope surgery would do for you?",
                "  - What do you hope that it would do for you and your back and your legs when it"
                " is all done and past?",
            ),
            r"surgery.yaml:\d+: ask.0.text: has a spoken sentence of 23 words, above 18",
        ),
        (
            ("pack.yaml", "next_review: 2027-05-24", "next_review: 2026-05-24"),
            r"pack.yaml:\d+: next_review: the review was due on 2026-05-24",
        ),
        (
            (
                "citations.yaml",
                "- id: acp-2017\n",
                "- id: idle\n  short: I\n  authors: I\n"
                "  title: I\n  year: 2000\n  kind: study\n  link: I\n- id: acp-2017\n",
            ),
            r"citations.yaml:\d+: \d+.id: nothing cites 'idle'",
        ),
        (
            ("options/bed-rest.yaml", "No figure we could check looks", "We see how it goes"),
            r"bed-rest.yaml:\d+: cells.long-term: gives no figure for 12 months or more",
        ),
    ],
)
def test_a_warning_names_file_line_and_field(
    edited: Callable[..., Path], edit: EDIT, found: str
) -> None:
    checked = check_folder(edited(edit), TODAY)

    said = [str(one) for one in (*checked.faults, *checked.warnings)]
    assert [sentence for sentence in said if re.search(found, sentence)]


def test_every_fault_is_told_at_once(edited: Callable[..., Path]) -> None:
    folder = edited(
        ("options/heat.yaml", "id: heat", "id: Heat"), ("pack.yaml", "version:", "edition:")
    )

    faults = [str(fault) for fault in check_folder(folder, TODAY).faults]

    assert any("heat.yaml" in fault for fault in faults)
    assert any("pack.yaml" in fault for fault in faults)


def test_two_arms_of_different_studies_are_refused(edited: Callable[..., Path]) -> None:
    figure = "comparison_figure: stay-active.beam-3-months"
    folder = edited(("options/exercise.yaml", figure, "comparison_figure: opioid.any-harm"))

    faults = [str(fault) for fault in check_folder(folder, TODAY).faults]

    assert any("no arm of the same study" in fault for fault in faults)


def test_an_exception_that_no_line_needs_is_told(edited: Callable[..., Path]) -> None:
    folder = edited()
    exceptions = folder / "reading_exceptions.yaml"
    with exceptions.open("a", encoding="utf-8") as file:
        file.write("- {text: Nobody says this., reason: none}\n")

    warnings = [str(warning) for warning in check_folder(folder, TODAY).warnings]

    assert warnings == ["content/reading_exceptions.yaml:1: no line says 'Nobody says this.'"]


def test_the_grade_tells_hard_words_from_plain_ones() -> None:
    hard = reading_grade("Multidisciplinary rehabilitation ameliorates persistent disability.")
    plain = reading_grade("Walk a bit each day. It is safe.")

    assert hard is not None
    assert plain is not None
    assert plain < 6 < hard


def test_the_command_prints_what_the_content_holds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--summary"]) == 0

    printed = capsys.readouterr().out
    for kind, count in summary(pack()):
        assert f"{count:5} {kind}" in printed


def test_the_command_ends_with_2_on_a_fault(
    edited: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = edited(("options/heat.yaml", "id: heat", "id: Heat"))

    assert main(["check", str(folder)]) == 2
    assert "options/heat.yaml:1: id" in capsys.readouterr().err
