"""What tests of the window start from."""

from tests.ui.last_pages import show
from tests.ui.rooms import in_visit, opened, pended, screen

__all__ = ["in_visit", "opened", "pended", "screen", "show"]
