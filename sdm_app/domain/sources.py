"""Where a number comes from: citations, guidelines, and estimates that cannot exist without one."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sdm_app.domain.base import Frozen, Id, Text
from sdm_app.domain.vocabulary import Certainty, Design, Seen, Setting, SourceKind


class Citation(Frozen):
    """A publication. `short` is what a handout prints ("ACP 2017"); `link` a DOI or issuer page.

    `note` says how a figure that the issuer quotes from others came to be used; a citation of
    figures read at second hand must have one.
    """

    id: Id
    short: Text
    authors: Text
    title: Text
    year: int = Field(ge=1950, le=2100)
    published_in: str = ""
    kind: SourceKind
    link: Text
    note: str = ""


class Guideline(Frozen):
    """A guideline whose positions fill the grid; `sets` names the guideline sets it belongs to."""

    id: Id
    short: Text
    name: Text
    issuer: Text
    country: Text
    year: int
    scope: Text
    citation: Id
    sets: tuple[Id, ...] = ()


class _Estimate(Frozen):
    """What every figure a patient may see must carry."""

    id: Id
    outcome: Text
    period: Text
    population: Text
    comparison: str = ""
    citation: Id
    certainty: Certainty
    certainty_reason: str = ""
    design: Design
    setting: Setting
    seen: Seen
    derived: bool = False
    dossier: str = ""
    reviewed_on: date


class Frequency(_Estimate):
    """`numerator` of `denominator` people (100, or 1,000 for what is rare) have the outcome.

    `comparison_figure` is the estimate of the same study's other arm, drawn beside this one.
    """

    kind: Literal["frequency"] = "frequency"
    numerator: int = Field(ge=0)
    denominator: Literal[100, 1000] = 100
    comparison_figure: Id | None = None

    @model_validator(mode="after")
    def _part_of_the_whole(self) -> Self:
        if self.numerator > self.denominator:
            raise ValueError("numerator is larger than denominator")
        return self


class Difference(_Estimate):
    """A mean difference on a scale as the source prints it, with its 95 % interval."""

    kind: Literal["difference"] = "difference"
    amount: float
    low: float | None = None
    high: float | None = None
    scale: Text
    favours: Text


class Quantity(_Estimate):
    """A measured amount, such as a median of 14 days or a range of ratios."""

    kind: Literal["quantity"] = "quantity"
    amount: float
    high_amount: float | None = None
    unit: Text


Estimate = Annotated[Frequency | Difference | Quantity, Field(discriminator="kind")]
