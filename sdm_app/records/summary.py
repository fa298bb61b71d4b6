"""One line of today's list for a visit, which also serves the reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sdm_app.domain.visit import Visit


@dataclass(frozen=True)
class Summary:
    """A visit in one row. `started_at` is local time, "HH:MM"; `referral` a target's id or "".

    `referral_status` says where that referral stands, "" when there is none; `appointment` is the
    row of the schedule and `follows` the earlier visit that it began from, each "" for none. A
    visit that was last changed by version 1 of the tables, after somebody acted on a referral, has
    "" until its next event.
    `stage` and `risk_group` are None while they cannot be told. Plain values, so that a list
    needs no pydantic.
    """

    encounter: str
    started_on: date
    started_at: str
    reference: str
    birth_year: int | None
    stage: str | None
    risk_group: str | None
    urgency: str
    step: str
    finished: bool
    referral: str
    referral_status: str = ""
    appointment: str = ""
    follows: str = ""

    @staticmethod
    def from_row(row: Iterable[Any]) -> Summary:
        """The summary in a row of the table, whose columns stand in the order of the fields."""
        values = dict(zip((field.name for field in fields(Summary)), row, strict=True))
        values["started_on"] = date.fromisoformat(values["started_on"])
        values["finished"] = bool(values["finished"])
        return Summary(**values)


def summary_of(visit: Visit, started_at: str) -> Summary:
    """The row of a visit as it stands; `referral` names the one that waits, or the first."""
    # Imported here because these bring pydantic, and the list is shown before that is loaded.
    from sdm_app.domain.referrals import first_referral  # noqa: PLC0415
    from sdm_app.domain.safety import assess  # noqa: PLC0415
    from sdm_app.domain.screening import screen  # noqa: PLC0415

    encounter = visit.encounter
    screening = screen(visit)
    referral = first_referral(visit)
    return Summary(
        encounter=encounter.id,
        started_on=encounter.started_on,
        started_at=started_at,
        reference=encounter.reference,
        birth_year=encounter.birth_year,
        stage=screening.stage.value if screening.stage else None,
        risk_group=screening.risk_group.value if screening.risk_group else None,
        urgency=assess(visit).urgency.value,
        step=encounter.step.value,
        finished=encounter.finished,
        referral=referral.to if referral else "",
        referral_status=referral.status.value if referral else "",
        appointment=encounter.appointment,
        follows=encounter.follows,
    )
