"""High risk at any stage but chronic raises an alert, which ends with a decision or the visit."""

import pytest

from sdm_app.domain import events as e
from sdm_app.domain.encounter import apply
from sdm_app.domain.referral_content import ReferralContent
from sdm_app.domain.referrals import (
    alert_of,
    first_referral,
    places_for,
    referrals_of,
    targets_of,
)
from sdm_app.domain.services import Service
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import ReferralStatus
from tests.builders import HIGH, MEDIUM, RECURRENT, STAGES, pack, visit

TO = "psychologically-informed-pt"
OTHER = "physical-therapy"
NEW = STAGES["acute"] | HIGH


def after(*events: e.Event, **fields: object) -> Visit:
    begun = visit(**{"answers": NEW, "findings_default": "no", **fields})
    encounter = begun.encounter
    for event in events:
        encounter = apply(encounter, event)
    return begun.model_copy(update={"encounter": encounter})


@pytest.mark.parametrize(("stage", "alert"), [(s, s != "chronic") for s in STAGES])
def test_high_risk_alerts_at_any_stage_but_chronic(stage: str, alert: bool) -> None:
    seen = visit(answers=STAGES[stage] | HIGH)

    assert (alert_of(seen) is not None) is alert


@pytest.mark.parametrize("answers", [HIGH, STAGES["acute"] | MEDIUM, {}])
def test_nothing_alerts_without_high_risk_and_a_stage(answers: dict[str, str]) -> None:
    assert alert_of(visit(answers=answers)) is None


def test_the_alert_names_what_is_suggested() -> None:
    alert = alert_of(visit(answers=RECURRENT | HIGH))

    assert alert is not None
    assert alert.referral is not None
    assert (alert.referral.to, alert.referral.status) == (TO, ReferralStatus.SUGGESTED)


def test_a_pended_referral_alerts_until_a_clinician_decides() -> None:
    pended = e.ReferralPended(target=TO)

    assert alert_of(after(pended)) is not None
    assert alert_of(after(pended, e.ReferralSigned(target=TO))) is None
    assert alert_of(after(pended, e.ReferralCancelled(target=TO, reason="r"))) is None
    assert alert_of(after(pended, e.ReferralChanged(target=TO, to=OTHER, reason="r"))) is None


def test_the_alert_ends_with_the_visit() -> None:
    assert alert_of(after(e.EncounterFinished())) is None


def test_another_referral_does_not_settle_the_one_of_the_risk() -> None:
    assert alert_of(after(e.ReferralSigned(target=OTHER))) is not None


def test_where_the_content_suggests_nothing_any_decision_ends_the_alert() -> None:
    silent = pack().model_copy(
        update={"matched_care": pack().matched_care.model_copy(update={"referrals": ()})}
    )

    open_still = after().model_copy(update={"pack": silent})
    decided = after(e.ReferralSigned(target=OTHER)).model_copy(update={"pack": silent})

    alert = alert_of(open_still)
    assert alert is not None
    assert alert.referral is None
    assert alert_of(decided) is None


@pytest.mark.parametrize(
    ("events", "first"),
    [
        ((), (TO, "suggested")),
        ((e.ReferralPended(target=OTHER),), (OTHER, "pended")),
        ((e.ReferralSigned(target=TO),), (TO, "signed")),
        ((e.ReferralCancelled(target=TO, reason="r"),), (OTHER, "suggested")),
        (
            (
                e.ReferralCancelled(target=TO, reason="r"),
                e.ReferralCancelled(target=OTHER, reason="r"),
            ),
            (TO, "cancelled"),
        ),
    ],
)
def test_what_waits_comes_first_in_a_list(
    events: tuple[e.Event, ...], first: tuple[str, str]
) -> None:
    found = first_referral(after(*events, choices=[OTHER]))

    assert found is not None
    assert (found.to, found.status) == first


def test_a_visit_without_referrals_has_none_to_list() -> None:
    assert first_referral(visit()) is None


def test_a_changed_or_cancelled_referral_does_not_stand() -> None:
    changed = e.ReferralChanged(target=TO, to=OTHER, reason="r")

    assert {one.to: one.stands for one in referrals_of(after(changed))} == {TO: False, OTHER: True}


@pytest.mark.parametrize(
    ("finding", "target"),
    [
        ("tearing-or-abdominal-pain", "emergency-department"),
        ("inflammatory-pattern", "rheumatology"),
        ("upper-motor-neuron-signs", "spine-surgery"),
    ],
)
def test_a_finding_that_refers_is_acted_on_like_any_other(finding: str, target: str) -> None:
    found = {"findings": {finding: "yes"}, "answers": {}}

    (suggested,) = referrals_of(after(**found))
    (signed,) = referrals_of(after(e.ReferralSigned(target=target), **found))

    assert (suggested.to, suggested.status) == (target, ReferralStatus.SUGGESTED)
    assert signed.status is ReferralStatus.SIGNED


def test_a_referral_may_go_to_every_option_that_needs_one_and_every_target() -> None:
    targets = targets_of(pack())

    assert {TO, OTHER, "primary-spine-practitioner", "rheumatology"} <= set(targets)
    assert "heat" not in targets


def test_what_is_suggested_is_offered_first_and_the_directory_s_own_options_last() -> None:
    yoga = Service(id="s1", target="yoga", name="Mill Road Yoga")
    gone = Service(id="s2", target="no-longer-an-option", name="Elsewhere")
    seen = after(choices=["massage"]).model_copy(update={"services": (yoga, gone)})

    places = places_for(seen)

    assert places[:2] == (TO, "massage")
    assert places[-1] == "yoga"
    assert set(places) == {*targets_of(pack()), "yoga"}


def test_every_target_has_words_for_its_letter() -> None:
    assert set(targets_of(pack())) == set(pack().referrals.asked_for)


@pytest.mark.parametrize("reasons", ["cancelling", "changing"])
def test_each_list_of_reasons_ends_with_one_in_own_words(reasons: str) -> None:
    content: ReferralContent = pack().referrals
    needs = [reason.needs_words for reason in getattr(content, reasons)]

    assert needs == [*[False] * (len(needs) - 1), True]
