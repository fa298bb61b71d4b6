"""The printed plan: what a visit decided, as one or two pages to take home and write on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sdm_app.domain.lines import Line
from sdm_app.domain.lines_fill import fill
from sdm_app.domain.outlook_content import OutlookCard
from sdm_app.domain.plan import Plan, PlanItem, SettledRequest, build_plan, citations_of
from sdm_app.domain.sources import Frequency
from sdm_app.domain.visit import Visit
from sdm_app.handout.document import (
    RED,
    Beside,
    Boxed,
    Looks,
    PeopleFigure,
    Rule,
    Writer,
    at_end,
)
from sdm_app.handout.page import Foot, PageSize, content_width, write_pages
from sdm_app.handout.shaped_paragraph import Script, ShapedParagraph, Span
from sdm_app.handout.structure import Element
from sdm_app.i18n import LANGUAGES, SOURCE_LANGUAGE, format_date
from sdm_app.i18n import gettext as _

LARGE_PRINT_SCALE = 18 / 10.5
_RIGHT_TO_LEFT = ("ar",)
_TO_FILL_IN = "__________"


@dataclass(frozen=True)
class Clinic:
    """Who hands the plan out; `demo` marks every page as an example."""

    name: str = ""
    phone: str = ""
    clinician: str = ""
    demo: bool = False


def build_handout(
    visit: Visit,
    *,
    language: str = SOURCE_LANGUAGE,
    page_size: PageSize = "letter",
    large_print: bool = False,
    clinic: Clinic | None = None,
) -> bytes:
    """The plan of the visit as a tagged PDF; a language that is not switched on prints in English.

    Large print sets the body in 18 points and may run past two pages.
    """
    spoken = language if language in LANGUAGES else SOURCE_LANGUAGE
    sheet = _Sheet(visit, spoken, page_size, clinic or Clinic(), large_print=large_print)
    return sheet.pdf()


class _Sheet:
    """Writes the sections, and keeps every authored line it printed so that its source is named."""

    def __init__(
        self, visit: Visit, language: str, page_size: PageSize, clinic: Clinic, *, large_print: bool
    ) -> None:
        self._visit, self._language, self._clinic = visit, language, clinic
        self._page_size: PageSize = page_size
        self._words = visit.pack.handout
        self._plan: Plan = build_plan(visit)
        self._root = Element("Document")
        script = Script(language, rtl=language in _RIGHT_TO_LEFT)
        looks = Looks(LARGE_PRINT_SCALE if large_print else 1)
        self._large_print = large_print
        self._write = Writer(self._root, looks, script)
        self._printed: list[Line] = []
        self._figures: list[str] = []

    def pdf(self) -> bytes:
        """All sections in order; while the visit is stopped what to do now takes the options' place."""
        self._header()
        if self._plan.urgency.stops_the_aid:
            self._urgent()
        else:
            self._goal()
            self._outlook()
            self._name_and_checks()
            self._expect()
            self._what_i_will_do()
            self._settled()
        self._referrals()
        self._get_help()
        self._call_soon()
        self._next_visit()
        if not self._plan.urgency.stops_the_aid:
            self._flare()
        self._questions()
        self._sources()
        return write_pages(
            self._write.story,
            self._root,
            title=self._words.title,
            page_size=self._page_size,
            foot=self._foot(),
        )
