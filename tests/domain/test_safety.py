"""Urgency: every finding alone, not sure as yes, and an override that a new finding voids."""

import pytest

from sdm_app.domain.encounter import apply
from sdm_app.domain.events import FindingsAnswered, UrgencyOverridden
from sdm_app.domain.safety import assess
from sdm_app.domain.vocabulary import Action, FindingAnswer, Urgency
from tests.builders import pack, visit

TABLE: dict[str, tuple[str, set[str]]] = {
    "urinary-retention": ("emergency", {"mri"}),
    "bowel-incontinence": ("emergency", {"mri"}),
    "saddle-numbness": ("emergency", {"mri"}),
    "sexual-or-genital-change": ("emergency", {"mri"}),
    "bilateral-leg-weakness": ("emergency", {"mri"}),
    "severe-or-progressive-leg-weakness": ("emergency", {"mri"}),
    "tearing-or-abdominal-pain": ("emergency", {"refer"}),
    "fever": ("same_day", {"mri", "bloods"}),
    "iv-drug-use": ("same_day", {"mri", "bloods"}),
    "bilateral-leg-pain": ("same_day", {"mri"}),
    "major-trauma": ("same_day", {"xray"}),
    "upper-motor-neuron-signs": ("same_day", {"refer"}),
    "past-cancer": ("soon", {"mri"}),
    "minor-trauma-fragile-bone": ("soon", {"xray"}),
    "long-term-steroids": ("soon", {"xray"}),
    "immune-suppression": ("soon", {"bloods"}),
    "recent-infection": ("soon", {"bloods"}),
    "unexplained-weight-loss": ("soon", {"bloods"}),
    "inflammatory-pattern": ("soon", {"refer"}),
    "leg-pain-dominant": ("none", set()),
    "radicular-signs": ("none", set()),
    "neurogenic-claudication": ("none", set()),
}


def test_content_has_exactly_the_findings_of_the_design() -> None:
    assert set(pack().finding_by_id) == set(TABLE)


@pytest.mark.parametrize("finding", TABLE)
@pytest.mark.parametrize("answer", ["yes", "not-sure"])
def test_a_finding_alone_gives_its_urgency(finding: str, answer: str) -> None:
    urgency, actions = TABLE[finding]

    safety = assess(visit(findings={finding: answer}, findings_default="no"))

    assert safety.urgency == urgency
    assert {str(action) for action in pack().finding_by_id[finding].actions} == actions
    assert safety.blocks == (urgency in ("emergency", "same_day"))


def test_a_finding_answered_no_has_no_urgency() -> None:
    safety = assess(visit(findings_default="no"))

    assert safety.urgency is Urgency.NONE
    assert safety.unanswered == ()


def test_the_most_urgent_finding_wins() -> None:
    findings = {"past-cancer": "yes", "fever": "not-sure", "saddle-numbness": "not-sure"}

    assert assess(visit(findings=findings)).urgency is Urgency.EMERGENCY


def test_not_asked_is_unanswered() -> None:
    safety = assess(visit())

    assert len(safety.unanswered) == len(TABLE)
    assert not safety.overridden


def test_an_override_settles_the_urgency_until_a_new_finding_is_as_urgent() -> None:
    before = visit(findings={"fever": "yes"})
    override = UrgencyOverridden(
        urgency=Urgency.NONE, reason="seen in hospital today", findings=("fever",)
    )
    settled = before.model_copy(update={"encounter": apply(before.encounter, override)})
    more = FindingsAnswered(findings=("iv-drug-use",), answer=FindingAnswer.YES)
    voided = settled.model_copy(update={"encounter": apply(settled.encounter, more)})

    assert assess(settled).urgency is Urgency.NONE
    assert assess(settled).computed is Urgency.SAME_DAY
    assert assess(settled).overridden
    assert assess(voided).urgency is Urgency.SAME_DAY
    assert not assess(voided).overridden


def test_an_override_in_the_cautious_direction_stands() -> None:
    before = visit(findings_default="no")
    override = UrgencyOverridden(urgency=Urgency.SAME_DAY, reason="", findings=())
    raised = before.model_copy(update={"encounter": apply(before.encounter, override)})

    assert assess(raised).urgency is Urgency.SAME_DAY


def test_only_red_flags_with_a_target_refer() -> None:
    targets = {f.id: f.refer_to for f in pack().finding_by_id.values() if f.refer_to}

    assert targets == {
        "tearing-or-abdominal-pain": "emergency-department",
        "upper-motor-neuron-signs": "spine-surgery",
        "inflammatory-pattern": "rheumatology",
    }
    assert all(Action.REFER in pack().finding_by_id[finding].actions for finding in targets)
