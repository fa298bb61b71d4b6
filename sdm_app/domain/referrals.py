"""Which referrals a visit suggests, and where each stands; nothing is ever sent by itself."""

from sdm_app.domain.base import Frozen
from sdm_app.domain.encounter import ReferralState
from sdm_app.domain.rules_eval import holds
from sdm_app.domain.safety import assess
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import ReferralStatus


class Referral(Frozen):
    """A referral and where it stands; `to` is an option or a referral target.

    `reason` says what suggested it and is empty for one that somebody pended of their own accord;
    `state` is what was done about it, and who did.
    """

    to: str
    name: str
    status: ReferralStatus
    reason: str
    state: ReferralState | None = None


def referrals_of(visit: Visit) -> tuple[Referral, ...]:
    """The referrals suggested, then those that were pended without being suggested.

    Suggested are those of a finding's action, of matched care, and of what was chosen; each target
    once, for its first reason.
    """
    pack = visit.pack
    present = [pack.finding_by_id[finding] for finding in assess(visit).present]
    reasons = [(f.refer_to, f.patient_words or f.asks) for f in present if f.refer_to]
    reasons += [(s.to, s.reason) for s in pack.matched_care.referrals if holds(s.when, visit)]
    if not assess(visit).blocks:
        chosen = [pack.option_by_id[option] for option in visit.encounter.choices]
        reasons += [(option.id, "chosen together") for option in chosen if option.needs_referral]
    first: dict[str, str] = {}
    for target, reason in reasons:
        first.setdefault(target, reason)
    acted_on = visit.encounter.referrals
    for target in acted_on:
        first.setdefault(target, "")
    return tuple(
        Referral(
            to=target,
            name=pack.referral_name(target),
            status=acted_on[target].status if target in acted_on else ReferralStatus.SUGGESTED,
            reason=reason,
            state=acted_on.get(target),
        )
        for target, reason in first.items()
    )
