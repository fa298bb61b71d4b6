"""The letter of a signed referral: one page that the clinic hands or sends on by itself."""

from reportlab.platypus import Flowable

from sdm_app.domain.referrals import Referral, referrals_of
from sdm_app.domain.services import Service, services_for
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import ReferralStatus
from sdm_app.handout.clinic import Clinic
from sdm_app.handout.document import Beside, Blanks, Looks, Rule, at_end, stack_height
from sdm_app.handout.letter_words import (
    agreed_sentences,
    findings_sentences,
    rights_of,
    risk_sentence,
    stage_sentence,
)
from sdm_app.handout.page import Foot, PageSize, content_height, content_width, write_pages
from sdm_app.handout.shaped_paragraph import ShapedParagraph, TextStyle
from sdm_app.handout.shaped_text import Script, Span
from sdm_app.handout.structure import Element
from sdm_app.handout.wording import Wording
from sdm_app.handout.writer import Writer
from sdm_app.i18n import SOURCE_LANGUAGE, format_date
from sdm_app.i18n import gettext as _

SCALES = (1.0, 0.93, 0.86, 0.8, 0.74, 0.68)
"""Sizes of print tried in turn, so that much to say still stands on one page."""


class NotSigned(ValueError):
    """A letter was asked for that nobody signed."""


def signed_referrals(visit: Visit) -> tuple[Referral, ...]:
    """The referrals of a visit that have a letter."""
    return tuple(r for r in referrals_of(visit) if r.status is ReferralStatus.SIGNED)


def build_letter(
    visit: Visit,
    target: str,
    *,
    page_size: PageSize = "letter",
    black_and_white: bool = False,
    clinic: Clinic | None = None,
) -> bytes:
    """The letter of a signed referral as a tagged PDF of one page, in the clinic's language.

    Raises:
        NotSigned: the visit has no signed referral to this target.
    """
    referral = next((r for r in signed_referrals(visit) if r.to == target), None)
    if referral is None:
        raise NotSigned("a referral that is not signed has no letter")
    width, height = content_width(page_size), content_height(page_size)
    for scale in SCALES:
        looks = Looks(scale, black_and_white=black_and_white)
        letter = _Letter(visit, referral, clinic or Clinic(), looks)
        letter.write()
        if stack_height(letter.story, width) <= height:
            break
    return write_pages(
        letter.story, letter.root, title=letter.title, page_size=page_size, foot=letter.foot()
    )


class _Letter:
    """Writes the sections in reading order."""

    def __init__(self, visit: Visit, referral: Referral, clinic: Clinic, looks: Looks) -> None:
        self._visit, self._referral, self._clinic = visit, referral, clinic
        self.root = Element("Document")
        self._script = Script(SOURCE_LANGUAGE, rtl=False)
        self._write = Writer(self.root, looks, self._script)
        self._say = Wording(visit, SOURCE_LANGUAGE)
        self.title = _("Referral: {name}").format(name=referral.name)

    @property
    def story(self) -> list[Flowable]:
        """What is on the page."""
        return self._write.story

    def write(self) -> None:
        """All sections."""
        self._head()
        self._to()
        self._patient()
        self._asked_for()
        self._section(_("Screening"), (stage_sentence(self._visit), risk_sentence(self._visit)))
        rights = rights_of(self._visit)
        if rights:
            self._write.paragraph(rights, self._write.looks.small)
        self._section(_("Safety check"), findings_sentences(self._visit))
        self._section(_("What was agreed"), agreed_sentences(self._visit))
        self._signature()

    def foot(self) -> Foot:
        """What stands at the foot of the page."""
        demo = f"{self._visit.pack.handout.demo}. " if self._clinic.demo else ""
        sent = _("Nothing was sent by the program.")
        return Foot(
            note=f"{demo}{sent} {self._say.version()}",
            page_of=_("Page {page} of {pages}"),
            script=self._script,
            looks=Looks(black_and_white=self._write.looks.black_and_white),
        )

    def _head(self) -> None:
        looks, clinic = self._write.looks, self._clinic
        day = format_date(self._visit.encounter.started_on)
        visit_of = _("Visit of {date}").format(date=day)
        left = [self._block(self.title, looks.title, "H1"), self._block(visit_of, looks.body)]
        right = [
            self._block((Span(text, bold=text == clinic.name),), at_end(looks.body))
            for text in (clinic.name, clinic.phone)
            if text
        ]
        self._write.add(Beside(left, right, share=0.62 if right else 1))
        self._write.add(Rule(7, thick=True))
        if clinic.demo:
            self._write.space(4)
            self._write.paragraph(self._visit.pack.handout.demo, looks.strong)

    def _to(self) -> None:
        self._write.heading(_("To"))
        service = _service(self._visit, self._referral.to)
        if service is None:
            self._write.paragraph((Span(self._referral.name, bold=True),))
            self._blanks(_("Name:"), _("Telephone:"))
            return
        self._write.paragraph((Span(service.name, bold=True), Span(f" · {self._referral.name}")))
        reached = [one for one in (service.phone, service.address) if one]
        if reached:
            self._write.paragraph(" · ".join(reached))

    def _patient(self) -> None:
        self._write.heading(_("Patient"))
        encounter = self._visit.encounter
        said = _("Clinic reference {reference}").format(reference=encounter.reference)
        if encounter.birth_year is not None:
            born = _("born in {year}").format(year=encounter.birth_year)
            said = f"{said}, {born}"
        self._write.paragraph((Span(said, bold=True),))
        self._blanks(_("Name:"), _("Telephone:"))

    def _asked_for(self) -> None:
        self._write.heading(_("What is asked for"))
        asked = self._visit.pack.referrals.asked_for.get(self._referral.to, "")
        self._write.paragraph(asked or _("Assessment and treatment."), self._write.looks.strong)
        if self._referral.reason:
            self._write.paragraph(_("Why: {reason}").format(reason=self._referral.reason))
        note = self._referral.state.note if self._referral.state else ""
        if note:
            self._write.paragraph(_("Note: {note}").format(note=note))

    def _section(self, title: str, sentences: tuple[str, ...]) -> None:
        self._write.heading(title)
        for sentence in sentences:
            self._write.paragraph(sentence)

    def _signature(self) -> None:
        state = self._referral.state
        assert state is not None
        self._write.heading(_("Signed"))
        day = format_date(state.signed_on) if state.signed_on else ""
        said = " · ".join(one for one in (state.by, day) if one)
        if said:
            self._write.paragraph((Span(said, bold=True),))
        self._blanks(_("Signature:"))

    def _block(
        self, text: str | tuple[Span, ...], style: TextStyle, role: str = "P"
    ) -> ShapedParagraph:
        return ShapedParagraph(text, style, self._script, self.root.add(role))

    def _blanks(self, *labels: str) -> None:
        body = self._write.looks.body
        self._write.add(Blanks(labels, body, self._script, self.root.add("P"), 0))


def _service(visit: Visit, target: str) -> Service | None:
    found = services_for(visit.services, target)
    return found[0] if found else None
