"""What the places of a visit are called, and what stands there, in the content's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdm_app.domain.places import CONCERN, SETTLED, Place
from sdm_app.i18n import gettext as _
from sdm_app.ui.flow import N_

if TYPE_CHECKING:
    from sdm_app.domain.content import ContentPack
    from sdm_app.domain.questionnaires import Item

_TITLES = {
    "answered_by": N_("How the questions are answered"),
    "episode_weeks": N_("How many weeks this pain has lasted"),
    "override": N_("The urgency"),
    "priorities": N_("What matters most"),
    "goal": N_("The goal"),
    "compared": N_("Options side by side"),
    "follow_up": N_("When we look again"),
    "teach_back": N_("Saying the plan back"),
}
"""Places of which a visit has one."""


def title_of(place: Place, pack: ContentPack) -> str:
    """What a place is called: the question, the finding, the option."""
    name = place.of
    match place.field:
        case "answers" | "sure":
            item = item_of(name, pack)
            return name if item is None else item.text
        case "findings":
            finding = pack.finding_by_id.get(name)
            return name if finding is None else finding.asks
        case "barriers":
            labels = {barrier.id: barrier.label for barrier in pack.what_matters.barriers}
            return _("In the way: {what}").format(what=labels.get(name, name))
        case "tried":
            return _("Tried before: {option}").format(option=option_name(name, pack))
        case "choices":
            return _("Chosen: {option}").format(option=option_name(name, pack))
        case "actions":
            return _("What I will do: {option}").format(option=option_name(name, pack))
        case "referrals":
            return _("Referral: {place}").format(place=referral_name(name, pack))
        case "requests":
            return _title_in_request(place, pack)
    words = _TITLES.get(place.field)
    return place.field if words is None else _(words)


def _title_in_request(place: Place, pack: ContentPack) -> str:
    script = pack.request_by_id.get(place.of)
    title = place.of if script is None else script.question
    if place.part == CONCERN:
        return _("{request} Why it is asked for").format(request=title)
    if place.part == SETTLED:
        return _("{request} How it ended").format(request=title)
    checks = () if script is None else script.gate.checks
    asks = {check.id: check.asks for check in checks}
    return f"{title} {asks.get(place.part, place.part)}"


def item_of(item_id: str, pack: ContentPack) -> Item | None:
    """The item with this id, whose questionnaire its own id or, for SURE, its place names."""
    for questionnaire in pack.questionnaires:
        for item in questionnaire.items:
            if item.id == item_id or item.id == f"sure.{item_id}":
                return item
    return None


def option_name(option: str, pack: ContentPack) -> str:
    """What an option is called."""
    known = pack.option_by_id.get(option)
    return option if known is None else known.name


def referral_name(target: str, pack: ContentPack) -> str:
    """What a place of referral is called."""
    names = {place.id: place.name for place in pack.referral_targets}
    return names.get(target) or option_name(target, pack)
