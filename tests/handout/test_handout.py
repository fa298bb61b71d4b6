"""The printed plan says what was decided, names its sources, and reads the same to every reader."""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from sdm_app.domain.lines import Line
from sdm_app.domain.plan import build_plan
from sdm_app.domain.sources import Frequency
from sdm_app.domain.visit import Visit
from sdm_app.handout import Clinic, build_handout
from sdm_app.handout.page import PageSize
from sdm_app.handout.printable import printable
from sdm_app.handout.wording import Wording
from sdm_app.i18n import format_date
from sdm_app.play import read_cases, visit_of_case
from tests.builders import TODAY, pack, visit
from tests.handout.reading import elements_of, objects_of, pages_of, painted_on, text_of

FOLDER = Path(__file__).resolve().parents[1] / "cases"
CASES = sorted(file.stem for file in FOLDER.glob("*.yaml"))
SIZES: tuple[PageSize, ...] = ("letter", "a4")
EMERGENCY = "emergency-bladder-and-numbness"
CHOSEN = [name for name in CASES if name != EMERGENCY]
CLINIC = Clinic(name="Rivertown Family Practice", phone="555 0199", clinician="Dr. R", demo=True)


@cache
def played(name: str) -> Visit:
    """The visit of a case file."""
    (case,) = read_cases(FOLDER / f"{name}.yaml", pack(), TODAY)
    return visit_of_case(case, pack(), TODAY)


@cache
def printed(name: str, page_size: PageSize = "letter", *, large_print: bool = False) -> bytes:
    """The printed plan of a case file."""
    return build_handout(played(name), page_size=page_size, large_print=large_print, clinic=CLINIC)


def spaced(text: str) -> str:
    """With single spaces, as the pages are read."""
    return " ".join(text.split())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", CASES)
def test_every_case_fits_on_two_pages(name: str, size: PageSize) -> None:
    assert 1 <= len(pages_of(printed(name, size))) <= 2


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("name", CASES)
def test_every_page_says_what_it_is_for(name: str, large_print: bool) -> None:
    for page in pages_of(printed(name, large_print=large_print)):
        assert pack().handout.every_page in page


@pytest.mark.parametrize("name", CASES)
def test_large_print_sets_the_body_in_eighteen_points(name: str) -> None:
    operators = painted_on(printed(name, large_print=True))

    assert re.search(r"/\S+ 18 Tf", operators[0])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", CHOSEN)
def test_what_was_decided_is_printed(name: str, size: PageSize) -> None:
    plan, text = build_plan(played(name)), text_of(printed(name, size))

    assert plan.goal in text
    assert plan.items
    for item in plan.items:
        assert spaced(f"{item.name}. {item.action.text}") in text
    for settled in plan.settled:
        assert settled.name in text
    assert plan.follow_up is not None
    assert format_date(plan.follow_up) in text


@pytest.mark.parametrize("name", CASES)
def test_when_to_get_help_is_printed_on_one_page(name: str) -> None:
    words = pack().handout
    lines = [*words.get_help, words.get_help_call]

    box = [page for page in pages_of(printed(name)) if words.get_help_title in page]

    assert any(all(spaced(line.text) in page for line in lines) for page in box)


@pytest.mark.parametrize("name", CASES)
def test_clinic_and_demonstration_are_printed(name: str) -> None:
    pages = pages_of(printed(name))

    assert CLINIC.name in pages[0]
    assert CLINIC.phone in pages[0]
    assert all(pack().handout.demo in page for page in pages)


def test_a_real_visit_is_not_marked_as_an_example() -> None:
    text = text_of(build_handout(visit(goal="Walk"), clinic=Clinic(demo=False)))

    assert pack().handout.demo not in text


def test_emergency_says_first_what_to_do_and_offers_no_option() -> None:
    plan, text = build_plan(played(EMERGENCY)), text_of(printed(EMERGENCY))
    words = pack().handout

    assert plan.urgent
    for finding in plan.urgent:
        assert finding.do is not None
        assert text.index(spaced(finding.do.text)) < text.index(words.get_help_title)
    for title in (words.do_title, words.outlook_title, words.flare_title):
        assert title not in text
    for option in pack().options:
        assert spaced(option.first_action.text) not in text


