"""What a case says was done about its referrals, and the events that do it."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from sdm_app.domain import events as e
from sdm_app.domain.base import Frozen
from sdm_app.domain.content import ContentPack
from sdm_app.domain.referrals import targets_of

REASON_AT_MOST = 500
"""Letters of a reason that an event holds; a label of the content may be longer."""

Fault = tuple[str, str]
"""A field and what is wrong with it."""


class CaseReferral(Frozen):
    """What became of one referral; one that is only suggested is not named.

    `reason_id` is a reason of the content, whose words stand unless `reason` gives others.
    `instead` is what it was changed to; `printed` that its letter was printed.
    """

    to: str
    status: Literal["pended", "signed", "changed", "cancelled"]
    note: str = Field(default="", max_length=200)
    by: str = Field(default="", max_length=60)
    reason: str = Field(default="", max_length=REASON_AT_MOST)
    reason_id: str | None = None
    instead: str | None = None
    printed: bool = False

    @model_validator(mode="after")
    def _each_status_has_what_it_needs(self) -> Self:
        is_ended = self.status in ("changed", "cancelled")
        if is_ended != bool(self.reason or self.reason_id):
            raise ValueError("a changed or cancelled referral, and no other, has a reason")
        if (self.status == "changed") != (self.instead is not None):
            raise ValueError("a changed referral, and no other, says what instead")
        if self.printed and self.status != "signed":
            raise ValueError("only a signed referral has a letter to be printed")
        return self


def fault_of(referral: CaseReferral, pack: ContentPack) -> Fault | None:
    """The first id of a referral that the content does not have; None when it has all."""
    targets = targets_of(pack)
    for field, target in (("to", referral.to), ("instead", referral.instead)):
        if target is not None and target not in targets:
            return field, f"unknown referral target '{target}'"
    content = pack.referrals
    reasons = content.changing if referral.status == "changed" else content.cancelling
    named = referral.reason_id
    if named is None:
        return None
    reason = next((one for one in reasons if one.id == named), None)
    if reason is None:
        return "reason_id", f"unknown reason '{named}'"
    if reason.needs_words and not referral.reason:
        return "reason", f"'{named}' needs words"
    return None


def events_of_referral(referral: CaseReferral, pack: ContentPack, day: date) -> list[e.Event]:
    """What was done about a referral, in order."""
    target = referral.to
    events: list[e.Event] = []
    if referral.status == "pended" or referral.note:
        events.append(e.ReferralPended(target=target, note=referral.note))
    if referral.status == "signed":
        events.append(e.ReferralSigned(target=target, by=referral.by, on=day))
    if referral.printed:
        events.append(e.ReferralPrinted(target=target))
    picked = pack.referrals.reason(referral.reason_id or "")
    reason = (referral.reason or (picked.label if picked else ""))[:REASON_AT_MOST]
    if referral.instead is not None:
        changed = e.ReferralChanged(
            target=target, to=referral.instead, reason=reason, reason_id=referral.reason_id
        )
        events.append(changed)
    elif referral.status == "cancelled":
        cancelled = e.ReferralCancelled(target=target, reason=reason, reason_id=referral.reason_id)
        events.append(cancelled)
    return events
