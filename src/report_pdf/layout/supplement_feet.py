"""What stands on the pages kept for supplements: number and title in the foot, or the number stamped elsewhere."""

from __future__ import annotations

from report_pdf.model.issue import Supplement
from report_pdf.model.plan import StitchPlace
from report_pdf.model.stamps import StampSpec

__all__ = ["page_css", "stamp_palette"]

_SMALL = "white-space: nowrap; padding: 0 9mm"
_FOOT = f"font: 7.5pt/12pt var(--sans); color: var(--grey); vertical-align: top; {_SMALL}"
_HEADS = {
    "left": ("top-left", 'string(magazine-name) "\\2003" string(issue-number)'),
    "right": ("top-right", "string(supplement-title)"),
}
_BOXES = {"top": "top-center", "bottom": "bottom-center"}
_DARK = 0.15
"""A colour without a part above this is printed in black alone: three inks on small figures never register."""


def stamp_palette(supplement: Supplement, *, inks: bool) -> str:
    """The colour of its stamp as the palette has colours: on the screen's, or as the press's ``inks``."""
    if supplement.stamp is None:
        return ""
    colour = _as_inks(supplement.stamp.colour) if inks else _as_hex(supplement.stamp.colour)
    return f":root {{ {_variable(supplement)}: {colour} }}"


def _variable(supplement: Supplement) -> str:
    return f"--{supplement.key}-stamp"


def _as_hex(colour: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def _as_inks(colour: tuple[float, float, float]) -> str:
    """With all of the grey in black, so that as few inks as can be have to meet."""
    light = max(colour)
    if light <= _DARK:
        return "device-cmyk(0 0 0 1)"
    inks = [*((light - part) / light for part in colour), 1 - light]
    return f"device-cmyk({' '.join(f'{ink:.3g}' for ink in inks)})"


def page_css(
    supplement: Supplement, face: tuple[float, float], key: str, *, number: str, foot: str, facing: bool
) -> str:
    """A page of its own name and size (points), with a number and the supplement's title small in its foot.

    Args:
        supplement: Whose page it is.
        face: Width and height.
        key: The page's name.
        number: What it is called; empty: by where it stands.
        foot: The word beside the title.
        facing: It is bound, and its number stands at the fore-edge, outside, like every other.
    """
    shown = f'"{_quoted(number)}"' if number else "counter(page)"
    if supplement.stitch_place is StitchPlace.FRAME:
        return _framed(key, shown, supplement, own=bool(number))
    words = f'"{_quoted(foot)}\\2002{_quoted(supplement.title)}"'
    stamp = supplement.stamp
    head = "var(--supplement-foot)" if stamp is not None and stamp.place.startswith("top") else "0"
    right, left = (_foot(side, words, shown, stamp) for side in ("right", "left"))
    feet = f"@page {key}:right {{ {right} }}\n@page {key}:left {{ {left} }}\n" if facing else ""
    stamped = f"{_stamped(supplement, stamp, shown)}; {_SMALL} }} " if stamp is not None else ""
    size = f"size: {face[0]:.3f}pt {face[1]:.3f}pt; margin: {head} 0 var(--supplement-foot) 0;"
    return f"@page {key} {{ {size} {stamped}{'' if facing else right} }}\n{feet}.{key} {{ page: {key} }}"


def _foot(side: str, words: str, shown: str, stamp: StampSpec | None) -> str:
    """The line in the foot; without the number where that is stamped, and out of its way."""
    if stamp is not None:
        taken = stamp.place == f"bottom-{side}"
        corner = {"left": "right", "right": "left"}[side] if taken else side
        return f"@bottom-{corner} {{ content: {words}; {_FOOT} }}"
    line = f'{words} "\\2003" {shown}' if side == "right" else f'{shown} "\\2003" {words}'
    return f"@bottom-{side} {{ content: {line}; {_FOOT} }}"


def _stamped(supplement: Supplement, stamp: StampSpec, shown: str) -> str:
    box = _BOXES.get(stamp.place, stamp.place)
    face = f"font: 700 11pt/12pt var(--sans); color: var({_variable(supplement)}); vertical-align: middle"
    return f"@{box} {{ content: {shown}; {face}"


def _framed(key: str, shown: str, supplement: Supplement, *, own: bool) -> str:
    """Inside the house's page: its running heads, and the number where the house or the stamp has it."""
    stamp = supplement.stamp
    if stamp is None and not own:
        return f".{key} {{ page: supplement }}"
    sides = []
    for side, (corner, head) in _HEADS.items():
        number = f"@bottom-{side} {{ content: {shown} }} " if stamp is None else ""
        running = "" if stamp is not None and stamp.place == corner else f"@{corner} {{ content: {head} }} "
        sides.append(f"@page {key}:{side} {{ {running}{number}}}\n")
    stamped = f"{_stamped(supplement, stamp, shown)} }} " if stamp is not None else ""
    return f"{''.join(sides)}@page {key} {{ {stamped}}}\n.{key} {{ page: {key} }}"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