@pytest.mark.parametrize("name", CASES)
def test_every_source_of_the_plan_is_named(name: str) -> None:
    text = text_of(printed(name))
    sources = text[text.index(pack().handout.sources_title) :]

    used = build_plan(played(name)).sources

    assert used
    for citation in used:
        assert pack().citation_by_id[citation].short in sources


@pytest.mark.parametrize("name", CASES)
def test_every_printed_number_is_sourced_or_no_finding(name: str) -> None:
    """No digit is left once sourced lines, dates and what is no finding are taken out."""
    plan, content = build_plan(played(name)), pack()
    lines: list[Line] = [
        *(item.action for item in plan.items),
        *(settled.line for settled in plan.settled if settled.line),
        *(finding.do for finding in plan.urgent if finding.do),
        *([plan.outlook.handout] if plan.outlook else []),
    ]
    kept = [line for line in lines if line.figures or line.cites or line.numbers]
    known = [
        *(spaced(line.text) for line in kept),
        *(citation.short for citation in content.citations),
        *(form.rights.rstrip(".") for form in content.questionnaires),
        content.info.version,
        CLINIC.phone,
    ]
    text = text_of(printed(name))

    text = re.sub(r"Page \d of \d|[A-Z][a-z]+ \d{1,2}, \d{4}", "", text)
    for piece in sorted(known, key=len, reverse=True):
        text = text.replace(piece, "")

    assert not re.findall(r".{0,30}\d.{0,30}", text)


@pytest.mark.parametrize("size", SIZES)
def test_two_builds_have_equal_bytes(size: PageSize) -> None:
    again = build_handout(played(CHOSEN[0]), page_size=size, clinic=CLINIC)

    assert again == printed(CHOSEN[0], size)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Walk <b>far</b> & <img src='x'/>", "Walk <b>far</b> & <img src='x'/>"),
        ("Walk\x07 far", "Walk\ufffd far"),
        ("Walk \u202efar\u202c again", "Walk \ufffdfar\ufffd again"),
        ("Walk \u2066far\u2069", "Walk \ufffdfar\ufffd"),
        ("Walk\n\tfar", "Walk far"),
        ("a\u200cb", "a\u200cb"),
    ],
)
def test_typed_text_hides_nothing_and_reorders_nothing(typed: str, shown: str) -> None:
    assert printable(typed) == shown


@pytest.mark.parametrize("typed", ["<b>x</b> & <para>", "Walk \u202efar\u202c", "Dance\x07"])
def test_a_goal_is_printed_letter_by_letter(typed: str) -> None:
    text = text_of(build_handout(visit(goal=typed), clinic=CLINIC))

    assert printable(typed) in text


def test_own_words_longer_than_a_line_keep_every_letter() -> None:
    goal = "w" * 300

    text = text_of(build_handout(visit(goal=goal), clinic=CLINIC))

    assert re.sub(r"[^w]", "", text).count("w") >= 300


@pytest.mark.parametrize("name", CASES)
def test_every_mark_on_the_page_is_tagged_or_decoration(name: str) -> None:
    for operators in painted_on(printed(name)):
        depth = 0
        for line in operators.splitlines():
            depth += line.count(" BDC") - len(re.findall(r"\bEMC\b", line))
            drawn = re.search(r"\bT[jJ]$|(?<![/\w])(?:S|f\*?|B\*?)$", line)
            assert not drawn or depth > 0, line
        assert depth == 0


@pytest.mark.parametrize("name", CASES)
def test_the_file_says_that_it_is_accessible(name: str) -> None:
    pdf = printed(name)
    (catalog,) = [body for body in objects_of(pdf).values() if b"/Type /Catalog" in body]

    for entry in (b"/MarkInfo", b"/Lang", b"/Metadata", b"/StructTreeRoot", b"/ViewerPreferences"):
        assert entry in catalog
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/DisplayDocTitle true" in pdf


@pytest.mark.parametrize("name", CASES)
def test_every_font_is_embedded(name: str) -> None:
    bodies = objects_of(printed(name)).values()
    fonts = [body for body in bodies if re.search(rb"/Type /Font\b(?!D)", body)]
    descriptors = [body for body in bodies if b"/Type /FontDescriptor" in body]

    assert fonts
    assert all(b"/FontDescriptor" in body for body in fonts)
    assert all(b"/FontFile2" in body for body in descriptors)


