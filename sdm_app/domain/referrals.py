"""Which referrals a visit suggests, and where each stands; nothing is ever sent by itself."""

from sdm_app.domain.base import Frozen
from sdm_app.domain.content import ContentPack
from sdm_app.domain.referral_state import ReferralState
from sdm_app.domain.rules_eval import holds
from sdm_app.domain.safety import assess
from sdm_app.domain.screening import screen
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import ReferralStatus, RiskGroup, Stage

CHOSEN = "chosen together"
_ENDED = (ReferralStatus.CHANGED, ReferralStatus.CANCELLED)
_WAITING = (ReferralStatus.SUGGESTED, ReferralStatus.PENDED)


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

    @property
    def stands(self) -> bool:
        """Whether it is neither cancelled nor changed to another."""
        return self.status not in _ENDED


class Alert(Frozen):
    """High risk at a stage other than chronic; `referral` is what it suggests, if anything."""

    referral: Referral | None


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
        reasons += [(option.id, CHOSEN) for option in chosen if option.needs_referral]
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


def first_referral(visit: Visit) -> Referral | None:
    """The referral that a list has room for; None when there is none.

    First what waits for a signature, then what risk or a finding suggests, what is signed, what was
    chosen together and waits for nobody in the list, and last what was changed or cancelled.
    """
    return min(referrals_of(visit), key=_place, default=None)


def alert_of(visit: Visit) -> Alert | None:
    """What staff and clinician are alerted to: high risk at any stage but chronic.

    It ends once the referral that the risk suggests is signed, changed or cancelled, or the visit
    is finished; where the content suggests none, with any referral signed or cancelled.
    """
    screening = screen(visit)
    is_high = screening.risk_group is RiskGroup.HIGH
    if not is_high or screening.stage in (None, Stage.CHRONIC) or visit.encounter.finished:
        return None
    suggested = [s.to for s in visit.pack.matched_care.referrals if holds(s.when, visit)]
    referrals = referrals_of(visit)
    of_risk = next((one for one in referrals if one.to in suggested), None)
    if of_risk is not None:
        return Alert(referral=of_risk) if of_risk.status in _WAITING else None
    is_decided = any(one.status not in _WAITING for one in referrals)
    return None if is_decided else Alert(referral=None)


def targets_of(pack: ContentPack) -> tuple[str, ...]:
    """Every place a referral may go to, in the order in which the content says what is asked for.

    These are the options that need a referral, and the referral targets.
    """
    options = [option.id for option in pack.options if option.needs_referral]
    places = [*options, *(place.id for place in pack.referral_targets)]
    ordered = [target for target in pack.referrals.asked_for if target in places]
    return tuple(dict.fromkeys((*ordered, *places)))


def places_for(visit: Visit) -> tuple[str, ...]:
    """The places that a referral of this visit may go to: what is suggested, then every target.

    Last come options that the clinic lists a service for although they need no referral.
    """
    waits = ReferralStatus.SUGGESTED
    suggested = [one.to for one in referrals_of(visit) if one.status is waits]
    options = visit.pack.option_by_id
    listed = [one.target for one in visit.services if one.target in options]
    return tuple(dict.fromkeys((*suggested, *targets_of(visit.pack), *listed)))


def _place(referral: Referral) -> int:
    match referral.status:
        case ReferralStatus.PENDED:
            return 0
        case ReferralStatus.SUGGESTED:
            return 3 if referral.reason == CHOSEN else 1
        case ReferralStatus.SIGNED:
            return 2
        case _:
            return 4
