"""Compiles the content pack into the wheel, so that an installed copy reads no YAML."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileContent(BuildHookInterface[Any]):
    """Adds `sdm_app/_data/content/pack.json`; a fault in the content ends the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile content/ and name the file for the wheel."""
        if self.target_name != "wheel" or version == "editable":
            return
        # The checkout is not installed while its wheel is built.
        sys.path.insert(0, self.root)
        from sdm_app.packs import compile_pack  # noqa: PLC0415

        pack = Path(self.directory) / "content" / "pack.json"
        pack.parent.mkdir(parents=True, exist_ok=True)
        pack.write_text(compile_pack(Path(self.root) / "content"), encoding="utf-8")
        build_data["force_include"][str(pack)] = "sdm_app/_data/content/pack.json"
