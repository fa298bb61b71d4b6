"""What stands on the printed plan, in which order, and what a screen reader is told."""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from sdm_app.domain.outlook import outlook_for
from sdm_app.domain.plan import build_plan
from sdm_app.domain.visit import Visit
from sdm_app.handout import Clinic, build_handout
from sdm_app.handout.page import PageSize
from tests.builders import ACUTE, CHRONIC, RISK, STAGES, pack, visit
from tests.handout.reading import pages_of, structure_of, words_of

CLINIC = Clinic(name="Rivertown Family Practice", phone="(555) 010-0199", demo=False)
REVIEW = date(2026, 12, 20)
NOT_NOW = {"request": "imaging", "outcome": "deferred", "review_on": REVIEW}


def planned(**fields: Any) -> Visit:
    """A visit with a new episode at medium risk, and a full plan."""
    return visit(
        **{
            "findings_default": "no",
            "answers": {**ACUTE, **RISK["medium"]},
            "choices": ["stay-active", "physical-therapy", "nsaid"],
            "goal": "Lift my grandson again",
            "requests": [NOT_NOW],
            "follow_up": REVIEW,
            **fields,
        }
    )


def emergency() -> Visit:
    """The same plan, with a finding that cannot wait."""
    return planned(findings={"urinary-retention": "yes"})


def printed(seen: Visit, **options: Any) -> str:
    """The words of a visit's plan."""
    return words_of(build_handout(seen, clinic=CLINIC, **options))


def test_every_section_stands_in_its_order() -> None:
    words = pack().handout

    said = printed(planned())

    titles = [
        words.title,
        words.goal_title,
        words.outlook_title,
        words.expect_title,
        words.do_title,
        words.not_do_title,
        words.get_help_title,
        words.call_soon_title,
        words.next_title,
        words.flare_title,
        words.questions_title,
        words.sources_title,
    ]
    places = [said.index(title) for title in titles]
    assert places == sorted(places)


def test_dates_are_in_words() -> None:
    said = printed(planned())

    assert "November 22, 2026" in said
    assert said.count("December 20, 2026") == 2
    assert not re.search(r"\d{4}-\d\d-\d\d|\{", said)


def test_what_was_chosen_has_room_for_when_and_where() -> None:
    said = printed(planned())

    names = [pack().option_by_id[option].name for option in planned().encounter.choices]
    assert all(f"{name}." in said for name in names)
    assert said.count(f"{pack().handout.do_when}:") >= len(names)
    assert said.count(f"{pack().handout.do_where}:") >= len(names)


def test_an_empty_visit_leaves_lines_to_fill_in() -> None:
    said = printed(visit())

    assert pack().handout.goal_blank in said
    assert pack().handout.nothing_chosen.text in said
    assert pack().handout.next_blank in said
    assert pack().handout.checked not in said
    assert pack().handout.checked_unfinished.text in said


def test_an_emergency_comes_first_and_leaves_no_options() -> None:
    said = printed(emergency())

    words = pack().handout
    do = pack().finding_by_id["urinary-retention"].do
    assert do is not None
    assert said.index(words.urgent_title) < said.index(do.text) < said.index(words.get_help_title)
    for absent in (words.do_title, words.outlook_title, words.not_do_title, words.flare_title):
        assert absent not in said
    names = {pack().option_by_id[option].name for option in planned().encounter.choices}
    assert not [name for name in names if f"{name}." in said]


@pytest.mark.parametrize(
    "typed",
    [
        "<b>bold</b> & <para>x</para>",
        "&lt;i&gt; &amp; <br/>",
        "<font color=red>",
        "back\\slash (round) )(",
        "{date} {clinician} %s",
        "Снова гулять с собакой",
        "Être à l’aise, năm phút",
    ],
)
def test_what_a_person_typed_prints_as_it_is(typed: str) -> None:
    assert typed in printed(planned(goal=typed))


@pytest.mark.parametrize("hidden", ["\u202e", "\u200f", "\u2066", "\x07", "\x1b", "\ufeff"])
def test_a_hidden_character_is_shown_and_turns_nothing_round(hidden: str) -> None:
    said = printed(planned(goal=f"walk{hidden}abc"))

    assert "walk\ufffdabc" in said


def test_a_clinic_name_is_no_markup() -> None:
    clinic = Clinic(name="<b>A & B</b>", clinician="<i>R</i>", demo=False)

    said = words_of(build_handout(planned(), clinic=clinic))

    assert "<b>A & B</b>" in said
    assert "<i>R</i>" in said


