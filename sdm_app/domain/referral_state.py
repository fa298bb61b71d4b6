"""Where each referral of a visit stands, as the fold of what was done about it."""

from datetime import date
from typing import assert_never

from sdm_app.domain import events as e
from sdm_app.domain.base import Frozen
from sdm_app.domain.vocabulary import ReferralStatus

ReferralEvent = (
    e.ReferralPended
    | e.ReferralSigned
    | e.ReferralPrinted
    | e.ReferralChanged
    | e.ReferralCancelled
)
REFERRAL_EVENTS = (
    e.ReferralPended,
    e.ReferralSigned,
    e.ReferralPrinted,
    e.ReferralChanged,
    e.ReferralCancelled,
)


class ReferralState(Frozen):
    """Where a referral stands that somebody acted on.

    `by` signed it, `signed_on` that day, and `printed` says that its letter was printed or saved.
    `reason` is why it was changed or cancelled, `reason_id` the reason of the content where one was
    picked, and `instead` what it was changed to.
    """

    status: ReferralStatus
    note: str = ""
    by: str = ""
    signed_on: date | None = None
    printed: bool = False
    reason: str = ""
    reason_id: str | None = None
    instead: str = ""


def with_referral(
    referrals: dict[str, ReferralState], event: ReferralEvent
) -> dict[str, ReferralState]:
    """The referrals after one more event; the letter of one that is not signed changes nothing."""
    before = referrals.get(event.target)
    note = before.note if before else ""
    status = ReferralStatus
    match event:
        case e.ReferralPended():
            state = ReferralState(status=status.PENDED, note=event.note)
        case e.ReferralSigned():
            state = ReferralState(status=status.SIGNED, note=note, by=event.by, signed_on=event.on)
        case e.ReferralPrinted():
            if before is None or before.status is not status.SIGNED:
                return referrals
            state = before.model_copy(update={"printed": True})
        case e.ReferralCancelled():
            state = _ended(status.CANCELLED, before, event)
        case e.ReferralChanged():
            state = _ended(status.CHANGED, before, event).model_copy(update={"instead": event.to})
            there = referrals.get(event.to)
            if there is None or there.status not in (status.PENDED, status.SIGNED):
                there = ReferralState(status=status.PENDED, note=note)
            referrals = {**referrals, event.to: there}
        case _:  # pragma: no cover
            assert_never(event)
    return {**referrals, event.target: state}


def _ended(
    status: ReferralStatus,
    before: ReferralState | None,
    event: e.ReferralChanged | e.ReferralCancelled,
) -> ReferralState:
    """What was signed or printed before stays to be seen."""
    was = before or ReferralState(status=status)
    update = {"status": status, "reason": event.reason, "reason_id": event.reason_id, "instead": ""}
    return was.model_copy(update=update)


def is_on_paper(event: e.Event, sequence: int, events: list[tuple[int, e.Event]]) -> bool:
    """Whether a letter that was printed later says what this event says.

    `events` are those of the visit that count, with their sequence numbers.
    """
    if not isinstance(event, REFERRAL_EVENTS):
        return False
    places = {event.target, event.to} if isinstance(event, e.ReferralChanged) else {event.target}
    return any(
        later > sequence and isinstance(printed, e.ReferralPrinted) and printed.target in places
        for later, printed in events
    )
