"""Content files to a checked `ContentPack`: YAML when authored, signed JSON when installed."""

from sdm_app.packs.errors import ContentError
from sdm_app.packs.in_use import Content, content_in_use, current, earlier_pack
from sdm_app.packs.load import load_pack
from sdm_app.packs.shelf import Shelf
from sdm_app.packs.signed import SignedPack, load_signed

__all__ = [
    "Content",
    "ContentError",
    "Shelf",
    "SignedPack",
    "content_in_use",
    "current",
    "earlier_pack",
    "load_pack",
    "load_signed",
]
