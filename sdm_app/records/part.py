"""What a part of `Records` needs of the whole: the thread, the open store, and who asks."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sdm_app.records.journal import Author
    from sdm_app.records.place import Place
    from sdm_app.records.store import Store
    from sdm_app.records.writer import Writer


class Part(ABC):
    """`Records` is made of parts, each in a module of its own."""

    content: str
    _place: Place
    _workstation: str
    _writer: Writer

    @abstractmethod
    def _opened(self) -> Store:
        """The store, opened by who asks first; in the records' thread alone."""

    @abstractmethod
    def _author(self, staff: str = "") -> Author:
        """Who asks: `staff`, or whoever uses these records."""
