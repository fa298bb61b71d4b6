"""Which outlook card a visit sees."""

from sdm_app.domain.outlook_content import OutlookCard
from sdm_app.domain.rules_eval import holds
from sdm_app.domain.visit import Visit


def outlook_for(visit: Visit) -> OutlookCard:
    """The first card whose rule holds.

    Raises:
        LookupError: no card holds, which a loaded pack rules out by a last card that always does.
    """
    for card in visit.pack.outlook.cards:
        if holds(card.when, visit):
            return card
    raise LookupError("no outlook card holds")
