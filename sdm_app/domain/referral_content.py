"""What the content says about referrals: reasons to change or cancel one, and what is asked for."""

from typing import Self

from pydantic import model_validator

from sdm_app.domain.base import Frozen, Id, Text


class ReferralReason(Frozen):
    """A reason that can be picked; one that `needs_words` is nothing without some of their own."""

    id: Id
    label: Text
    needs_words: bool = False


class ReferralContent(Frozen):
    """The words around referrals, all for staff and for whoever gets the letter.

    `cancelling` and `changing` are the reasons for each; a pack that has none leaves free words
    alone. `asked_for` is what the letter asks of a target, by its id.
    """

    cancelling: tuple[ReferralReason, ...] = ()
    changing: tuple[ReferralReason, ...] = ()
    asked_for: dict[Id, Text] = {}

    @model_validator(mode="after")
    def _each_reason_once(self) -> Self:
        for reasons in (self.cancelling, self.changing):
            ids = [reason.id for reason in reasons]
            for one in ids:
                if ids.count(one) > 1:
                    raise ValueError(f"a second reason '{one}'")
        return self

    def reason(self, reason_id: str) -> ReferralReason | None:
        """The reason with this id; None when the content has none."""
        return next(
            (one for one in (*self.cancelling, *self.changing) if one.id == reason_id), None
        )
