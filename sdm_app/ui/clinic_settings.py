"""What a clinic sets: its name on the printed plan, the paper, and whose guidelines are counted."""

import platform
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from sdm_app.domain.content import ContentPack
from sdm_app.i18n import gettext as _
from sdm_app.settings import ROOM_LENGTH, PageSize, Settings
from sdm_app.ui.flow import N_
from sdm_app.ui.follow_up_settings import FollowUpSettings
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.form import add_field, ending

FIELD_LENGTH = 80
PAPER = ((PageSize.LETTER, N_("Letter")), (PageSize.A4, N_("A4")))
MINUTES = (1, 2, 5, 10, 15, 30)
"""What is offered; a clinic's IT may set others."""
YEARS = (0, 5, 7, 10, 20)
"""Likewise; 0 is for ever."""


def minutes_words(minutes: int) -> str:
    """A number of minutes in words."""
    if minutes == 1:
        return _("After 1 minute")
    return _("After {minutes} minutes").format(minutes=minutes)


def years_words(years: int) -> str:
    """How long visits are kept, in words."""
    if not years:
        return _("For ever")
    return _("1 year") if years == 1 else _("{years} years").format(years=years)


class ClinicSettingsDialog(QDialog):
    """`changed` carries the settings as they were saved by the one who pressed Save."""

    changed = Signal(object)

    def __init__(
        self, settings: Settings, pack: ContentPack, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._sets = pack.info.guideline_sets
        self.setObjectName("clinic-settings")
        self.setWindowTitle(_("Clinic settings"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 24, 28, 24)
        outer.setSpacing(12)
        outer.addWidget(PlainLabel(_("Clinic settings"), "title"))
        inner = QWidget()
        inner.setProperty("surface", "scrolled")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        self.clinic_name = self._field("clinic-name", _("Clinic name"), settings.clinic_name)
        self.clinic_phone = self._field("clinic-phone", _("Telephone"), settings.clinic_phone)
        self.clinician = self._field("clinician-name", _("Clinician"), settings.clinician)
        self.room = self._field("room", _("What others call this computer"), settings.room)
        self.room.setMaxLength(ROOM_LENGTH)
        self.room.setPlaceholderText(platform.node())
        says = _("Such as Room 2. It counts when the program starts again.")
        self.room.setAccessibleDescription(says)
        says_of_room = PlainLabel(says, "muted")
        says_of_room.setProperty("numberKind", "reference")
        self._column.addWidget(says_of_room)
        self._column.addWidget(PlainLabel(_("Paper"), "heading"))
        papers = [(f"paper-{size}", _(words), "") for size, words in PAPER]
        self._paper = self._choices(papers, [size for size, _w in PAPER].index(settings.page_size))
        self._column.addWidget(PlainLabel(_("Lock the screen when nobody is there"), "heading"))
        self._minutes = sorted({*MINUTES, settings.lock_after_minutes})
        self._lock_after = self._choices(
            [(f"lock-after-{minutes}", minutes_words(minutes), "") for minutes in self._minutes],
            self._minutes.index(settings.lock_after_minutes),
        )
        self._build_retention()
        self._column.addWidget(PlainLabel(_("Guidelines that are counted"), "heading"))
        chosen = settings.guideline_set or pack.info.guideline_set
        names = [one.id for one in self._sets]
        self._guidelines = self._choices(
            [(f"guideline-set-{one.id}", one.name, one.says) for one in self._sets],
            names.index(chosen) if chosen in names else names.index(pack.info.guideline_set),
        )
        self.follow_up = FollowUpSettings(settings)
        self._column.addWidget(self.follow_up)
        self._column.addStretch(1)
        outer.addWidget(scrolled(inner, "clinic-settings-scroll"), 1)
        go = self._on_save_clicked
        outer.addLayout(ending(self, "cancel-settings", "save-settings", _("Save"), go))
        if parent is not None:
            self.resize(min(720, parent.width() - 80), min(680, parent.height() - 80))

    def _build_retention(self) -> None:
        self._column.addWidget(PlainLabel(_("Keep visits"), "heading"))
        self._years = sorted({*YEARS, self._settings.retention_years})
        self._retention = self._choices(
            [(f"retention-{years}", years_words(years), "") for years in self._years],
            self._years.index(self._settings.retention_years),
        )
        note = _(
            "Nothing is removed by itself: IT removes older visits for good with the command "
            "backchoice purge, which counts them first and says where copies are left."
        )
        self._column.addWidget(PlainLabel(note, "muted"))

    def _field(self, name: str, words: str, text: str) -> QLineEdit:
        field = add_field(self._column, name, words, text)
        field.setMaxLength(FIELD_LENGTH)
        return field

    def _choices(self, choices: list[tuple[str, str, str]], chosen: int) -> QButtonGroup:
        group = QButtonGroup(self)
        for place, (name, words, says) in enumerate(choices):
            button = QRadioButton(words.replace("&", "&&"))
            button.setObjectName(name)
            button.setAccessibleName(words)
            button.setAccessibleDescription(says)
            button.setChecked(place == chosen)
            group.addButton(button, place)
            self._column.addWidget(button)
            if says:
                note = PlainLabel(says, "muted")
                note.setProperty("numberKind", "reference")
                self._column.addWidget(note)
        return group

    def _on_save_clicked(self) -> None:
        settings = replace(
            self._settings,
            clinic_name=self.clinic_name.text().strip(),
            clinic_phone=self.clinic_phone.text().strip(),
            clinician=self.clinician.text().strip(),
            room=self.room.text().strip(),
            page_size=PAPER[self._paper.checkedId()][0],
            lock_after_minutes=self._minutes[self._lock_after.checkedId()],
            retention_years=self._years[self._retention.checkedId()],
            guideline_set=self._sets[self._guidelines.checkedId()].id,
        )
        self.accept()
        self.changed.emit(self.follow_up.settled(settings))