@pytest.mark.parametrize("name", CHOSEN)
def test_every_picture_has_words_and_a_place(name: str) -> None:
    figures = elements_of(printed(name), "Figure")

    assert figures
    for figure in figures:
        assert re.search(rb"/Alt \(\d+ of 100 people .+\)", figure)
        assert b"/BBox" in figure


@pytest.mark.parametrize("role", ["H1", "H2", "P", "L", "LI", "Lbl", "LBody", "Figure"])
def test_structure_has_every_role(role: str) -> None:
    assert elements_of(printed("new-episode-medium-risk"), role)


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="pdfinfo is not installed")
def test_a_reader_walks_the_headings_in_order(tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(printed("new-episode-medium-risk"))
    command = ["pdfinfo", "-struct-text", str(file)]

    walked = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    words = pack().handout
    assert walked.count("H1 ") == 1
    titles = (words.title, words.goal_title, words.outlook_title, words.do_title)
    places = [
        walked.index(f'"{title}"') for title in (*titles, words.get_help_title, words.next_title)
    ]
    assert places == sorted(places)
    assert re.search(r"L \(block\)\s+LI \(block\)\s+Lbl .*\s+.*\s+LBody", walked)


def test_counted_people_are_filled_and_the_others_only_outlined() -> None:
    name = "new-episode-medium-risk"
    card = build_plan(played(name)).outlook
    assert card is not None
    assert card.figure is not None
    estimate = pack().estimate_by_id[card.figure]
    assert isinstance(estimate, Frequency)

    picture = painted_on(printed(name))[0].split("/Figure ")[1].split("EMC")[0]
    ends = re.findall(r"(?m)(?:^|\s)([fSB]\*?)\s*$", picture)

    assert set(ends) <= {"f", "f*", "S"}
    filled = sum(end.startswith("f") for end in ends)
    assert (filled, len(ends) - filled) == (2 * estimate.numerator, 2 * (100 - estimate.numerator))


def test_what_is_not_decided_yet_is_a_line_to_write_on() -> None:
    text = text_of(build_handout(visit(), clinic=CLINIC))
    words = pack().handout

    assert words.goal_blank in text
    assert words.next_blank in text
    assert spaced(words.nothing_chosen.text) in text


def test_questions_left_out_are_said_to_be_open() -> None:
    text = text_of(build_handout(visit(findings={"past-cancer": "no"}), clinic=CLINIC))
    words = pack().handout

    assert f"{words.checked} a past cancer." in text
    assert spaced(words.checked_unfinished.text) in text


def test_a_finding_to_look_into_soon_keeps_the_plan_and_says_what_is_checked() -> None:
    soon = visit(findings={"past-cancer": "yes"}, findings_default="no", choices=["stay-active"])
    text = text_of(build_handout(soon, clinic=CLINIC))

    assert "We are checking one more thing. (a past cancer)" in text
    assert pack().handout.do_title in text


def test_content_past_its_review_says_so() -> None:
    late = visit().model_copy(update={"today": pack().info.next_review.replace(year=2099)})
    text = text_of(build_handout(late, clinic=CLINIC))

    assert "It was to be reviewed by" in text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("large_print", [False, True])
def test_the_fullest_plan_prints_everything(size: PageSize, *, large_print: bool) -> None:
    chosen = [option.id for option in pack().options][:6]
    full = visit(goal="walk " * 99, choices=chosen, findings_default="no")

    text = text_of(build_handout(full, page_size=size, large_print=large_print, clinic=CLINIC))

    assert text.count("walk") >= 99
    for option in chosen:
        assert pack().option_by_id[option].name in text


def test_a_date_is_not_parted_at_the_end_of_a_line() -> None:
    wording = Wording(visit(), "en")

    assert wording.date(TODAY) == "November\u00a022,\u00a02026"
    assert printable(wording.date(TODAY)) == wording.date(TODAY)


@pytest.mark.parametrize("name", ["Rivertown Family Practice", "A" * 80, "Río Ñandú <b>"])
def test_a_clinic_of_any_name_is_printed_whole(name: str) -> None:
    clinic = Clinic(name=name, phone="(555) 010-0199", demo=False)

    text = text_of(build_handout(visit(goal="Walk"), large_print=True, clinic=clinic))

    assert text.count("(555) 010-0199") == 2
    assert re.sub(r"\s", "", name) in re.sub(r"\s", "", text)
