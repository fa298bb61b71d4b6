"""What somebody said at one place of a visit, in words, so that two people's can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdm_app.domain.places import CONCERN, SETTLED, SKIPPED, Place, places_of
from sdm_app.i18n import format_date
from sdm_app.i18n import gettext as _
from sdm_app.ui.flow import N_
from sdm_app.ui.place_words import item_of, option_name, referral_name

if TYPE_CHECKING:
    from sdm_app.domain.content import ContentPack
    from sdm_app.domain.encounter import Encounter
    from sdm_app.domain.events import RequestSettled
    from sdm_app.domain.referral_state import ReferralState

_WORDS = {
    "answered_by": {
        "patient": N_("Patient answers here"),
        "read-aloud": N_("I read it aloud"),
        "paper": N_("Type in a paper form"),
    },
    "findings": {"yes": N_("Yes"), "no": N_("No"), "not-sure": N_("Not sure")},
    "tried": {
        "yes": N_("It helped"),
        "a-little": N_("It helped a little"),
        "no": N_("It did not help"),
        "unknown": N_("Yes"),
    },
    "teach_back": {"said-back": N_("Said it back"), "explain-again": N_("Explain again")},
    "referrals": {
        "suggested": N_("Suggested"),
        "pended": N_("Pended: to be signed"),
        "signed": N_("Signed"),
        "changed": N_("Changed"),
        "cancelled": N_("Cancelled"),
    },
}


def said_at(place: Place, encounter: Encounter, pack: ContentPack) -> str:
    """What stands at a place, in words; never empty."""
    value = places_of(encounter).get(place)
    if value is None:
        is_box = place.field in ("barriers", "choices") or bool(place.part)
        is_box = is_box and place.part not in (CONCERN, SETTLED)
        return _("No") if is_box else _("Nothing yet")
    if value is True:
        return _("Yes")
    match place.field:
        case "answers" | "sure":
            return _answer(place.of, str(value), pack)
        case "override":
            override = encounter.override
            assert override is not None
            title = pack.red_flags.wording_for(override.urgency).title
            return _lines(title, override.reason)
        case "priorities":
            labels = {one.id: one.label for one in pack.what_matters.priorities}
            return _in_order([labels.get(one, one) for one in encounter.priorities])
        case "compared":
            return _in_order([option_name(one, pack) for one in encounter.compared or ()])
        case "follow_up" if encounter.follow_up is not None:
            return format_date(encounter.follow_up)
        case "referrals":
            return _referral(encounter.referrals[place.of], pack)
        case "requests":
            return _in_request(place, encounter, pack)
    words = _WORDS.get(place.field, {}).get(str(value))
    return str(value) if words is None else _(words)


def _answer(item_id: str, answer: str, pack: ContentPack) -> str:
    if answer == SKIPPED:
        return _("Skipped")
    item = item_of(item_id, pack)
    texts = {} if item is None else {one.id: one.text for one in item.answer_options}
    return texts.get(answer, answer)


def _referral(state: ReferralState, pack: ContentPack) -> str:
    instead = _("To {place}").format(place=referral_name(state.instead, pack))
    return _lines(
        _(_WORDS["referrals"][str(state.status)]),
        state.by,
        instead if state.instead else "",
        state.reason,
        _("Note: {note}").format(note=state.note) if state.note else "",
        _("The letter was printed.") if state.printed else "",
    )


def _in_request(place: Place, encounter: Encounter, pack: ContentPack) -> str:
    state = encounter.request_state(place.of)
    script = pack.request_by_id.get(place.of)
    if place.part == SETTLED and state.settled is not None:
        ends = [*script.outcomes] if script else []
        ends += [end for route in script.routes for end in route.outcomes] if script else []
        labels = {end.code: end.label for end in ends}
        return _settled(state.settled, labels.get(state.settled.outcome, state.settled.outcome))
    concerns = {one.id: one.label for one in script.concerns} if script else {}
    return concerns.get(state.concern or "", state.concern or "")


def _settled(settled: RequestSettled, outcome: str) -> str:
    look, last = settled.review_on, settled.stop_on
    return _lines(
        outcome,
        _("We look again on {date}").format(date=format_date(look)) if look else "",
        _("Last day of the pills: {date}").format(date=format_date(last)) if last else "",
        settled.reason,
        settled.in_own_words,
        "" if settled.confidence is None else _("Sure: {n} of 10").format(n=settled.confidence),
    )


def _in_order(labels: list[str]) -> str:
    return _lines(*(f"{number}. {label}" for number, label in enumerate(labels, start=1)))


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
