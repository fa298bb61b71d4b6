"""Services near you: the clinic's own list, as whoever keeps it sees it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from sdm_app.domain.services import SERVICES_AT_MOST, Directory, Service
from sdm_app.i18n import gettext as _
from sdm_app.ui.directory.ask_once import ask_once
from sdm_app.ui.directory.clash_dialog import ClashDialog
from sdm_app.ui.directory.files import ServiceFiles
from sdm_app.ui.directory.in_use import ServicesInUse
from sdm_app.ui.directory.listed import Clashed
from sdm_app.ui.directory.service_form import ServiceForm
from sdm_app.ui.directory.service_list import ServiceList
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline, primary
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.flow import FlowLayout
from sdm_app.ui.widgets.form import open_once

PAUSE_MS = 150
"""How long nobody types before the list is looked through."""


class DirectoryDialog(QDialog):
    """Each change is kept at once; what cannot be kept is said, and nothing typed is lost."""

    def __init__(
        self,
        in_use: ServicesInUse,
        targets: Mapping[str, str],
        renamed: Mapping[str, str],
        staff: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._in_use = in_use
        self._targets, self._staff = targets, staff
        self._files = ServiceFiles(targets, renamed, self)
        self._files.read.connect(self._on_file_read)
        self._files.said.connect(self._say)
        self._form: ServiceForm | None = None
        self._base = self._theirs = in_use.listed
        self._imported = Directory()
        self.setObjectName("directory-dialog")
        self.setWindowTitle(_("Services near you"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 24, 28, 24)
        outer.setSpacing(12)
        outer.addWidget(PlainLabel(_("Services near you"), "title"))
        says = _("What you list here stands beside the options and on the printed plan.")
        outer.addWidget(PlainLabel(says, "lead"))
        self.find_field = QLineEdit()
        self.find_field.setObjectName("find-service")
        self.find_field.setAccessibleName(_("Find a service"))
        self.find_field.setPlaceholderText(_("Find a service"))
        self.find_field.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._show)
        self.find_field.textChanged.connect(self._on_find_changed)
        outer.addWidget(self.find_field)
        self.empty = _empty_card()
        outer.addWidget(self.empty)
        self.list = ServiceList()
        self.list.change_wanted.connect(self._on_change_wanted)
        outer.addWidget(scrolled(self.list, "directory-scroll"), 1)
        self.said = PlainLabel("")
        self.said.setObjectName("directory-said")
        self.said.setProperty("numberKind", "reference")
        outer.addWidget(self.said)
        outer.addLayout(self._build_buttons())
        line = self.fontMetrics().height()
        self.resize(min(48 * line, parent.width() - 40), min(40 * line, parent.height() - 40))
        in_use.changed.connect(self._show)
        self._show()

    def _build_buttons(self) -> FlowLayout:
        row = FlowLayout(spacing=12)
        table = (
            (outline(_("Add a service")), "add-service", self._on_add_clicked),
            (outline(_("Import a list")), "import-services", self._files.ask_import),
            (outline(_("Export the list")), "export-services", self._on_export_clicked),
            (primary(_("Close")), "close-directory", self.accept),
        )
        for button, name, slot in table:
            button.setObjectName(name)
            button.clicked.connect(slot)
            row.addWidget(button)
        return row

    def _on_find_changed(self) -> None:
        self._pause.start()

    @property
    def _services(self) -> tuple[Service, ...]:
        return self._in_use.listed.directory.services

    def _show(self) -> None:
        services = self._services
        self.empty.setVisible(not services)
        self.find_field.setVisible(bool(services))
        self.list.show_services(services, self._targets, self.find_field.text().strip())
        self._say(self._in_use.fault)

    def _say(self, sentence: str) -> None:
        self.said.set_text(sentence)
        self.said.setVisible(bool(sentence))

    def _on_add_clicked(self) -> None:
        if len(self._services) < SERVICES_AT_MOST:
            self._open_form(None)
        else:
            said = _("The list is full: it holds {most} services.")
            self._say(said.format(most=SERVICES_AT_MOST))

    def _on_change_wanted(self, one: str) -> None:
        self._open_form(next(service for service in self._services if service.id == one))

    def _open_form(self, service: Service | None) -> None:
        self._base = self._in_use.listed
        taken = {one.id for one in self._services}
        form = self._form = ServiceForm(self._targets, taken, self, service)
        form.given.connect(self._on_given)
        form.removal_wanted.connect(self._on_removal_wanted)
        form.finished.connect(self._on_form_closed)
        open_once(form)

    def _on_form_closed(self) -> None:
        self._form = None

    def _on_given(self, given: Service) -> None:
        self._keep(_with(self._base.directory, given))

    def _on_removal_wanted(self, one: str) -> None:
        kept = (service for service in self._base.directory.services if service.id != one)
        self._keep(Directory(services=tuple(kept)))

    def _on_file_read(self, file: str, services: tuple[Service, ...]) -> None:
        self._base = self._in_use.listed
        self._imported = Directory(services=services)
        if not self._base.directory.services:
            self._on_import_sure()
            return
        question = _("Replace the {now} services of this list with the {then} of {file}?")
        now, then = len(self._base.directory.services), len(services)
        ask_once(
            question.format(now=now, then=then, file=file),
            _("The list as it is now stays in the records, and can be exported first."),
            _("Replace the list"),
            self._on_import_sure,
            self,
        )

    def _on_import_sure(self) -> None:
        self._keep(self._imported)

    def _on_export_clicked(self) -> None:
        self._files.ask_export(self._services)

    def _keep(self, mine: Directory) -> None:
        self._in_use.keep(self._base, mine, self._staff, self)

    def show_kept(self) -> None:
        """Close the form: what it gave is kept."""
        if self._form is not None:
            self._form.accept()
        self._say(_("Saved."))

    def show_not_kept(self, sentence: str) -> None:
        """Say why, where it was asked for; what was typed stays."""
        (self._say if self._form is None else self._form.say)(sentence)

    def choose(self, clashed: Clashed) -> None:
        """Ask which of both versions stands; until then the list is as others keep it."""
        self._theirs = clashed.now
        dialog = ClashDialog(clashed.merged, self._targets, self._form or self)
        dialog.chosen.connect(self._on_chosen)
        open_once(dialog)

    def _on_chosen(self, directory: Directory) -> None:
        self._base = self._theirs
        self._keep(directory)


def _with(directory: Directory, given: Service) -> Directory:
    """The list with one service more, or with one in the place of the one of its id."""
    is_new = given.id not in {one.id for one in directory.services}
    kept = [given if one.id == given.id else one for one in directory.services]
    return Directory(services=(*kept, *((given,) if is_new else ())))


def _empty_card() -> Card:
    card = Card(_("No services yet"))
    card.setObjectName("directory-empty")
    card.body.addWidget(PlainLabel(_("Patients read “Ask us” until you list who is near.")))
    says = _("Add them one by one, or import a table. To begin one, export the list: it is empty.")
    card.body.addWidget(PlainLabel(says, "muted"))
    return card
