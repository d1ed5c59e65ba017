"""The composer's CSS: custom properties named after CSS Text 4, so that a layout stays right when engines learn them.

In: an engine's computed style. Out: the ``Scheme``.

====================== ==============================================================================================
``--text-spacing-trim``  ``trim-both`` (行末半角, the default), ``trim-start`` and ``normal`` (全角), ``trim-all`` (半角),
                         ``kaiming`` (开明, ours), ``space-all`` (nothing is trimmed)
``--text-autospace``     ``normal`` (1/4 em), ``no-autospace``, or a measure in em (``0.125em``)
``--hanging-punctuation`` ``none`` (the default) or ``force-end``
``--line-break``         ``strict`` (the default) or ``normal``: —— and …… may start a line
====================== ==============================================================================================
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from report_pdf.typography.scheme import FULL_WIDTH, HALF_WIDTH, KAIMING, LINE_END_HALF, Scheme

__all__ = ["scheme_of"]

_TRIM = {
    "trim-both": LINE_END_HALF,
    "trim-start": FULL_WIDTH,
    "normal": FULL_WIDTH,
    "trim-all": HALF_WIDTH,
    "kaiming": KAIMING,
    "space-all": replace(
        FULL_WIDTH, name="不挤压", trim_line_start=False, compress_adjacent=False, half_middle_dot=False
    ),
}
_SCHEMES: dict[tuple[str, str, str, str], Scheme] = {}


def scheme_of(style: Any) -> Scheme:
    """The scheme that ``style`` asks for; values it does not know count as not given."""
    names = ("text_spacing_trim", "text_autospace", "hanging_punctuation", "line_break")
    asked = tuple(_value(style, name) for name in names)
    key = (asked[0], asked[1], asked[2], asked[3])
    if key not in _SCHEMES:
        _SCHEMES[key] = _scheme(*key)
    return _SCHEMES[key]


def _value(style: Any, name: str) -> str:
    tokens = style[f"__{name}"]
    return "".join(token.serialize() for token in tokens or ()).strip().lower()


def _scheme(trim: str, autospace: str, hanging: str, line_break: str) -> Scheme:
    scheme = _TRIM.get(trim, LINE_END_HALF)
    gap = 0.0 if autospace == "no-autospace" else _measure(autospace)
    if gap is not None:
        scheme = replace(scheme, autospace=gap, autospace_least=min(gap, scheme.autospace_least))
    if hanging == "force-end":
        scheme = replace(scheme, hang_line_end=True)
    if line_break in ("normal", "loose"):
        scheme = replace(scheme, strict_line_start=False)
    return scheme


def _measure(value: str) -> float | None:
    try:
        measure = float(value.removesuffix("em")) if value.endswith("em") else None
    except ValueError:
        return None
    return measure if measure is not None and 0 <= measure <= LINE_END_HALF.autospace_most else None
