"""The outlook: what happened to 100 people like this one, and what it does not tell."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QButtonGroup, QVBoxLayout, QWidget

from sdm_app.domain.outlook import outlook_for
from sdm_app.domain.outlook_content import OutlookCard
from sdm_app.domain.visit import Visit
from sdm_app.i18n import gettext as _
from sdm_app.ui.overriding import override
from sdm_app.ui.pages.compared_groups import frequency_of, group_name
from sdm_app.ui.pages.outlook_picture import OutlookPicture
from sdm_app.ui.pages.page import Page
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.pages.source_note import SourceNote
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.chip import Chip
from sdm_app.ui.widgets.flow import FlowLayout, clear
from sdm_app.ui.widgets.line_label import LineLabel

WIDE_EMS = 52
"""The page needs this many times the text size to put the words beside the picture."""


class OutlookPage(Page):
    """One number, one picture. Which group is compared is the page's own; it changes no record."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visit: Visit | None = None
        self._own: OutlookCard | None = None
        self._in_view: OutlookCard | None = None
        self.heading = PlainLabel("", "title", self)
        self.intro = self._line("lead", "outlook-intro")
        self.picture = OutlookPicture(self)
        self.number = PlainLabel("", "number", self)
        self.number.setObjectName("outlook-number")
        self.headline = self._line("lead", "outlook-headline")
        self.means_card, self.means = self._card(_("What this means for you"), "outlook-means")
        self.unknown_card, self.unknown = self._card(_("What we can’t know"), "outlook-unknown")
        self.course_card = Card(_("What to expect"))
        self._course = QVBoxLayout()
        self.course_card.body.addLayout(self._course)
        self.other = PlainLabel("", "small", self)
        self.other.setObjectName("outlook-other-group")
        self.compare_label = PlainLabel("", "small", self)
        self._compared = QButtonGroup(self)
        self._compared.buttonClicked.connect(self._on_compared_clicked)
        self._chips = QWidget(self)
        self._chip_row = FlowLayout(self._chips)
        self.source = SourceNote(self)
        self.source.source_requested.connect(self.source_requested)
        self._lay_out()

    def _line(self, role: str, name: str) -> LineLabel:
        line = LineLabel(role, self)
        line.setObjectName(name)
        line.source_requested.connect(self.source_requested)
        return line

    def _card(self, title: str, name: str) -> tuple[Card, LineLabel]:
        card = Card(title)
        card.body.setContentsMargins(20, 8, 20, 8)
        card.body.setSpacing(4)
        line = self._line("body", name)
        card.body.addWidget(line)
        return card, line

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(6)
        for widget in (
            self.number,
            self.headline,
            self.other,
            self.means_card,
            self.unknown_card,
            self.course_card,
            self.compare_label,
            self._chips,
            self.source,
        ):
            words.addWidget(widget)
        words.addStretch(1)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(24)
        self._sides.addWidget(self.picture, 38)
        self._sides.addLayout(words, 62)
        self._shown = QWidget(self)
        body = QVBoxLayout(self._shown)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(10)
        body.addWidget(self.intro)
        body.addLayout(self._sides)
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(32, 16, 32, 8)
        column.setSpacing(6)
        column.addWidget(self.heading)
        column.addWidget(self._shown)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content, "outlook-scroll"))

    @override
    def title(self) -> str:
        return _("Outlook")

    @override
    def next_label(self) -> str:
        return _("Next: What matters to you")

    @override
    def show_visit(self, visit: Visit) -> None:
        self._visit = visit
        self.heading.set_text(visit.pack.outlook.title)
        own = outlook_for(visit)
        if own is not self._own:
            self._own = own
            self._in_view = own
            self._build_compared(visit, own)
        self._show_card(visit)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= WIDE_EMS * self.fontInfo().pixelSize()
        direction = QBoxLayout.Direction
        self._sides.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def _show_card(self, visit: Visit) -> None:
        own, card = self._own, self._in_view
        if own is None or card is None:
            return
        figure = frequency_of(card, visit.pack)
        self.intro.show_line(own.intro, visit.pack, {})
        self.picture.setVisible(figure is not None)
        self.number.setVisible(figure is not None)
        if figure is not None:
            self.picture.show_figure(figure, card.did, card.did_not)
            said = _("{numerator} of {denominator}")
            self.number.set_text(
                said.format(numerator=figure.numerator, denominator=figure.denominator)
            )
            self.number.setProperty("sourceIds", figure.id)
        self.headline.show_line(card.headline, visit.pack, {})
        # Where a figure was taken out of use its reason stands once.
        self.headline.setVisible(card.headline.text != card.intro.text)
        another = card is not own
        name = group_name(card, visit.pack)
        self.other.set_text(
            _("You are looking at another group: {name}").format(name=name) if another else ""
        )
        self.other.setVisible(another)
        self.means.show_line(own.means, visit.pack, {})
        self.unknown.show_line(own.cannot_know, visit.pack, {})
        self._show_course(visit, own)
        self.source.show_figure(figure, visit.pack)

    def _show_course(self, visit: Visit, own: OutlookCard) -> None:
        lines = () if own.figure is not None else own.course
        self.course_card.setVisible(bool(lines))
        clear(self._course)
        for line in lines:
            label = self._line("body", "outlook-course")
            label.show_line(line, visit.pack, {})
            self._course.addWidget(label)

    def _build_compared(self, visit: Visit, own: OutlookCard) -> None:
        for chip in self._compared.buttons():
            self._compared.removeButton(chip)
            self._chip_row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        named = {own.id, *own.compare} if own.compare else set()
        for card in visit.pack.outlook.cards:
            figure = frequency_of(card, visit.pack)
            if card.id not in named or figure is None:
                continue
            words = _("{name}: {numerator} of {denominator}").format(
                name=group_name(card, visit.pack),
                numerator=figure.numerator,
                denominator=figure.denominator,
            )
            chip = Chip(words, self._chips)
            chip.setObjectName(f"compare-{card.id}")
            chip.setProperty("card", card.id)
            chip.setProperty("sourceIds", figure.id)
            chip.setChecked(card is own)
            self._compared.addButton(chip)
            self._chip_row.addWidget(chip)
        shown = bool(self._compared.buttons())
        self._chips.setVisible(shown)
        self.compare_label.set_text(own.compare_label or _("Compare"))
        self.compare_label.setVisible(shown)

    def _on_compared_clicked(self, chip: QAbstractButton) -> None:
        if self._visit is None:
            return
        picked = chip.property("card")
        cards = {card.id: card for card in self._visit.pack.outlook.cards}
        self._in_view = cards[picked]
        self._show_card(self._visit)
