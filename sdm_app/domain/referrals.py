"""Which referrals a visit suggests; nothing is ever sent by itself."""

from sdm_app.domain.base import Frozen
from sdm_app.domain.rules_eval import holds
from sdm_app.domain.safety import assess
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import ReferralStatus


class Referral(Frozen):
    """A referral and where it stands; `to` is an option or a referral target."""

    to: str
    name: str
    status: ReferralStatus
    reason: str


def referrals_of(visit: Visit) -> tuple[Referral, ...]:
    """The referrals suggested: by a finding's action, by matched care, and by what was chosen.

    Each target once, for its first reason.
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
    return tuple(
        Referral(
            to=target,
            name=pack.referral_name(target),
            status=ReferralStatus.SUGGESTED,
            reason=reason,
        )
        for target, reason in first.items()
    )
