"""Where built data lies: `_data` in an installed copy, the checkout's own folders otherwise."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_BUILT = _PACKAGE / "_data"
_CHECKOUT = _PACKAGE.parent


def content() -> Path:
    """The compiled pack of an installed copy, or the folder of authored content in a checkout."""
    pack = _BUILT / "content" / "pack.json"
    return pack if pack.is_file() else _CHECKOUT / "content"


def translations() -> Path:
    """The folder that holds `<language>/LC_MESSAGES`."""
    return _folder("translations")


def asset(*parts: str) -> Path:
    """A file or folder below the assets, such as `asset("fonts", "NotoSans-Regular.ttf")`."""
    return _folder("assets").joinpath(*parts)


def _folder(name: str) -> Path:
    built = _BUILT / name
    return built if built.is_dir() else _CHECKOUT / name
