"""Opens the dialogs over a window. Each is loaded when it is first asked for, and let go after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from sdm_app.ui.widgets.form import open_once

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from sdm_app.domain.content import ContentPack
    from sdm_app.settings import Settings


def open_new_visit(
    start: Callable[[str, int, str], None], parent: QWidget, found_at: str = "clinician"
) -> None:
    """Ask what a new visit needs; `start` gets reference, birth year (0 unsaid) and where found."""
    from sdm_app.ui.new_visit_dialog import NewVisitDialog  # noqa: PLC0415

    dialog = NewVisitDialog(date.today().year, parent, found_at)
    dialog.start_requested.connect(start)
    open_once(dialog)


def open_settings(
    settings: Settings, pack: ContentPack, changed: Callable[[Settings], None], parent: QWidget
) -> None:
    """Show what the clinic sets; `changed` gets the settings as they were saved."""
    from sdm_app.ui.clinic_settings import ClinicSettingsDialog  # noqa: PLC0415

    dialog = ClinicSettingsDialog(settings, pack, parent)
    dialog.changed.connect(changed)
    open_once(dialog)


def open_sources(ids: str, pack: ContentPack, parent: QWidget) -> None:
    """Show where numbers come from; no ids mean every source of the content."""
    from sdm_app.ui.source_drawer import SourceDrawer  # noqa: PLC0415

    drawer = SourceDrawer(parent)
    drawer.finished.connect(drawer.deleteLater)
    drawer.show_sources(ids.split() or [citation.id for citation in pack.citations], pack)
