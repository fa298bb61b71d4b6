"""A service of the clinic's directory in words: the clinic's own, and a few of ours between."""

from sdm_app.domain.services import Service, Trait, traits_of
from sdm_app.i18n import gettext as _
from sdm_app.ui.flow import N_

TRAITS = {
    Trait.CO_LOCATED: N_("Here in our clinic"),
    Trait.SELF_REFERRAL: N_("No referral needed"),
    Trait.REFERRAL_NEEDED: N_("Needs a referral"),
    Trait.TELEHEALTH: N_("By video too"),
    Trait.GROUP_VISITS: N_("Group visits"),
    Trait.LINKED_VISITS: N_("Same day as a visit here"),
}


def lines_of(service: Service) -> tuple[str, ...]:
    """What a patient asks of a service, a line for each question; nothing for what is not known."""
    wait = _("Wait: {wait}").format(wait=service.wait) if service.wait else ""
    cover = _("Covered by: {cover}").format(cover=service.cover) if service.cover else ""
    languages = ", ".join(service.languages)
    return tuple(
        line
        for line in (
            _joined(service.distance, wait),
            _joined(cover, service.cost_note),
            _joined(*(_(TRAITS[trait]) for trait in traits_of(service))),
            _("Languages: {languages}").format(languages=languages) if languages else "",
        )
        if line
    )


def more_words(more: int) -> str:
    """How many more services there are than the one that is named; empty for none."""
    if more == 0:
        return ""
    if more == 1:
        return _("And 1 more near here")
    return _("And {more} more near here").format(more=more)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
