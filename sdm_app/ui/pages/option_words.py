"""How the option grid words an order, a count of guidelines, and a reason."""

from sdm_app.domain.ordering import GuidelineCount
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Position, ReasonKind
from sdm_app.i18n import gettext as _

MOST_COLUMNS = 4
FEWEST_COLUMNS = 2


def order_sentence(visit: Visit) -> str:
    """The sentence that says by what the options are ordered."""
    named = {p.id: p.in_sentence for p in visit.pack.what_matters.priorities}
    picked = [named[priority] for priority in visit.encounter.priorities if priority in named]
    if not picked:
        return visit.pack.grid.not_ordered
    return f"{visit.pack.grid.ordered_by} {_(', then ').join(picked)}."


def count_words(count: GuidelineCount) -> str:
    """Where the clinic's guidelines stand on an option, in one short sentence."""
    total = count.total
    if count.not_recommended and not (count.recommended or count.may_be_offered):
        return _("{n} of {total} guidelines advise against").format(
            n=count.not_recommended, total=total
        )
    parts = []
    if count.recommended:
        parts.append(
            _("{n} of {total} guidelines advise it").format(n=count.recommended, total=total)
        )
    if count.may_be_offered:
        parts.append(
            _("{n} allow it").format(n=count.may_be_offered)
            if parts
            else _("{n} of {total} guidelines allow it").format(n=count.may_be_offered, total=total)
        )
    if count.not_recommended:
        parts.append(_("{n} against").format(n=count.not_recommended))
    return " · ".join(parts) or _("The guidelines do not mention it")


def count_mark(count: GuidelineCount) -> str:
    """The count in the few words that fit a column's head; `count_words` says it in full."""
    in_favour = count.recommended + count.may_be_offered
    if in_favour and count.not_recommended:
        return _("○ {n} of {total} for, {against} against").format(
            n=in_favour, total=count.total, against=count.not_recommended
        )
    if count.recommended:
        return _("✓ {n} of {total} guidelines").format(n=in_favour, total=count.total)
    if count.may_be_offered:
        return _("○ {n} of {total} allow it").format(n=in_favour, total=count.total)
    if count.not_recommended:
        return _("✕ {n} of {total} against").format(n=count.not_recommended, total=count.total)
    return _("○ Not mentioned")


def position_words(position: Position) -> str:
    """A guideline's position in words."""
    return {
        Position.RECOMMENDED: _("advises it"),
        Position.MAY_BE_OFFERED: _("allows it"),
        Position.NOT_RECOMMENDED: _("advises against it"),
        Position.NO_STATEMENT: _("does not mention it"),
    }[position]


def reason_words(reason: ReasonKind | None) -> str:
    """Why an option stands under not advised."""
    if reason is ReasonKind.ADVISED_AGAINST:
        return _("Advised against")
    if reason is ReasonKind.NO_STATEMENT:
        return _("Guidelines do not mention it")
    if reason is ReasonKind.WITHDRAWN:
        return _("Taken out of use")
    return _("Not for this kind of back pain")


def with_or_without(ids: tuple[str, ...], name: str, wanted: bool) -> tuple[str, ...]:
    """The ids with a name put at the end, or taken out."""
    others = tuple(other for other in ids if other != name)
    return (*others, name) if wanted else others
