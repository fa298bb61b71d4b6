"""Connects the parts of the window's frame to what the window does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sdm_app.ui.main_window import MainWindow


def connect_parts(window: MainWindow) -> None:
    """Connect the frame around the pages, and the list, once they are there."""
    window.top_bar.hide_requested.connect(window.hiding.toggle)
    window.signed.refused.connect(window.footer.show_note)
    window.unsaved.print_requested.connect(window.pages.print_plan)
    window.unsaved.visit_lost.connect(window.show_list)
    window.stepping.left.connect(window.show_list)
    window.footer.back_requested.connect(window.stepping.back)
    window.footer.next_requested.connect(window.stepping.next)
    window.footer.sources_requested.connect(window.show_sources_in_view)
    window.footer.about_requested.connect(window.statement.show_statement)
    window.pages.source_requested.connect(window.show_sources)
    window.pages.today.new_visit_requested.connect(window.ask_new_visit)
    window.pages.today.visit_requested.connect(window.open_visit)
    window.pages.today.settings_requested.connect(window.ask_settings)
