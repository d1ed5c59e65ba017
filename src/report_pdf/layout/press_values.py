"""What of a declaration a press refuses: colours, gradients, shadows, borders, effects.

The list is what the engine was seen to do with each construct in CMYK (WeasyPrint 70): gradients, blurred shadows,
shaded borders and masks stop it; text shadows, filters and blend modes are not drawn. Opacity and ``device-cmyk(… / a)``
come out as transparency in DeviceCMYK, which PDF/X-4 allows, and are not refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tinycss2.color5 import parse_color

from report_pdf.findings import Finding
from report_pdf.layout.press_sheets import Block, Declaration, Token, expanded, inside, variable
from report_pdf.layout.rules import found

__all__ = ["inks_of", "judge", "judge_block"]

_PAINTS = frozenset({
    "background", "box-shadow", "column-rule", "fill", "outline", "stroke", "text-decoration", "text-emphasis",
})  # fmt: skip
_SCREEN_COLOURS = frozenset({
    "color", "color-mix", "contrast-color", "hsl", "hsla", "hwb", "lab", "lch", "light-dark", "oklab", "oklch",
    "rgb", "rgba",
})  # fmt: skip
_SHADED = frozenset({"groove", "inset", "outset", "ridge"})
_EFFECTS = ("backdrop-filter", "background-blend-mode", "filter", "mask", "mix-blend-mode")
_NOTHING = frozenset({"inherit", "initial", "none", "normal", "unset"})
_COLOURLESS = frozenset({"currentcolor", "transparent"})
_SMALL_PT = 8.0
_POINTS = {"pt": 1.0, "px": 0.75, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "q": 18 / 25.4}

Properties = Mapping[str, Sequence[Token]]


def judge(declaration: Declaration, properties: Properties, *, ink_limit: int) -> Iterator[Finding]:
    """Everything wrong with one declaration. ``properties``: every custom property of the layout."""
    for token in inside(declaration.tokens):
        yield from _colour(token, declaration, ink_limit=ink_limit)
        yield from _gradient(token, declaration)
        yield from _unknown(token, declaration, properties)
    yield from _shadow(declaration, properties)
    yield from _border(declaration, properties)
    yield from _effect(declaration)


def judge_block(block: Block, properties: Properties) -> Iterator[Finding]:
    """What only shows where declarations meet: small text in several inks."""
    if block.keyword == "color-profile":
        yield found(
            "layout/press-profile",
            block.place,
            zh="样式里有 @color-profile。",
            en="there is a @color-profile.",
        )
    declared = {one.name: one for one in block.declarations}
    size = next(
        (
            pt
            for name in ("font-size", "font")
            if name in declared and (pt := _size(declared[name], properties))
        ),
        None,
    )
    colour = declared.get("color")
    inks = inks_of(expanded(colour.tokens, properties)) if colour else None
    if colour is None or inks is None or size is None or size >= _SMALL_PT:
        return
    used = sum(ink > 0 for ink in inks)
    if used != 1:
        zh, en = ("反白", "white") if used == 0 else (f"{used} 色", f"{used} inks")
        yield found(
            "layout/press-small-text",
            colour.place,
            zh=f"{size:g} 点的字用{zh}。",
            en=f"text of {size:g} pt in {en}.",
        )


def inks_of(tokens: Iterator[Token]) -> tuple[float, ...] | None:
    """The inks of the first colour, each 0 to 1; None when it is not given in inks."""
    for token in tokens:
        if token.type == "function" and token.lower_name == "device-cmyk":
            colour = parse_color(token)
            return tuple(float(ink) for ink in colour.coordinates) if colour else None
    return None


def _takes_colour(name: str) -> bool:
    return name.startswith(("--", "border")) or name.endswith("color") or name in _PAINTS


def _colour(token: Token, declaration: Declaration, *, ink_limit: int) -> Iterator[Finding]:
    place = declaration.origin.at(token)
    if token.type == "function" and token.lower_name == "device-cmyk":
        yield from _inks(token, declaration, ink_limit=ink_limit)
    elif _is_screen_colour(token, declaration):
        said = token.serialize()
        yield found(
            "layout/press-colour", place, zh=f"“{said}”不是四色。", en=f"“{said}” is not given in inks."
        )


def _is_screen_colour(token: Token, declaration: Declaration) -> bool:
    if token.type == "hash":
        return parse_color(token) is not None
    if token.type == "function":
        return token.lower_name in _SCREEN_COLOURS
    if token.type != "ident" or not _takes_colour(declaration.name) or token.lower_value in _COLOURLESS:
        return False
    return parse_color(token, color_schemes=("light",)) is not None


def _inks(token: Token, declaration: Declaration, *, ink_limit: int) -> Iterator[Finding]:
    place, said = declaration.origin.at(token), token.serialize()
    inks = inks_of(iter((token,)))
    if inks is None:
        yield found(
            "layout/press-colour",
            place,
            zh=f"“{said}”读不懂，四色要写四个值。",
            en=f"“{said}” is no colour: four inks are wanted.",
        )
        return
    total = round(100 * sum(inks))
    if total > ink_limit:
        yield found(
            "layout/press-ink-limit",
            place,
            zh=f"“{said}”总墨量 {total}%，上限 {ink_limit}%。",
            en=f"“{said}” has {total} % of ink; the limit is {ink_limit} %.",
        )
    if not declaration.is_custom:
        yield found(
            "layout/press-outside-palette",
            place,
            zh=f"“{said}”不在调色板里。",
            en=f"“{said}” is not in the palette.",
        )


def _gradient(token: Token, declaration: Declaration) -> Iterator[Finding]:
    if token.type == "function" and token.lower_name.endswith("gradient"):
        place = declaration.origin.at(token)
        yield found(
            "layout/press-gradient",
            place,
            zh=f"用了渐变 {token.lower_name}()。",
            en=f"there is a gradient, {token.lower_name}().",
        )


def _unknown(token: Token, declaration: Declaration, properties: Properties) -> Iterator[Finding]:
    if token.type != "function" or token.lower_name != "var" or declaration.is_custom:
        return
    name = variable(token)
    if _takes_colour(declaration.name) and name not in properties and not any(token.arguments[1:]):
        place = declaration.origin.at(token)
        yield found(
            "layout/press-unknown-colour", place, zh=f"没有定义 {name}。", en=f"{name} is not defined."
        )


def _shadow(declaration: Declaration, properties: Properties) -> Iterator[Finding]:
    tokens = list(expanded(declaration.tokens, properties))
    if declaration.name == "text-shadow" and not _is_nothing(tokens):
        yield found(
            "layout/press-shadow",
            declaration.place,
            zh="用了文字阴影 text-shadow。",
            en="there is a text-shadow.",
        )
    if declaration.name == "box-shadow" and any(_blurred(shadow) for shadow in _between_commas(tokens)):
        yield found(
            "layout/press-shadow",
            declaration.place,
            zh="阴影 box-shadow 带模糊。",
            en="the box-shadow is blurred.",
        )


def _blurred(shadow: Sequence[Token]) -> bool:
    lengths = [
        token
        for token in shadow
        if token.type in {"number", "dimension"} or (token.type == "function" and token.lower_name == "calc")
    ]
    return len(lengths) > 2 and (lengths[2].type == "function" or lengths[2].value != 0)


def _border(declaration: Declaration, properties: Properties) -> Iterator[Finding]:
    if not declaration.name.startswith(("border", "outline", "column-rule")):
        return
    for token in expanded(declaration.tokens, properties):
        if token.type == "ident" and token.lower_value in _SHADED:
            yield found(
                "layout/press-border",
                declaration.place,
                zh=f"边框样式 {token.lower_value}。",
                en=f"there is a {token.lower_value} border.",
            )


def _effect(declaration: Declaration) -> Iterator[Finding]:
    name = declaration.name.removeprefix("-webkit-")
    if _is_nothing(declaration.tokens):
        return
    if name == "marks":
        yield found(
            "layout/press-marks",
            declaration.place,
            zh="样式要引擎画标记。",
            en="the style asks the engine for marks.",
        )
    elif name in _EFFECTS or name.startswith("mask-"):
        yield found("layout/press-effect", declaration.place, zh=f"用了 {name}。", en=f"there is {name}.")


def _is_nothing(tokens: Sequence[Token]) -> bool:
    return all(token.type == "ident" and token.lower_value in _NOTHING for token in tokens)


def _between_commas(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    part: list[Token] = []
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _size(declaration: Declaration, properties: Properties) -> float | None:
    """The size of type in points, where it is an absolute length."""
    for token in expanded(declaration.tokens, properties):
        if token.type == "dimension" and token.lower_unit in _POINTS:
            return float(token.value) * _POINTS[token.lower_unit]
        if token.type in {"percentage", "dimension"}:
            return None
    return None
