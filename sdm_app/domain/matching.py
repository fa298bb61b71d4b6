"""Matched care: which list each option stands in for this visit, and why."""

from collections.abc import Callable

from sdm_app.domain.base import Frozen
from sdm_app.domain.lines import Line
from sdm_app.domain.options import MatchedCareRow
from sdm_app.domain.rules_eval import holds
from sdm_app.domain.safety import assess
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Position, ReasonKind


class MatchedOption(Frozen):
    """An option in its list; `reason` says why not, `tag` what the option is matched to."""

    option: str
    position: Position
    reason: ReasonKind | None = None
    tag: str = ""
    because: Line | None = None
    cites: tuple[str, ...] = ()


class MatchedOptions(Frozen):
    """The three lists; every option stands in exactly one. Empty while a visit is stopped."""

    recommended: tuple[MatchedOption, ...] = ()
    may_be_offered: tuple[MatchedOption, ...] = ()
    not_recommended: tuple[MatchedOption, ...] = ()

    @property
    def all(self) -> tuple[MatchedOption, ...]:
        """All three lists, one after the other."""
        return self.recommended + self.may_be_offered + self.not_recommended

    def find(self, option: str) -> MatchedOption | None:
        """An option in whatever list it stands; None while the visit is stopped."""
        return next((match for match in self.all if match.option == option), None)

    def position_of(self, option: str) -> Position | None:
        """The list an option stands in; None while the visit is stopped."""
        match = self.find(option)
        return match.position if match else None


def match_options(visit: Visit) -> MatchedOptions:
    """Put every option in its list: a later row of the table overrides an earlier one.

    An option that no row names is not recommended, with the reason kind its content gives.
    """
    if assess(visit).blocks:
        return MatchedOptions()
    placed: dict[str, MatchedOption] = {}
    for row in visit.pack.matched_care.rows:
        if holds(row.when, visit):
            placed.update({match.option: match for match in _placed_by(row)})
    for option in visit.pack.options:
        placed.setdefault(
            option.id,
            MatchedOption(
                option=option.id, position=Position.NOT_RECOMMENDED, reason=option.unnamed_reason
            ),
        )
    matches = sorted(placed.values(), key=_place_in_table(visit))
    return MatchedOptions(
        recommended=_in_list(matches, Position.RECOMMENDED),
        may_be_offered=_in_list(matches, Position.MAY_BE_OFFERED),
        not_recommended=_in_list(matches, Position.NOT_RECOMMENDED),
    )


def _in_list(matches: list[MatchedOption], position: Position) -> tuple[MatchedOption, ...]:
    return tuple(match for match in matches if match.position is position)


def _placed_by(row: MatchedCareRow) -> list[MatchedOption]:
    lists: list[tuple[str, Position, ReasonKind | None]] = [
        *((option, Position.RECOMMENDED, None) for option in row.recommended),
        *((option, Position.MAY_BE_OFFERED, None) for option in row.may_be_offered),
        *((o, Position.NOT_RECOMMENDED, reason) for o, reason in row.not_recommended.items()),
    ]
    return [
        MatchedOption(
            option=option,
            position=position,
            reason=reason,
            tag=row.tags.get(option, ""),
            because=row.because,
            cites=row.cites,
        )
        for option, position, reason in lists
    ]


def _place_in_table(visit: Visit) -> Callable[[MatchedOption], int]:
    named = [
        option
        for row in visit.pack.matched_care.rows
        for option in (*row.recommended, *row.may_be_offered, *row.not_recommended)
    ]
    order = list(dict.fromkeys([*named, *(option.id for option in visit.pack.options)]))
    places = {option: place for place, option in enumerate(order)}

    def place(match: MatchedOption) -> int:
        return places[match.option]

    return place
