"""Ships layouts/, fonts/ and assets/ inside the wheel as report_pdf/_data/.

Plain force-include would copy them into editable installs too, where they would go stale.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface[Any]):
    """Adds the data folders to real wheels only."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Hatchling calls this before each build; ``version`` is ``standard`` or ``editable``."""
        if version == "editable":
            return
        for name in ("layouts", "fonts", "assets"):
            build_data["force_include"][str(Path(self.root, name))] = f"report_pdf/_data/{name}"