@pytest.mark.parametrize("goal", ["word " * 100, "x" * 500, "\n" * 50 + "a"])
def test_a_long_goal_is_wrapped_not_cut(goal: str) -> None:
    said = printed(planned(goal=goal))

    assert Counter(said)["x"] >= goal.count("x")
    assert said.count("word") >= goal.count("word")


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("risk", RISK)
def test_every_number_has_its_source_named(stage: str, risk: str) -> None:
    seen = planned(answers={**STAGES[stage], **RISK[risk]})

    said = printed(seen)

    plan = build_plan(seen)
    names = said.partition(pack().handout.sources_title)[2]
    short = [pack().citation_by_id[source].short for source in plan.sources]
    assert [name for name in short if name not in names] == []
    card = outlook_for(seen)
    assert card.handout.text in said
    if card.figure:
        figure = pack().estimate_by_id[card.figure]
        assert pack().citation_by_id[figure.citation].short in names


def test_the_foot_counts_pages_and_names_the_version() -> None:
    pages = pages_of(build_handout(planned(), clinic=CLINIC))

    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert pack().info.version in page


def test_content_past_its_review_says_so() -> None:
    late = planned().model_copy(update={"today": date(2030, 1, 1)})

    assert "It was to be reviewed by May 24, 2027" in printed(late)
    assert "It was to be reviewed by" not in printed(planned())


@pytest.mark.parametrize("demo", [True, False])
def test_an_example_says_so_on_every_page(demo: bool) -> None:
    pages = pages_of(build_handout(planned(), clinic=Clinic(demo=demo)))

    assert all((pack().handout.demo in page) is demo for page in pages)


@pytest.mark.parametrize("page_size", ["letter", "a4"])
@pytest.mark.parametrize(
    "choices",
    [[], ["stay-active"], ["stay-active", "physical-therapy", "nsaid", "heat"]],
)
def test_a_plan_fits_two_pages(page_size: PageSize, choices: list[str]) -> None:
    seen = planned(choices=choices)

    pages = pages_of(build_handout(seen, page_size=page_size, clinic=CLINIC))

    assert len(pages) <= 2


@pytest.mark.parametrize(("page_size", "size"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_the_paper_is_as_asked(page_size: PageSize, size: tuple[int, int]) -> None:
    document = pypdfium2.PdfDocument(build_handout(planned(), page_size=page_size))

    width, height = document[0].get_size()
    document.close()

    assert (round(width), round(height)) == size


def test_large_print_says_the_same() -> None:
    large = printed(planned(), large_print=True)

    for line in (*pack().handout.get_help, *pack().handout.flare):
        assert line.text in large


def test_the_same_plan_gives_the_same_bytes() -> None:
    first = build_handout(planned(), clinic=CLINIC)
    build_handout(planned(goal="Être là, مرحبا"), clinic=CLINIC)

    assert build_handout(planned(), clinic=CLINIC) == first


def test_a_screen_reader_gets_headings_lists_and_the_picture(tmp_path: Path) -> None:
    pdf = build_handout(planned(), clinic=CLINIC)

    structure = structure_of(pdf, tmp_path)

    roles = Counter(role for role, _ in structure)
    assert structure[0][0] == "Document"
    assert roles["H1"] == roles["Figure"] == 1
    assert roles["H2"] >= 10
    assert roles["LI"] == roles["Lbl"] == roles["LBody"] > 10
    assert ("H1", pack().handout.title) in structure
    assert ("P", planned().encounter.goal) in structure
    assert not [words for _, words in structure if "Page 1 of" in words]


def test_the_file_says_what_a_screen_reader_needs() -> None:
    pdf = build_handout(planned(), clinic=CLINIC)

    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/StructTreeRoot" in pdf
    assert b"/Marked true" in pdf
    assert b"/DisplayDocTitle true" in pdf
    assert b"/Lang" in pdf
    assert b"/BBox" in pdf
    assert b"/Alt" in pdf


def test_only_embedded_fonts_are_used() -> None:
    pdf = build_handout(planned(), clinic=CLINIC)

    fonts = set(re.findall(rb"/BaseFont\s*/([^\s/]+)", pdf))
    assert fonts
    assert all(b"NotoSans" in font for font in fonts)


def test_chronic_pain_has_a_plan_of_its_own() -> None:
    said = printed(planned(answers=CHRONIC))

    assert all(line.text in said for line in build_plan(planned(answers=CHRONIC)).expect)
