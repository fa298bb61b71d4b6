"""Marks a method that overrides one of Qt's, at no cost at start-up."""

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from typing_extensions import override
else:
    Method = TypeVar("Method")

    def override(method: Method) -> Method:
        """The method as it is; the type checker checks that it overrides one."""
        return method


__all__ = ["override"]
