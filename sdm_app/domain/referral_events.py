"""What can happen to a referral of a visit."""

from datetime import date
from typing import Literal

from pydantic import Field

from sdm_app.domain.base import Frozen, Id


class ReferralPended(Frozen):
    """Somebody prepared a referral for a clinician to sign; `note` is for that clinician.

    `target` is an option, or a referral target of the content.
    """

    kind: Literal["referral-pended"] = "referral-pended"
    target: Id
    note: str = Field(default="", max_length=200)


class ReferralSigned(Frozen):
    """A clinician signed a referral; `by` and `on` are their name and the day the letter gives."""

    kind: Literal["referral-signed"] = "referral-signed"
    target: Id
    by: str = Field(default="", max_length=60)
    on: date | None = None


class ReferralPrinted(Frozen):
    """The letter of a signed referral was printed or saved; from then on it may be on its way."""

    kind: Literal["referral-printed"] = "referral-printed"
    target: Id


class ReferralChanged(Frozen):
    """A clinician chose another place than the one pended; `to` waits for a signature in turn.

    `reason_id` names the reason of the content that was picked; `reason` are the words, also of one
    that was picked. Without an id they were written freely.
    """

    kind: Literal["referral-changed"] = "referral-changed"
    target: Id
    to: Id
    reason: str = Field(min_length=1, max_length=500)
    reason_id: Id | None = None


class ReferralCancelled(Frozen):
    """A clinician decided against a referral, suggested, pended or signed.

    `reason` and `reason_id` are as of a change.
    """

    kind: Literal["referral-cancelled"] = "referral-cancelled"
    target: Id
    reason: str = Field(min_length=1, max_length=500)
    reason_id: Id | None = None
