"""Asks for one service; what was typed stays until it is kept or given up."""

from collections.abc import Collection, Mapping

from pydantic import ValidationError
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from sdm_app.domain.services import Service, id_for
from sdm_app.i18n import gettext as _
from sdm_app.interop.service_faults import faults_of
from sdm_app.ui.directory.ask_once import ask_once
from sdm_app.ui.directory.service_fields import LABELS, ServiceFields
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline
from sdm_app.ui.widgets.form import ending


class ServiceForm(QDialog):
    """`given` carries a `Service` that is as it should be, `removal_wanted` the id of one to go.

    Whoever keeps it may refuse and `say` why: the form stays open as it was.
    """

    given = Signal(object)
    removal_wanted = Signal(str)

    def __init__(
        self,
        targets: Mapping[str, str],
        taken: Collection[str],
        parent: QWidget,
        service: Service | None = None,
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._taken = taken
        title = _("Add a service") if service is None else _("Change a service")
        self.setObjectName("service-form")
        self.setWindowTitle(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 24, 28, 24)
        outer.setSpacing(12)
        outer.addWidget(PlainLabel(title, "title"))
        self.fields = ServiceFields(targets)
        if service is not None:
            self.fields.show_service(service)
        self._area = scrolled(self.fields, "service-scroll")
        outer.addWidget(self._area, 1)
        self.fault = PlainLabel("")
        self.fault.setObjectName("service-fault")
        self.fault.setProperty("numberKind", "instruction")
        self.fault.hide()
        outer.addWidget(self.fault)
        row = ending(self, "cancel-service", "keep-service", _("Save"), self._on_keep_clicked)
        if service is not None:
            remove = outline(_("Delete"))
            remove.setObjectName("remove-service")
            remove.clicked.connect(self._on_remove_clicked)
            row.insertWidget(0, remove)
        outer.addLayout(row)
        line, room = self.fontMetrics().height(), parent.window().size()
        self.resize(min(46 * line, room.width() - 40), min(44 * line, room.height() - 40))
        self.fields.field("name").setFocus()

    def say(self, sentence: str) -> None:
        """Say why it cannot be kept; an empty sentence takes that back."""
        self.fault.set_text(sentence)
        self.fault.setVisible(bool(sentence))

    def _on_keep_clicked(self) -> None:
        values = self.fields.values()
        same = self._service
        values["id"] = same.id if same else id_for(values["name"], self._taken)
        try:
            service = Service.model_validate(values)
        except ValidationError as error:
            faults = list(faults_of(error))
            self.say("\n".join(f"{_(LABELS.get(name, name))}: {why}." for name, why in faults))
            faulty = self.fields.field(faults[0][0])
            faulty.setFocus()
            self._area.ensureWidgetVisible(faulty)
            return
        self.say("")
        self.given.emit(service)

    def _on_remove_clicked(self) -> None:
        assert self._service is not None
        ask_once(
            _("Delete {name}?").format(name=self._service.name),
            _("It leaves the options grid and the printed plan."),
            _("Delete"),
            self._on_removal_sure,
            self,
        )

    def _on_removal_sure(self) -> None:
        assert self._service is not None
        self.removal_wanted.emit(self._service.id)
