"""Every value of a pack, with the path it stands at."""

from collections.abc import Iterator

from pydantic import BaseModel

from sdm_app.domain.base import Frozen

Path = tuple[str | int, ...]


def walk(value: object, path: Path = ()) -> Iterator[tuple[Path, Frozen]]:
    """The value and every value inside it, the outer before the inner."""
    if isinstance(value, BaseModel):
        if isinstance(value, Frozen):
            yield path, value
        for name in type(value).model_fields:
            yield from walk(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from walk(item, (*path, at))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, (*path, str(key)))
