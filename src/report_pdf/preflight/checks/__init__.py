"""One file a check. Importing a check registers it."""

from __future__ import annotations

import importlib
import pkgutil

__all__ = ["load_checks"]


def load_checks() -> None:
    """Imports every check of this folder, in the order of their names."""
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        importlib.import_module(f"{__name__}.{module}")
