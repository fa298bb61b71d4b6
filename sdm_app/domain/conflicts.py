"""Whether two changes that were made at once touch the same thing."""

from sdm_app.domain.events import (
    Event,
    FindingsAnswered,
    ReferralCancelled,
    ReferralChanged,
    ReferralPended,
    ReferralPrinted,
    ReferralSigned,
    StepOpened,
    Undone,
)

_NAMES = ("item", "request", "concern", "check", "option")
_OF_A_REFERRAL = (
    ReferralPended,
    ReferralSigned,
    ReferralPrinted,
    ReferralChanged,
    ReferralCancelled,
)


def touch_the_same(one: Event, other: Event) -> bool:
    """Whether the second of two people, who did not see the first's change, might undo it.

    Moving to a step touches nothing; taking back may touch anything.
    """
    if isinstance(one, StepOpened) or isinstance(other, StepOpened):
        return False
    if isinstance(one, Undone) or isinstance(other, Undone):
        return True
    if isinstance(one, _OF_A_REFERRAL) and isinstance(other, _OF_A_REFERRAL):
        return bool(_places(one) & _places(other))
    if type(one) is not type(other):
        return False
    if isinstance(one, FindingsAnswered) and isinstance(other, FindingsAnswered):
        return bool(set(one.findings) & set(other.findings))
    return all(getattr(one, name, None) == getattr(other, name, None) for name in _NAMES)


def _places(
    event: ReferralPended | ReferralSigned | ReferralPrinted | ReferralChanged | ReferralCancelled,
) -> set[str]:
    return {event.target, event.to} if isinstance(event, ReferralChanged) else {event.target}
