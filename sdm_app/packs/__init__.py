"""Content files to a checked `ContentPack`: YAML in the checkout, compiled JSON when installed."""

from sdm_app.packs.errors import ContentError
from sdm_app.packs.load import compile_pack, current, load_pack

__all__ = ["ContentError", "compile_pack", "current", "load_pack"]
