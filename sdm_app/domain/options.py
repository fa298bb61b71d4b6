"""Options as content: what each involves, how much it helps, harms, and where guidelines stand."""

from typing import Literal, Self

from pydantic import Field, model_validator

from sdm_app.domain.base import Frozen, Id, Text
from sdm_app.domain.lines import Line
from sdm_app.domain.rules import Rule
from sdm_app.domain.sources import Estimate
from sdm_app.domain.vocabulary import Position, ReasonKind, Stage


class PositionStatement(Frozen):
    """What one guideline says of one option: for which stages, how strongly, in our words."""

    guideline: Id
    stages: tuple[Stage, ...] = Field(min_length=1)
    leg_pain: bool = False
    position: Position
    strength: Text
    wording: Line
    cites: tuple[Id, ...] = Field(min_length=1)


class Cell(Frozen):
    """What stands in one row of the grid: words, or a figure of that row's one study.

    With a figure, `says` is the short line beside its picture; without, the whole cell.
    """

    says: Line
    figure: Id | None = None


class Option(Frozen):
    """One thing that can be done about back pain.

    `cells` answers the rows of the grid by row id; a row of one study needs none. `serves` says
    how well it speaks to a priority: 0 not at all, 1 a little, 2 well, 3 very well; `hindered_by`
    names the barriers it does not get round. `first_action` is the line the plan starts from.
    `needs_referral` is true where somebody else gives it. `cautions` are questions to the clinician
    before it is chosen. `step` is its place in stepped care: 1 the first step for all, 2 the second
    by stage and risk, 3 the third for lasting pain; None for what is no part of it. `differ` says
    where guidelines disagree.
    """

    id: Id
    name: Text
    short_name: Text
    tagline: Text
    step: Literal[1, 2, 3] | None = None
    cells: dict[Id, Cell]
    serves: dict[Id, int]
    hindered_by: tuple[Id, ...] = ()
    first_action: Line
    not_chosen_line: Line | None = None
    needs_referral: bool = False
    tried_label: str = ""
    cautions: tuple[Line, ...] = ()
    differ: Line | None = None
    unnamed_reason: ReasonKind = ReasonKind.NOT_FOR_THIS_PICTURE
    reasons: dict[ReasonKind, Line] = {}
    positions: tuple[PositionStatement, ...] = ()
    estimates: tuple[Estimate, ...] = ()

    @model_validator(mode="after")
    def _no_file_withdraws_it(self) -> Self:
        if ReasonKind.WITHDRAWN in (self.unnamed_reason, *self.reasons):
            raise ValueError("an option is withdrawn by withdrawn.yaml alone")
        return self

    @model_validator(mode="after")
    def _serves_from_0_to_3(self) -> Self:
        for priority, weight in self.serves.items():
            if not 0 <= weight <= 3:
                raise ValueError(f"serves.{priority}: {weight} is not from 0 to 3")
        return self


class GridRow(Frozen):
    """One question asked of every option.

    A row with a `study` shows figures of that one study alone; `when` limits it to the visits the
    study's people resemble. `caption` says who the 100 people are. A row of the `directory` is
    answered by the clinic's own list, and by `nothing_listed` where that has nothing.
    """

    id: Id
    question: Text
    study: Id | None = None
    when: Rule | None = None
    caption: Line | None = None
    outside_study: Line | None = None
    picture: bool = False
    directory: bool = False
    nothing_listed: Line | None = None

    @model_validator(mode="after")
    def _directory_has_a_line_for_nothing(self) -> Self:
        if self.directory != (self.nothing_listed is not None):
            raise ValueError("a row of the directory, and no other, has nothing_listed")
        return self


class Grid(Frozen):
    """The rows of the option grid and the sentences around it."""

    title: Text
    ordered_by: Text
    not_ordered: Text
    rows: tuple[GridRow, ...] = Field(min_length=1)


class MatchedCareRow(Frozen):
    """Which options a kind of visit puts in which list; a later row overrides an earlier one."""

    id: Id
    when: Rule
    recommended: tuple[Id, ...] = ()
    may_be_offered: tuple[Id, ...] = ()
    not_recommended: dict[Id, ReasonKind] = {}
    because: Line | None = None
    tags: dict[Id, Text] = {}
    cites: tuple[Id, ...] = Field(min_length=1)


class MatchedCare(Frozen):
    """The whole table of matched care, and who is suggested a referral without choosing it."""

    rows: tuple[MatchedCareRow, ...] = Field(min_length=1)
    referrals: tuple["SuggestedReferral", ...] = ()


class SuggestedReferral(Frozen):
    """A referral that a kind of visit suggests by itself."""

    to: Id
    when: Rule
    reason: Text
    cites: tuple[Id, ...] = Field(min_length=1)


MatchedCare.model_rebuild()
