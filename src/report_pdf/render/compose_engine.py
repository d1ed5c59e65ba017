"""The engine's own functions, kept when the composer's take their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["ENGINE", "replace"]

ENGINE: dict[str, Callable[..., Any]] = {}
"""By name; empty until the composer is installed."""


def replace(ours: Mapping[tuple[Any, str], Callable[..., Any]]) -> None:
    """Puts each of our functions in the place of the engine's of that name, in a module or a class."""
    for (module, name), function in ours.items():
        ENGINE[name] = getattr(module, name)
        setattr(module, name, function)
