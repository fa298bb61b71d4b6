"""The printed plan: what a visit decided, as one or two pages to take home and write on."""

from sdm_app.domain.plan import Plan, PlanItem, SettledRequest, build_plan
from sdm_app.domain.referrals import Referral
from sdm_app.domain.sources import Frequency
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import ReferralStatus
from sdm_app.handout.clinic import Clinic
from sdm_app.handout.course_section import write_courses
from sdm_app.handout.document import RED, Beside, Boxed, Looks, Rule, at_end
from sdm_app.handout.near_by import places_and_blanks
from sdm_app.handout.page import Foot, PageSize, content_width, write_pages
from sdm_app.handout.people_figure import PeopleFigure
from sdm_app.handout.printable import NO_BREAK_SPACE
from sdm_app.handout.shaped_paragraph import ShapedParagraph
from sdm_app.handout.shaped_text import Script, Span
from sdm_app.handout.structure import Element
from sdm_app.handout.typed_language import typed_language
from sdm_app.handout.wording import TO_FILL_IN, Wording, labelled
from sdm_app.handout.writer import Writer
from sdm_app.i18n import gettext as _

_RIGHT_TO_LEFT = ("ar",)
_CALL_SOON_LINES = 9


class PlanSheet:
    """Writes the sections, and keeps every authored line it printed so that its source is named."""

    def __init__(
        self, visit: Visit, language: str, page_size: PageSize, clinic: Clinic, looks: Looks
    ) -> None:
        self._visit, self._language, self._clinic = visit, language, clinic
        self._page_size: PageSize = page_size
        self._words = visit.pack.handout
        self._plan: Plan = build_plan(visit)
        self._root = Element("Document")
        script = Script(language, rtl=language in _RIGHT_TO_LEFT)
        self._write = Writer(self._root, looks, script)
        self._say = Wording(visit, language)
        self._drawn: tuple[str, ...] = ()

    def pdf(self) -> bytes:
        """All sections; while the visit is stopped what to do now takes the options' place."""
        self._header()
        is_stopped = self._plan.urgency.stops_the_aid
        if is_stopped:
            self._urgent()
        else:
            self._goal()
            self._drawn = write_courses(self._visit, self._write, self._say)
            self._outlook()
            self._what_i_will_do()
            self._settled()
        self._referrals()
        self._get_help()
        self._next_visit()
        self._call_soon()
        if not is_stopped:
            self._expect()
            self._flare()
            self._name_and_checks()
        self._questions()
        self._sources()
        return write_pages(
            self._write.story,
            self._root,
            title=self._words.title,
            page_size=self._page_size,
            foot=self._foot(),
        )

    def _header(self) -> None:
        looks, script, clinic = self._write.looks, self._write.script, self._clinic
        made_on = self._say.filled(
            self._words.made_on,
            {
                "date": self._say.date(self._visit.encounter.started_on),
                "clinician": clinic.clinician,
            },
        )
        if clinic.clinician and "{clinician}" not in self._words.made_on:
            made_on = (*made_on, Span(f" · {clinic.clinician}"))
        left = [
            ShapedParagraph(self._words.title, looks.title, script, self._root.add("H1")),
            ShapedParagraph(made_on, looks.body, script, self._root.add("P")),
        ]
        right = [
            ShapedParagraph(
                (Span(text, bold=text == clinic.name),),
                at_end(looks.body),
                script,
                self._root.add("P"),
            )
            for text in (clinic.name, clinic.phone)
            if text
        ]
        share = 0.6 if right else 1
        self._write.add(Beside(left, right, share=share, rtl=script.rtl))
        self._write.add(Rule(7, thick=True))
        if clinic.demo:
            self._write.space(4)
            self._write.paragraph(self._words.demo, looks.strong)

    def _urgent(self) -> None:
        self._write.heading(self._words.urgent_title, color=RED)
        wording = self._visit.pack.red_flags.wording_for(self._plan.urgency)
        self._write.paragraph(
            self._say.text(wording.plan or wording.patient), self._write.looks.strong
        )
        found: dict[str, list[str]] = {}
        for finding in self._plan.urgent:
            if finding.do is not None and finding.urgency.stops_the_aid:
                words = found.setdefault(self._say.text(finding.do), [])
                words.extend([finding.patient_words] if finding.patient_words else [])
        self._write.bullets(
            [
                (Span(do), Span(f" ({'; '.join(words)})" if words else ""))
                for do, words in found.items()
            ]
        )

    def _goal(self) -> None:
        self._write.heading(self._words.goal_title)
        goal, patient = self._plan.goal, self._visit.encounter.language
        if goal.strip():
            spoken = typed_language(goal, patient=patient, page=self._language)
            self._write.paragraph(goal, self._write.looks.strong, language=spoken)
        else:
            self._write.blank(self._words.goal_blank)

    def _outlook(self) -> None:
        card = self._plan.outlook
        if card is None:
            return
        self._write.heading(self._words.outlook_title)
        figure = self._visit.pack.estimate_by_id[card.figure] if card.figure else None
        if not isinstance(figure, Frequency):
            self._write.paragraph(self._say.text(card.handout))
            return
        self._say.picture(figure.id)
        width = content_width(self._page_size) * self._write.picture_share
        element = self._root.add("Figure", alt=self._say.in_words(card, figure))
        looks, script = self._write.looks, self._write.script
        counts = (figure.numerator, figure.denominator)
        people = PeopleFigure(*counts, width, element, rtl=script.rtl)
        says = ShapedParagraph(
            self._say.text(card.handout), looks.body, script, self._root.add("P")
        )
        self._write.picture(people, says)

    def _name_and_checks(self) -> None:
        words, plan = self._words, self._plan
        self._write.heading(words.name_title)
        self._write.paragraph(self._say.text(plan.name_for_it))
        if plan.checked:
            self._write.paragraph(f"{words.checked} {'; '.join(plan.checked)}.")
        if plan.unasked:
            self._write.paragraph(self._say.text(words.checked_unfinished))
        checking = [finding.patient_words for finding in plan.urgent if finding.patient_words]
        wording = self._visit.pack.red_flags.wording_for(plan.urgency)
        if checking and wording.plan is not None:
            say = Span(f"{self._say.text(wording.plan)} ", bold=True)
            self._write.paragraph((say, Span(f"({'; '.join(checking)})")))

    def _expect(self) -> None:
        if self._plan.expect:
            self._write.heading(self._words.expect_title)
            self._write.bullets([self._say.text(line) for line in self._plan.expect])

    def _what_i_will_do(self) -> None:
        words = self._words
        self._write.heading(words.do_title)
        if not self._plan.items:
            self._write.paragraph(self._say.text(words.nothing_chosen))
            return
        to_do = [item for item in self._plan.items if not item.withdrawn]
        if to_do:
            self._write.to_do([(self._item(item), *self._where(item.option)) for item in to_do])
        # What was taken out of use since is named with its reason, and is nothing to tick.
        for item in self._plan.items:
            if item.withdrawn:
                self._write.paragraph(self._item(item))

    def _item(self, item: PlanItem) -> tuple[Span, ...]:
        action = item.own_words.strip() or self._say.text(item.action)
        return Span(f"{item.name}. ", bold=True), Span(action)

    def _settled(self) -> None:
        for title, declined in (
            (self._words.not_do_title, True),
            (self._words.questions_settled_title, False),
        ):
            settled = [one for one in self._plan.settled if one.declined is declined]
            told = [spans for one in settled if (spans := self._told(one))]
            if told:
                self._write.heading(title)
                self._write.bullets(told)

    def _told(self, settled: SettledRequest) -> tuple[Span, ...]:
        if settled.line is None:
            return ()
        dates = {"date": settled.review_on, "stop": settled.stop_on}
        values = {k: self._say.date(day) if day else TO_FILL_IN for k, day in dates.items()}
        told = (
            Span(f"{settled.name}: ", bold=True),
            *self._say.filled(self._say.text(settled.line), values),
        )
        if settled.review_on is None or "{date}" in settled.line.text:
            return told
        return (*told, Span(" "), *self._say.filled(self._words.next_on, values), Span("."))

    def _referrals(self) -> None:
        referrals = [referral for referral in self._plan.referrals if referral.stands]
        if not referrals:
            return
        words = self._words
        chosen = {item.option for item in self._plan.items}
        self._write.heading(words.referral_title)
        to_do = []
        for referral in referrals:
            where = ((), ()) if referral.to in chosen else self._where(referral.to)
            to_do.append((self._named(referral), *where))
        self._write.to_do(to_do)

    def _named(self, referral: Referral) -> tuple[Span, ...]:
        name = Span(referral.name, bold=True)
        if referral.status is not ReferralStatus.PENDED:
            return (name,)
        return (name, Span(f". {self._say.text(self._words.referral_pended)}"))

    def _where(self, target: str) -> tuple[tuple[tuple[Span, ...], ...], tuple[str, ...]]:
        return places_and_blanks(self._visit, target, self._words, self._language)

    def _get_help(self) -> None:
        words, outer = self._words, self._write
        box = Writer(self._root, outer.looks, outer.script)
        box.heading(words.get_help_title, color=RED)
        box.bullets([self._say.text(line) for line in words.get_help])
        box.paragraph((Span(self._say.text(words.get_help_call), bold=True),))
        outer.add(Boxed(box.story, RED, outer.looks.body.size))

    def _call_soon(self) -> None:
        self._write.keep_together(_CALL_SOON_LINES * self._write.looks.body.leading)
        words = self._words
        self._write.heading(words.call_soon_title)
        self._write.bullets([self._say.text(line) for line in words.call_soon])
        again = Span(self._say.text(words.call_again))
        number = self._clinic.phone.replace(" ", NO_BREAK_SPACE)
        self._write.paragraph((again, *((Span(f" {number}", bold=True),) if number else ())))

    def _next_visit(self) -> None:
        self._write.heading(self._words.next_title)
        day = self._plan.follow_up
        if day is None:
            self._write.blank(f"{self._words.next_blank}:")
        else:
            values = {"date": self._say.date(day)}
            self._write.paragraph((*self._say.filled(self._words.next_on, values), Span(".")))

    def _flare(self) -> None:
        self._write.heading(self._words.flare_title)
        self._write.bullets([self._say.text(line) for line in self._words.flare])

    def _questions(self) -> None:
        self._write.heading(self._words.questions_title)
        self._write.blank_lines(3)
        self._write.space(4)

    def _sources(self) -> None:
        pack, small = self._visit.pack, self._write.looks.small
        names = self._say.sources()
        if names:
            self._write.paragraph(labelled(self._words.sources_title, names), small)
        answered = {*self._visit.encounter.answers, *self._visit.encounter.sure}
        for form in pack.questionnaires:
            if form.id in self._drawn or any(item.id in answered for item in form.items):
                self._write.paragraph(labelled(form.title, [form.rights.rstrip(".")]), small)
        self._write.paragraph(self._say.version(), small)

    def _foot(self) -> Foot:
        demo = f"{self._words.demo}. " if self._clinic.demo else ""
        # In large print the version stands under the sources alone: the foot has no room for it.
        version = "" if self._write.looks.is_large else f" {self._say.version()}"
        return Foot(
            note=f"{demo}{self._words.every_page}{version}",
            page_of=_("Page {page} of {pages}", self._language),
            script=self._write.script,
            looks=self._write.looks,
        )
