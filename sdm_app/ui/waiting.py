"""Reads what waits for a decision on a referral, in the records' thread."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sdm_app.domain.encounter import fold
from sdm_app.domain.vocabulary import ReferralStatus
from sdm_app.i18n import format_date
from sdm_app.records import Records, Summary
from sdm_app.ui.pages.needs_you import Waiting
from sdm_app.ui.pages.today_row import patient_words


def read_waiting(
    records: Records, today: date, names: Mapping[str, str], *, may_sign: bool
) -> tuple[Waiting, ...]:
    """What waits for the one at the screen, today's visits first.

    Those who may sign see every pended referral with its note; the others, high risk that nobody
    acted on. `names` are what referral targets are called.
    """
    found: list[Waiting] = []
    for summary in records.waiting_referrals(today):
        if summary.referral_status != ReferralStatus.PENDED:
            found.append(_waiting(summary, names.get(summary.referral, ""), today))
        elif may_sign:
            found += _pended(records, summary, names, today)
    return tuple(found)


def _pended(
    records: Records, summary: Summary, names: Mapping[str, str], today: date
) -> list[Waiting]:
    """Each pended referral of a visit; its row in the list has room for one, and for no note."""
    referrals = fold(records.events_of(summary.encounter)).referrals
    return [
        _waiting(summary, names.get(target, target), today, pended=True, note=state.note)
        for target, state in referrals.items()
        if state.status is ReferralStatus.PENDED
    ]


def _waiting(
    summary: Summary, what: str, today: date, *, pended: bool = False, note: str = ""
) -> Waiting:
    day = "" if summary.started_on == today else format_date(summary.started_on)
    who = patient_words(summary.reference, summary.birth_year, today.year)
    return Waiting(summary.encounter, who, what, pended, note, day)
