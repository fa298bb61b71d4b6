"""What is withdrawn vanishes from every place it stood in, and the reason stands there."""

from typing import Any

import pytest

from sdm_app.domain.chart_note import chart_note
from sdm_app.domain.content import ContentPack, Withdrawn
from sdm_app.domain.lines import Line
from sdm_app.domain.matching import match_options
from sdm_app.domain.options import Option
from sdm_app.domain.ordering import columns
from sdm_app.domain.outlook import outlook_for
from sdm_app.domain.plan import build_plan
from sdm_app.domain.screening import NIH, START_BACK, items_to_ask, screen
from sdm_app.domain.sources import Frequency
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import ReasonKind
from sdm_app.domain.withdrawal import reason_of, take_out
from sdm_app.packs.references import check_references
from sdm_app.packs.walking import walk
from tests.builders import ACUTE, CHRONIC, HIGH, MEDIUM, pack, visit

WHY = Line(text="We no longer use this. Its study was pulled back.")


def without(*ids: str) -> ContentPack:
    return take_out(pack(), tuple(Withdrawn(id=name, reason=WHY) for name in ids))


def seen_with(content: ContentPack, **case: Any) -> Visit:
    return visit(**case).model_copy(update={"pack": content})


def figures_named(content: ContentPack) -> set[str]:
    named: set[str] = set()
    for path, value in walk(content):
        if path[:1] == ("withdrawn",):
            continue
        named |= set(getattr(value, "figures", ()))
        named |= {getattr(value, "figure", None) or "", getattr(value, "id", None) or ""}
    return named


def test_a_pack_with_nothing_withdrawn_is_the_same_pack() -> None:
    assert take_out(pack()) is pack()


def test_an_id_the_pack_does_not_have_changes_nothing() -> None:
    left = without("of-another-pack")

    assert left.model_copy(update={"withdrawn": ()}) == pack()


@pytest.mark.parametrize("figure", sorted(pack().estimate_by_id))
def test_a_withdrawn_figure_is_named_nowhere(figure: str) -> None:
    left = without(figure)

    assert figure not in figures_named(left)
    assert figure not in left.estimate_by_id
    assert list(check_references(left)) == []
    assert reason_of(left, figure) == WHY


def test_the_reason_stands_where_the_figure_stood() -> None:
    chosen = {"answers": {**ACUTE, **MEDIUM}, "findings_default": "no"}
    card = outlook_for(visit(**chosen))
    assert card.figure

    seen = seen_with(without(card.figure), **chosen)

    left = outlook_for(seen)
    assert (left.id, left.figure, left.did, left.compare) == (card.id, None, "", ())
    assert left.intro == WHY
    assert WHY.text in (left.headline.text, left.handout.text)


def test_both_arms_of_a_comparison_go_together() -> None:
    arms = next(
        (one.id, one.comparison_figure)
        for one in pack().estimate_by_id.values()
        if isinstance(one, Frequency) and one.comparison_figure
    )

    for arm in arms:
        assert not set(arms) & set(without(arm).estimate_by_id)


def test_a_withdrawn_citation_takes_its_figures_and_the_lines_that_rest_on_it_alone() -> None:
    citation = next(iter(pack().estimate_by_id.values())).citation

    left = without(citation)

    assert all(one.citation != citation for one in left.estimate_by_id.values())
    for path, value in walk(left):
        if isinstance(value, Line) and path[:1] != ("red_flags",) and "get_help" not in str(path):
            assert citation not in value.cites


def test_safety_lines_stay_when_their_source_goes() -> None:
    cited = {cite for finding in pack().red_flags.all_findings for cite in finding.cites}

    left = without(*cited)

    assert left.red_flags.all_findings == pack().red_flags.all_findings
    assert left.handout.get_help == pack().handout.get_help


def test_a_picture_whose_figure_went_shows_words_alone() -> None:
    left = without("brinjikji.bulge.20", "brinjikji.bulge.50")

    arrays = [value for _, value in walk(left) if type(value).__name__ == "ArrayOfPeople"]
    assert "brinjikji.bulge.50" not in {getattr(one, "figure", "") for one in arrays}


@pytest.mark.parametrize("option", sorted(pack().option_by_id))
def test_a_withdrawn_option_is_offered_nowhere_and_says_why(option: str) -> None:
    left = without(option)

    for answers in (ACUTE, CHRONIC):
        matched = match_options(seen_with(left, answers={**answers, **HIGH}))
        match = matched.find(option)
        assert match is not None
        assert match.reason is ReasonKind.WITHDRAWN
    assert left.option_by_id[option].reasons[ReasonKind.WITHDRAWN] == WHY
    assert list(check_references(left)) == []


def test_a_withdrawn_option_of_an_earlier_plan_says_why_in_place_of_its_action() -> None:
    case = {
        "answers": ACUTE,
        "findings_default": "no",
        "compare": ["heat", "massage", "stay-active"],
        "choices": ["massage"],
    }

    seen = seen_with(without("massage"), **case)

    (item,) = build_plan(seen).items
    assert (item.option, item.action, item.own_words) == ("massage", WHY, "")
    assert columns(seen) == ("heat", "stay-active")


def test_a_withdrawn_option_is_no_referral() -> None:
    case = {"answers": {**ACUTE, **HIGH}, "findings_default": "no"}
    suggested = build_plan(visit(**case)).referrals
    assert suggested

    seen = seen_with(without(*(referral.to for referral in suggested)), **case)

    assert build_plan(seen).referrals == ()


def test_a_withdrawn_questionnaire_gives_no_group_and_is_not_asked() -> None:
    answers = {**ACUTE, **HIGH}

    start_back = seen_with(without(START_BACK), answers=answers)
    both = seen_with(without(START_BACK, NIH), answers=answers)

    assert screen(start_back).risk_group is None
    assert screen(start_back).stage == "acute"
    assert f"STarT Back taken out of use: {WHY.text}" in chart_note(start_back)
    assert {item.id for item in items_to_ask(start_back)} == {
        item.id for item in pack().questionnaire_by_id[NIH].items
    }
    assert screen(both).stage is None
    assert items_to_ask(both) == ()


def test_no_file_can_name_the_reason_of_withdrawal() -> None:
    fields = pack().options[0].model_dump() | {"unnamed_reason": "withdrawn"}

    with pytest.raises(ValueError, match=r"withdrawn by withdrawn\.yaml alone"):
        Option.model_validate(fields)
