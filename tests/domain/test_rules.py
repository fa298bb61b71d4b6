"""Every kind of rule, holding and not holding."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from sdm_app.domain.rules import Rule
from sdm_app.domain.rules_eval import holds, matched_findings, verdict_of
from sdm_app.domain.vocabulary import Verdict
from tests.builders import ACUTE, CHRONIC, LOW, RECURRENT, visit

RULE: TypeAdapter[Rule] = TypeAdapter(Rule)
FEVER = {"findings": {"fever": "not-sure"}}
ALWAYS = {"rule": "always"}
NEVER = {"rule": "not", "of": ALWAYS}


@pytest.mark.parametrize(
    ("rule", "holding", "not_holding"),
    [
        (ALWAYS, {}, None),
        ({"rule": "stage-is", "stages": ["acute"]}, {"answers": ACUTE}, {"answers": CHRONIC}),
        (
            {"rule": "risk-group-is", "groups": ["low"]},
            {"answers": ACUTE | LOW},
            {"answers": ACUTE},
        ),
        (
            {"rule": "risk-group-is", "groups": ["unknown"]},
            {"answers": ACUTE},
            {"answers": ACUTE | LOW},
        ),
        ({"rule": "finding-is", "finding": "fever"}, FEVER, {}),
        ({"rule": "any-finding", "answers": ["not-sure"], "actions": ["bloods"]}, FEVER, {}),
        (
            {"rule": "any-finding", "answers": ["yes"], "without_actions": ["mri"]},
            {"findings": {"recent-infection": "yes"}},
            {"findings": {"fever": "yes"}},
        ),
        (
            {"rule": "any-finding", "answers": ["yes"], "urgencies": ["soon"]},
            {"findings": {"past-cancer": "yes"}},
            {"findings": {"fever": "yes"}},
        ),
        (
            {"rule": "any-finding", "answers": ["yes"], "findings": ["fever"]},
            {"findings": {"fever": "yes"}},
            {"findings": {"past-cancer": "yes"}},
        ),
        (
            {"rule": "any-finding", "answers": ["yes"], "except_findings": ["fever"]},
            {"findings": {"past-cancer": "yes"}},
            {"findings": {"fever": "yes"}},
        ),
        ({"rule": "past-weeks", "weeks": 6}, {"episode_weeks": 7}, {"episode_weeks": 6}),
        ({"rule": "past-weeks", "weeks": 6}, {"answers": CHRONIC}, {"answers": RECURRENT}),
        ({"rule": "past-weeks", "weeks": 12}, {"answers": CHRONIC}, {"answers": ACUTE}),
        (
            {"rule": "request-verdict-is", "request": "imaging", "verdicts": ["indicated"]},
            {"findings": {"fever": "yes"}},
            {},
        ),
        (
            {"rule": "tried-without-help", "options": ["heat", "nsaid"], "at_least": 2},
            {"tried": [{"option": "heat", "helped": "no"}, {"option": "nsaid", "helped": "no"}]},
            {"tried": [{"option": "heat", "helped": "no"}, "nsaid"]},
        ),
        (
            {"rule": "age-at-least", "years": 75},
            {"patient": {"reference": "A", "birth_year": 1951}},
            {"patient": {"reference": "A", "birth_year": 1952}},
        ),
        ({"rule": "age-at-least", "years": 1}, {}, {"patient": {"reference": "A"}}),
        (
            {"rule": "priority-picked", "priority": "sleep"},
            {"priorities": ["sleep"]},
            {"priorities": ["low-cost"]},
        ),
        ({"rule": "all", "of": [ALWAYS, ALWAYS]}, {}, None),
        ({"rule": "any", "of": [NEVER, ALWAYS]}, {}, None),
    ],
)
def test_a_rule_holds_only_for_its_visits(
    rule: dict[str, Any], holding: dict[str, Any], not_holding: dict[str, Any] | None
) -> None:
    parsed = RULE.validate_python(rule)

    assert holds(parsed, visit(**holding))
    if not_holding is not None:
        assert not holds(parsed, visit(**not_holding))


def test_all_needs_every_part_and_any_needs_one() -> None:
    assert not holds(RULE.validate_python({"rule": "all", "of": [ALWAYS, NEVER]}), visit())
    assert not holds(RULE.validate_python({"rule": "any", "of": [NEVER, NEVER]}), visit())


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(ValidationError):
        RULE.validate_python({"rule": "moon-is", "phase": "full"})


def test_the_findings_that_matched_are_the_reasons() -> None:
    both = {"findings": {"past-cancer": "yes", "fever": "yes"}}
    finding = RULE.validate_python({"rule": "finding-is", "finding": "fever"})
    any_yes = RULE.validate_python({"rule": "any-finding", "answers": ["yes"]})
    nested = RULE.validate_python({"rule": "all", "of": [finding.model_dump(), ALWAYS]})

    assert set(matched_findings(any_yes, visit(**both))) == {"fever", "past-cancer"}
    assert matched_findings(nested, visit(**both)) == ("fever",)
    assert matched_findings(finding, visit()) == ()
    assert matched_findings(RULE.validate_python(ALWAYS), visit(**both)) == ()


def test_a_request_without_a_script_is_not_indicated() -> None:
    assert verdict_of(visit(), "something-else") is Verdict.NOT_INDICATED
