"""Reads the custom properties that steer columns. The engine keeps them as tokens and lets them inherit."""

from __future__ import annotations

from typing import Any

from weasyprint.css import resolve_math
from weasyprint.css.tokens import check_math
from weasyprint.css.units import LENGTH_UNITS, to_pixels

__all__ = ["keyword", "line_grid", "own_keyword"]


def line_grid(style: Any) -> float | None:
    """``--line-grid`` in pixels; nothing when it is absent, ``none`` or no length."""
    tokens = [token for token in style["__line_grid"] or () if token.type != "whitespace"]
    if len(tokens) != 1:
        return None
    token = tokens[0]
    if check_math(token):
        token = resolve_math(token, style, "height")
    if token is None or token.type != "dimension" or token.unit.lower() not in LENGTH_UNITS:
        return None
    pixels = float(to_pixels(token, style, "height"))
    return pixels if pixels > 0 else None


def keyword(style: Any, name: str) -> str:
    """The keyword of custom property ``--name``, inherited or not, in lower case; empty when there is none."""
    tokens = [token for token in style["__" + name.replace("-", "_")] or () if token.type != "whitespace"]
    return tokens[0].lower_value if len(tokens) == 1 and tokens[0].type == "ident" else ""


def own_keyword(style: Any, name: str) -> str:
    """Like ``keyword``, but only what is declared for this very box: for properties that do not inherit."""
    declared = "__" + name.replace("-", "_") in getattr(style, "cascaded", ())
    return keyword(style, name) if declared else ""
