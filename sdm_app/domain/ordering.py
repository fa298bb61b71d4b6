"""The order of the options by what matters to the patient, and how guidelines stand on each."""

from collections.abc import Iterable

from sdm_app.domain.base import Frozen
from sdm_app.domain.matching import match_options
from sdm_app.domain.options import GridRow, Option, PositionStatement
from sdm_app.domain.rules_eval import holds
from sdm_app.domain.safety import is_present
from sdm_app.domain.screening import stage
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Position
from sdm_app.domain.withdrawal import reason_of

LEG_PAIN = "leg-pain-dominant"
DEFAULT_COLUMNS = 3


class GuidelineCount(Frozen):
    """How many guidelines of the clinic's set stand where on an option, of `total`."""

    recommended: int
    may_be_offered: int
    not_recommended: int
    no_statement: int
    total: int


def order_by_priorities(visit: Visit, options: Iterable[str]) -> tuple[str, ...]:
    """The options, those that serve what matters most first; equals keep their order.

    The first priority counts most. An option that does not get round a barrier loses a point for
    each.
    """
    return tuple(sorted(options, key=lambda option: -_fit(visit, visit.pack.option_by_id[option])))


def _fit(visit: Visit, option: Option) -> int:
    priorities = visit.encounter.priorities
    served = sum(
        option.serves.get(priority, 0) * (len(priorities) - place)
        for place, priority in enumerate(priorities)
    )
    return served - len(set(option.hindered_by) & set(visit.encounter.barriers))


def columns(visit: Visit) -> tuple[str, ...]:
    """The options side by side: those compared, else the first advised or offered.

    One that was withdrawn since is left out.
    """
    compared = visit.encounter.compared
    if compared is not None:
        known = visit.pack.option_by_id
        return tuple(o for o in compared if o in known and reason_of(visit.pack, o) is None)
    matched = match_options(visit)
    advised = order_by_priorities(visit, (match.option for match in matched.recommended))
    offered = order_by_priorities(visit, (match.option for match in matched.may_be_offered))
    return (*advised, *offered)[:DEFAULT_COLUMNS]


def rows_for(visit: Visit, options: tuple[str, ...]) -> tuple[GridRow, ...]:
    """The rows of the grid for these options; a study that had none of them has no row."""
    cells = [visit.pack.option_by_id[option].cells for option in options]
    return tuple(
        row
        for row in visit.pack.grid.rows
        if (row.when is None or holds(row.when, visit))
        and (row.study is None or any(row.id in answers for answers in cells))
    )


def positions_for(visit: Visit, option: str) -> tuple[PositionStatement, ...]:
    """What guidelines say of an option for this visit's stage and, with leg pain, for leg pain."""
    stage_now = stage(visit)
    legs = is_present(visit, LEG_PAIN)
    return tuple(
        statement
        for statement in visit.pack.option_by_id[option].positions
        if (stage_now is None or stage_now in statement.stages) and (legs or not statement.leg_pain)
    )


def guideline_count(visit: Visit, option: str) -> GuidelineCount:
    """How the clinic's guideline set stands on an option for this visit.

    A guideline with several statements counts once, by its most cautious one.
    """
    chosen = [g.id for g in visit.pack.guidelines if visit.pack.info.guideline_set in g.sets]
    cautious = (Position.NOT_RECOMMENDED, Position.MAY_BE_OFFERED, Position.RECOMMENDED)
    counted = dict.fromkeys((*cautious, Position.NO_STATEMENT), 0)
    statements = positions_for(visit, option)
    for guideline in chosen:
        said = {s.position for s in statements if s.guideline == guideline}
        position = next((p for p in cautious if p in said), Position.NO_STATEMENT)
        counted[position] += 1
    return GuidelineCount(
        recommended=counted[Position.RECOMMENDED],
        may_be_offered=counted[Position.MAY_BE_OFFERED],
        not_recommended=counted[Position.NOT_RECOMMENDED],
        no_statement=counted[Position.NO_STATEMENT],
        total=len(chosen),
    )
