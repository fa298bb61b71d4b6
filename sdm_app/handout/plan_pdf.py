"""The printed plan as a file: in which language, size of paper and print, and in which inks."""

from sdm_app.domain.plan import build_plan
from sdm_app.domain.visit import Visit
from sdm_app.handout.clinic import Clinic
from sdm_app.handout.document import Looks
from sdm_app.handout.fonts import lacking
from sdm_app.handout.handout import PlanSheet
from sdm_app.handout.near_by import typed_of_places
from sdm_app.handout.page import PageSize
from sdm_app.handout.printable import printable
from sdm_app.i18n import LANGUAGES, SOURCE_LANGUAGE

LARGE_PRINT_SCALE = 18 / 10.5


def build_handout(
    visit: Visit,
    *,
    language: str = SOURCE_LANGUAGE,
    page_size: PageSize = "letter",
    large_print: bool = False,
    black_and_white: bool = False,
    clinic: Clinic | None = None,
) -> bytes:
    """The plan of the visit as a tagged PDF; a language that is not switched on prints in English.

    Large print sets the body in 18 points and may run past two pages.
    """
    spoken = language if language in LANGUAGES else SOURCE_LANGUAGE
    scale = LARGE_PRINT_SCALE if large_print else 1
    looks = Looks(scale, black_and_white=black_and_white)
    return PlanSheet(visit, spoken, page_size, clinic or Clinic(), looks).pdf()


def letters_without_font(visit: Visit, clinic: Clinic) -> tuple[str, ...]:
    """Each letter that somebody typed and no font here draws; it is printed as a blank sign."""
    plan = build_plan(visit)
    targets = [item.option for item in plan.items if not item.withdrawn]
    targets += [referral.to for referral in plan.referrals if referral.stands]
    typed = (
        plan.goal,
        *(item.own_words for item in plan.items),
        *(typed_of_places(visit, target) for target in targets),
        clinic.name,
        clinic.clinician,
        clinic.phone,
    )
    return lacking(printable("".join(typed)))
