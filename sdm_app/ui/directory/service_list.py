"""The services of the directory as rows under what they are for."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sdm_app.domain.services import Service, services_for
from sdm_app.i18n import gettext as _
from sdm_app.ui.directory.service_words import lines_of
from sdm_app.ui.text import PlainLabel, breakable
from sdm_app.ui.widgets.buttons import plain
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.flow import clear
from sdm_app.ui.widgets.keep_focus import focus_again

SHOWN_AT_MOST = 40
"""More rows are found by typing: a window of all 500 would take seconds to build."""


class ServiceList(QWidget):
    """`change_wanted` carries the id of a service whose button was pressed."""

    change_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("numberKind", "reference")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)

    def show_services(
        self, services: Iterable[Service], names: Mapping[str, str], find: str = ""
    ) -> None:
        """Show the services with these words in them, under the `names` of what they are for."""
        # A form may be open over the list: what had the keyboard below it gets it back.
        at = self.window().focusWidget()
        focused = at.objectName() if at is not None and self.isAncestorOf(at) else ""
        clear(self._column)
        found = [one for one in services if find.casefold() in _words_of(one, names)]
        shown = 0
        for target in _in_order(found, names):
            title = PlainLabel(names.get(target, target), "heading")
            self._column.addWidget(title)
            if target not in names:
                why = _("Not among the options of today. It is shown to nobody.")
                self._column.addWidget(PlainLabel(why, "muted"))
            for service in services_for(found, target):
                if shown < SHOWN_AT_MOST:
                    self._column.addWidget(self._card(service))
                shown += 1
            if shown >= SHOWN_AT_MOST:
                break
        if len(found) > SHOWN_AT_MOST:
            said = _("{shown} of {all} are shown. Type a name above to find the others.")
            words = said.format(shown=SHOWN_AT_MOST, all=len(found))
            self._column.addWidget(PlainLabel(words, "muted"))
        if not found and find:
            self._column.addWidget(PlainLabel(_("No service here has these words."), "lead"))
        self._column.addStretch(1)
        focus_again(self, focused)

    def _card(self, service: Service) -> Card:
        card = Card()
        card.setObjectName(f"service-{service.id}")
        card.setAccessibleName(service.name)
        row = QHBoxLayout()
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(PlainLabel(breakable(service.name), "heading"))
        where = " · ".join(one for one in (service.phone, service.address) if one)
        for line in (where, *lines_of(service)):
            if line:
                words.addWidget(PlainLabel(breakable(line), "body"))
        row.addLayout(words, 1)
        change = plain(_("Change"))
        change.setObjectName(f"change-{service.id}")
        change.setAccessibleName(_("Change {name}").format(name=service.name))
        change.setMinimumHeight(44)
        change.setProperty("service", service.id)
        change.clicked.connect(self._on_change_clicked)
        row.addWidget(change)
        card.body.addLayout(row)
        return card

    def _on_change_clicked(self) -> None:
        self.change_wanted.emit(self.sender().property("service"))


def _in_order(services: Iterable[Service], names: Mapping[str, str]) -> list[str]:
    """What the services are for, in the order of the content, what it does not have at the end."""
    used = {service.target for service in services}
    return [target for target in names if target in used] + sorted(used - set(names))


def _words_of(service: Service, names: Mapping[str, str]) -> str:
    said = (service.name, service.phone, service.address, names.get(service.target, ""))
    return " ".join((*said, *lines_of(service))).casefold()
