"""The printed plan says what was decided and what is still open, on every size of paper."""

import pytest

from sdm_app.domain.plan import build_plan
from sdm_app.handout import Clinic, build_handout
from sdm_app.handout.page import PageSize
from sdm_app.i18n import format_date
from tests.builders import pack, visit
from tests.handout.printing import CASES, CHOSEN, CLINIC, EMERGENCY, SIZES, played, printed, spaced
from tests.handout.reading import pages_of, text_of


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", CASES)
def test_every_case_fits_on_two_pages(name: str, size: PageSize) -> None:
    assert 1 <= len(pages_of(printed(name, size))) <= 2


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("name", CASES)
def test_every_page_says_what_it_is_for(name: str, large_print: bool) -> None:
    for page in pages_of(printed(name, large_print=large_print)):
        assert pack().handout.every_page in page


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


@pytest.mark.parametrize("size", SIZES)
def test_two_builds_have_equal_bytes(size: PageSize) -> None:
    again = build_handout(played(CHOSEN[0]), page_size=size, clinic=CLINIC)

    assert again == printed(CHOSEN[0], size)


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


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("large_print", [False, True])
def test_the_fullest_plan_prints_everything(size: PageSize, *, large_print: bool) -> None:
    chosen = [option.id for option in pack().options][:6]
    full = visit(goal="walk " * 99, choices=chosen, findings_default="no")

    text = text_of(build_handout(full, page_size=size, large_print=large_print, clinic=CLINIC))

    assert text.count("walk") >= 99
    for option in chosen:
        assert pack().option_by_id[option].name in text
