"""What a group of people in the outlook is called, and its figure."""

from sdm_app.domain.content import ContentPack
from sdm_app.domain.outlook_content import OutlookCard
from sdm_app.domain.rules import All, RiskGroupIs, Rule
from sdm_app.domain.screening import START_BACK
from sdm_app.domain.sources import Frequency
from sdm_app.domain.vocabulary import RiskGroup


def frequency_of(card: OutlookCard, pack: ContentPack) -> Frequency | None:
    """The card's people of 100; None when it has no figure or another kind."""
    if card.figure is None:
        return None
    estimate = pack.estimate_by_id[card.figure]
    return estimate if isinstance(estimate, Frequency) else None


def group_name(card: OutlookCard, pack: ContentPack) -> str:
    """The risk group the card is for, in the instrument's words; empty for a card of no group."""
    names = pack.questionnaire_by_id[START_BACK].risk_group_names
    return ", ".join(names[group] for group in _groups(card.when) if group in names)


def _groups(rule: Rule) -> tuple[RiskGroup, ...]:
    if isinstance(rule, RiskGroupIs):
        return tuple(group for group in rule.groups if isinstance(group, RiskGroup))
    if isinstance(rule, All):
        return tuple(group for part in rule.of for group in _groups(part))
    return ()
