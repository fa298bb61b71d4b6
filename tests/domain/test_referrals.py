"""Referrals: suggested, pended by staff, then signed, changed or cancelled by a clinician."""

from sdm_app.domain import events as e
from sdm_app.domain.encounter import apply
from sdm_app.domain.referrals import referrals_of
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import ReferralStatus
from tests.builders import ACUTE, HIGH, visit

TO = "psychologically-informed-pt"
OTHER = "physical-therapy"


def after(*events: e.Event) -> Visit:
    """A visit of high risk, after what was done about its referrals."""
    begun = visit(answers=ACUTE | HIGH, findings_default="no")
    encounter = begun.encounter
    for event in events:
        encounter = apply(encounter, event)
    return begun.model_copy(update={"encounter": encounter})


def statuses(seen: Visit) -> dict[str, ReferralStatus]:
    """Where each referral of a visit stands."""
    return {referral.to: referral.status for referral in referrals_of(seen)}


def test_a_referral_is_suggested_until_somebody_acts() -> None:
    assert statuses(after()) == {TO: ReferralStatus.SUGGESTED}


def test_a_pended_referral_keeps_its_note_and_its_reason() -> None:
    (referral,) = referrals_of(after(e.ReferralPended(target=TO, note="Mornings")))

    assert referral.status is ReferralStatus.PENDED
    assert referral.state is not None
    assert referral.state.note == "Mornings"
    assert referral.reason


def test_who_signed_is_kept_with_the_note() -> None:
    (referral,) = referrals_of(
        after(e.ReferralPended(target=TO, note="n"), e.ReferralSigned(target=TO, by="Dr C"))
    )

    assert referral.status is ReferralStatus.SIGNED
    assert referral.state is not None
    assert (referral.state.note, referral.state.by) == ("n", "Dr C")


def test_a_changed_referral_names_the_new_one_which_waits_for_a_signature() -> None:
    changed = e.ReferralChanged(target=TO, to=OTHER, reason="Nearer")
    seen = after(e.ReferralPended(target=TO, note="n"), changed)

    assert statuses(seen) == {TO: ReferralStatus.CHANGED, OTHER: ReferralStatus.PENDED}
    old, new = referrals_of(seen)
    assert old.state is not None
    assert new.state is not None
    assert (old.state.instead, old.state.reason, new.state.note) == (OTHER, "Nearer", "n")


def test_changing_to_one_that_is_signed_leaves_it_signed() -> None:
    seen = after(
        e.ReferralSigned(target=OTHER),
        e.ReferralChanged(target=TO, to=OTHER, reason="Nearer"),
    )

    assert statuses(seen)[OTHER] is ReferralStatus.SIGNED


def test_changing_to_one_that_was_cancelled_pends_it_again() -> None:
    seen = after(
        e.ReferralCancelled(target=OTHER, reason="Far"),
        e.ReferralChanged(target=TO, to=OTHER, reason="Nearer"),
    )

    assert statuses(seen)[OTHER] is ReferralStatus.PENDED


def test_a_cancelled_referral_may_be_pended_again() -> None:
    cancelled = after(e.ReferralCancelled(target=TO, reason="Declined"))
    again = after(e.ReferralCancelled(target=TO, reason="Declined"), e.ReferralPended(target=TO))

    assert statuses(cancelled) == {TO: ReferralStatus.CANCELLED}
    assert statuses(again) == {TO: ReferralStatus.PENDED}


def test_one_that_nothing_suggests_may_be_pended() -> None:
    (_, own) = referrals_of(after(e.ReferralPended(target="rheumatology")))

    assert (own.to, own.name, own.reason) == ("rheumatology", "Rheumatology", "")


def test_acting_on_a_referral_leaves_a_finished_visit_finished() -> None:
    seen = after(e.EncounterFinished(), e.ReferralPended(target=TO), e.ReferralSigned(target=TO))

    assert seen.encounter.finished
