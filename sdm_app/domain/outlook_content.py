"""What happened to 100 people like this one, as content."""

from pydantic import Field

from sdm_app.domain.base import Frozen, Id, Text
from sdm_app.domain.lines import Line
from sdm_app.domain.rules import Rule
from sdm_app.domain.sources import Estimate


class OutlookCard(Frozen):
    """What one kind of patient sees: a figure, or words why there is none, and its meaning.

    The first card whose rule holds is shown. `figure` counts the people who did well; `did` and
    `did_not` say what the two parts of the picture are. `compare` names the cards to compare with.
    """

    id: Id
    when: Rule
    intro: Line
    figure: Id | None = None
    headline: Line
    did: str = ""
    did_not: str = ""
    means: Line
    cannot_know: Line
    compare: tuple[Id, ...] = ()
    compare_label: str = ""
    handout: Line
    course: tuple[Line, ...] = ()


class OutlookContent(Frozen):
    """Every card, most particular first; the last must hold always."""

    title: Text
    cards: tuple[OutlookCard, ...] = Field(min_length=1)
    estimates: tuple[Estimate, ...]
