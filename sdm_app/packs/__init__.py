"""Content files to a checked `ContentPack`: YAML in the checkout, compiled JSON when installed."""

from sdm_app.packs.errors import ContentError
from sdm_app.packs.load import compile_pack, current, load_pack
from sdm_app.packs.signed import SignedPack, load_signed

__all__ = ["ContentError", "SignedPack", "compile_pack", "current", "load_pack", "load_signed"]
