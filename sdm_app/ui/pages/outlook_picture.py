"""The people of the outlook as a picture, with what its two parts mean."""

from PySide6.QtWidgets import QSizePolicy, QWidget

from sdm_app.domain.sources import Frequency
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.icon_array import IconArray


class OutlookPicture(Card):
    """An icon array with its legend in words and counts: nobody needs to tell the colours apart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.array = IconArray()
        self.array.setObjectName("outlook-array")
        self.array.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.did = PlainLabel("", "body", self)
        self.did.setObjectName("outlook-did")
        self.did_not = PlainLabel("", "body", self)
        self.did_not.setObjectName("outlook-did-not")
        self.body.addWidget(self.array, 1)
        self.body.addWidget(self.did)
        self.body.addWidget(self.did_not)

    def show_figure(self, figure: Frequency, did: str, did_not: str) -> None:
        """Mark the people who did, and say both counts."""
        self.array.show_count(figure.numerator, figure.denominator, "", figure.id)
        said = _("{count} of {total} {words}")
        rest = figure.denominator - figure.numerator
        first = said.format(count=figure.numerator, total=figure.denominator, words=did)
        second = said.format(count=rest, total=figure.denominator, words=did_not)
        self.did.set_text(f"■  {first}")
        self.did_not.set_text(f"□  {second}")
        twin = f"{first}. {second}."
        for widget in (self.array, self.array.people):
            widget.setAccessibleName(twin)
        for label in (self.did, self.did_not):
            label.setProperty("sourceIds", figure.id)
