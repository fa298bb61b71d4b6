"""The words of the printed plan, and which sources the printed ones rest on."""

from collections.abc import Iterable, Mapping
from datetime import date

from sdm_app.domain.lines import PLACEHOLDER, Line
from sdm_app.domain.lines_fill import fill
from sdm_app.domain.outlook_content import OutlookCard
from sdm_app.domain.plan import citations_of
from sdm_app.domain.sources import Frequency
from sdm_app.domain.visit import Visit
from sdm_app.handout.printable import NO_BREAK_SPACE
from sdm_app.handout.shaped_text import Span
from sdm_app.i18n import format_date
from sdm_app.i18n import gettext as _

TO_FILL_IN = "__________"


class Wording:
    """Gives out lines, and keeps every one it gave so that its source is named."""

    def __init__(self, visit: Visit, language: str) -> None:
        self._visit, self._language = visit, language
        self._printed: list[Line] = []
        self._figures: list[str] = []

    def text(self, line: Line) -> str:
        """The line's words; from here on its sources are among those printed."""
        self._printed.append(line)
        return line.text

    def picture(self, figure: str) -> None:
        """A figure is drawn; its source is among those printed."""
        self._figures.append(figure)

    def in_words(self, card: OutlookCard, figure: Frequency) -> str:
        """The picture of an outlook, for who cannot see it."""
        said = _("{counted} of {all} people {did}. The other {rest} {did_not}.", self._language)
        values = {
            "counted": str(figure.numerator),
            "all": str(figure.denominator),
            "did": card.did,
            "rest": str(figure.denominator - figure.numerator),
            "did_not": card.did_not,
        }
        return fill(said, values)

    def scale(self, name: str, lowest: float, highest: float) -> str:
        """What a score is called, and between which numbers it lies."""
        said = _("{name}, {lowest} to {highest}.", self._language)
        return fill(said, {"name": name, "lowest": f"{lowest:g}", "highest": f"{highest:g}"})

    def filled(self, text: str, values: Mapping[str, str]) -> tuple[Span, ...]:
        """The text with its placeholders filled in bold; what has no value is a blank."""
        spans: list[Span] = []
        end = 0
        for found in PLACEHOLDER.finditer(text):
            value = values.get(found[0][1:-1], TO_FILL_IN)
            spans += [Span(text[end : found.start()]), Span(value, bold=True)]
            end = found.end()
        return (*spans, Span(text[end:]))

    def date(self, day: date) -> str:
        """The day in words, which no line end parts."""
        return format_date(day, self._language).replace(" ", NO_BREAK_SPACE)

    def sources(self) -> tuple[str, ...]:
        """The short names of what was printed so far, each once."""
        citations = self._visit.pack.citation_by_id
        used = citations_of(self._visit.pack, self._printed, self._figures)
        return tuple(dict.fromkeys(citations[citation].short for citation in used))

    def version(self) -> str:
        """Which content was used, until when it holds, and whether a clinician reviewed it."""
        info, language = self._visit.pack.info, self._language
        if self._visit.today > info.next_review:
            said = _("Content {version}. It was to be reviewed by {date}.", language)
        else:
            said = _("Content {version}, next review {date}.", language)
        version = fill(said, {"version": info.version, "date": self.date(info.next_review)})
        if info.signed_by_clinic:
            version = f"{version} {_('Signed by this clinic.', language)}"
        if info.reviewed_by_clinician:
            return version
        return f"{version} {_('Not yet reviewed by a clinician.', language)}"


def labelled(title: str, names: Iterable[str]) -> tuple[Span, ...]:
    """A bold title and names after it."""
    return Span(f"{title}: ", bold=True), Span(f"{'; '.join(names)}.")
