"""Where a patient can get what was chosen, as the clinic lists it, for the printed plan."""

from sdm_app.domain.handout_content import HandoutContent
from sdm_app.domain.lines_fill import fill
from sdm_app.domain.services import Service, services_for
from sdm_app.domain.visit import Visit
from sdm_app.handout.printable import NO_BREAK_SPACE
from sdm_app.handout.shaped_text import Span
from sdm_app.i18n import gettext as _

PLACES_AT_MOST = 3
"""More would crowd the page; the first are in the house or have the shortest wait."""


def places_and_blanks(
    visit: Visit, target: str, words: HandoutContent, language: str
) -> tuple[tuple[tuple[Span, ...], ...], tuple[str, ...]]:
    """A line for each place that the clinic lists, and the labels of what is left to fill in.

    Where there is but one place, nobody need write it down.
    """
    found = _printed(visit, target)
    places = tuple(_place(service, words, language) for service in found)
    when, where = f"{words.do_when}:", f"{words.do_where}:"
    return places, (when,) if len(found) == 1 else (when, where)


def typed_of_places(visit: Visit, target: str) -> str:
    """All that the clinic typed of the places that are printed for a target."""
    typed = (
        (one.name, one.phone, one.address, one.distance, one.wait)
        for one in _printed(visit, target)
    )
    return "".join(text for texts in typed for text in texts)


def _printed(visit: Visit, target: str) -> tuple[Service, ...]:
    return services_for(visit.services, target)[:PLACES_AT_MOST]


def _place(service: Service, words: HandoutContent, language: str) -> tuple[Span, ...]:
    wait = fill(_("wait: {wait}", language), {"wait": service.wait}) if service.wait else ""
    phone = service.phone.replace(" ", NO_BREAK_SPACE)
    said = [one for one in (phone, service.address, service.distance, wait) if one]
    return (
        Span(f"{words.do_where}: "),
        Span(service.name, bold=True),
        Span("".join(f" · {one}" for one in said)),
    )
