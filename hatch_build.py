"""Builds and signs the content pack into the wheel: an installed copy reads no YAML."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileContent(BuildHookInterface[Any]):
    """Adds the pack, its signature and its key; a fault in it or a translation ends the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build content/ and name the files for the wheel."""
        if self.target_name != "wheel" or version == "editable":
            return
        # The checkout is not installed while its wheel is built.
        sys.path.insert(0, self.root)
        from sdm_app.packs.catalogues import require_whole  # noqa: PLC0415
        from sdm_app.packs.shipping import write_shipped  # noqa: PLC0415

        require_whole(Path(self.root) / "translations", Path(self.root) / "content")
        shipped = write_shipped(Path(self.root) / "content", Path(self.directory) / "shipped")
        for file, address in shipped.items():
            build_data["force_include"][str(file)] = f"sdm_app/_data/{address}"
