"""Every kind of paper the program prints, of every sample visit, with words of every language."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from sdm_app.domain.encounter import apply
from sdm_app.domain.events import ReferralSigned
from sdm_app.domain.referrals import referrals_of
from sdm_app.domain.services import Service
from sdm_app.domain.visit import Visit
from sdm_app.handout import build_handout
from sdm_app.handout.page import PageSize
from sdm_app.handout.referral_letter import build_letter
from sdm_app.play import read_cases, visit_of_case
from tests.builders import TODAY, pack
from tests.handout.printing import CASES, CLINIC, FOLDER, SIZES
from tests.handout.words import GOALS, NAMES

Maker = Callable[[Visit, PageSize, str], Iterator[bytes]]
"""Prints what a visit has of one kind of paper: given the size of the page and the language."""


@dataclass(frozen=True)
class Paper:
    """One printed file and what it is."""

    name: str
    pdf: bytes


def handout(visit: Visit, size: PageSize, language: str) -> Iterator[bytes]:
    """The plan to take home."""
    clinic = replace(CLINIC, name=NAMES[language], clinician=NAMES[language])
    yield build_handout(visit, language=language, page_size=size, clinic=clinic)


def handout_in_large_print(visit: Visit, size: PageSize, language: str) -> Iterator[bytes]:
    """The plan to take home, its body in 18 points."""
    clinic = replace(CLINIC, name=NAMES[language], clinician=NAMES[language])
    yield build_handout(visit, language=language, page_size=size, clinic=clinic, large_print=True)


def letters(visit: Visit, size: PageSize, language: str) -> Iterator[bytes]:
    """The letter of each referral of the visit, as if all were signed."""
    clinic = replace(CLINIC, name=NAMES[language])
    for referral in referrals_of(visit):
        signed = ReferralSigned(target=referral.to, by=NAMES[language], on=visit.today)
        agreed = visit.model_copy(update={"encounter": apply(visit.encounter, signed)})
        yield build_letter(agreed, referral.to, page_size=size, clinic=clinic)


MAKERS: Mapping[str, Maker] = {
    "handout": handout,
    "handout in large print": handout_in_large_print,
    "referral letter": letters,
}
"""A new kind of paper is proved by a line here."""


@cache
def told(case: str, language: str) -> Visit:
    """The visit of a case file whose patient says the goal in a language of their own.

    The clinic lists a service for each option, under a name in that language.
    """
    (read,) = read_cases(FOLDER / f"{case}.yaml", pack(), TODAY)
    played = visit_of_case(read.model_copy(update={"goal": GOALS[language]}), pack(), TODAY)
    return played.model_copy(update={"services": near_by(language)})


def near_by(language: str) -> tuple[Service, ...]:
    """A service for each option, with all that the clinic could say of it."""
    return tuple(
        Service(
            id=option.id,
            target=option.id,
            name=NAMES[language],
            phone="555 0100",
            address=NAMES[language],
            distance="2 mi",
            wait="1 week",
        )
        for option in pack().options
    )


def papers(
    makers: Iterable[str] = tuple(MAKERS),
    cases: Iterable[str] = CASES,
    sizes: Iterable[PageSize] = SIZES,
    languages: Iterable[str] = tuple(GOALS),
) -> Iterator[Paper]:
    """Each kind of paper for each case, size and language."""
    chosen = [(c, s, k) for c in cases for s in sizes for k in languages]
    for maker in makers:
        for case, size, language in chosen:
            for number, pdf in enumerate(MAKERS[maker](told(case, language), size, language), 1):
                yield Paper(f"{maker} {number} of {case}, {size}, {language}", pdf)
