"""Style sheets taken apart: every declaration with its place (CSS Syntax Level 3, by tinycss2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import tinycss2

from report_pdf.findings import Place

__all__ = ["Block", "Declaration", "Origin", "Token", "blocks", "expanded", "inside", "tokens_of"]

Token: TypeAlias = Any
"""A node of tinycss2, which is untyped."""

_DEEPEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a piece of CSS begins in its file; ``counted`` is False where lines mean nothing to a reader."""

    file: str
    line: int = 1
    column: int = 1
    counted: bool = True

    def at(self, token: Token) -> Place:
        """The place of a token of the piece."""
        if not self.counted:
            return Place(file=self.file)
        first = token.source_line == 1
        return Place(
            file=self.file,
            line=self.line + token.source_line - 1,
            column=token.source_column + (self.column - 1 if first else 0),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """``name: tokens``; an attribute that paints (``fill="…"``) is one too."""

    name: str
    tokens: tuple[Token, ...]
    place: Place
    origin: Origin

    @property
    def is_custom(self) -> bool:
        """It defines a custom property."""
        return self.name.startswith("--")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The declarations between two braces; ``keyword`` of an at-rule, empty for a style rule."""

    keyword: str
    place: Place
    declarations: tuple[Declaration, ...]


def blocks(css: str, origin: Origin, *, inline: bool = False) -> Iterator[Block]:
    """Every block of a style sheet, inner ones too; ``inline``: of a style attribute."""
    if inline:
        yield from _block("", origin.at(_START), tinycss2.parse_blocks_contents(css), origin)
        return
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        yield from _rule(rule, origin)


def tokens_of(value: str) -> tuple[Token, ...]:
    """The tokens of a single value."""
    return tuple(tinycss2.parse_component_value_list(value, skip_comments=True))


def inside(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens and those inside functions and brackets; of ``var()`` only what stands in when it is not defined."""
    for token in tokens:
        yield token
        if token.type == "function":
            yield from inside(_fallback(token) if token.lower_name == "var" else token.arguments)
        elif token.type in {"() block", "[] block", "{} block"}:
            yield from inside(token.content)


def expanded(
    tokens: Iterable[Token], properties: Mapping[str, Sequence[Token]], *, depth: int = 0
) -> Iterator[Token]:
    """The tokens with every ``var()`` replaced by what it stands for; what is not known is left out."""
    for token in tokens:
        if token.type != "function" or token.lower_name != "var":
            yield token
        elif depth < _DEEPEST:
            name = variable(token)
            yield from expanded(properties.get(name, _fallback(token)), properties, depth=depth + 1)


def variable(token: Token) -> str:
    """The name ``var()`` asks for."""
    return next((one.value for one in token.arguments if one.type == "ident"), "")


def _fallback(token: Token) -> list[Token]:
    commas = [at for at, one in enumerate(token.arguments) if one.type == "literal" and one.value == ","]
    return list(token.arguments[commas[0] + 1 :]) if commas else []


def _rule(rule: Token, origin: Origin) -> Iterator[Block]:
    keyword = rule.lower_at_keyword if rule.type == "at-rule" else ""
    if rule.type not in {"at-rule", "qualified-rule"}:
        return  # what the engine cannot read either, it says itself
    content = tinycss2.parse_blocks_contents(rule.content or [])
    yield from _block(keyword, origin.at(rule), content, origin)


def _block(keyword: str, place: Place, content: Sequence[Token], origin: Origin) -> Iterator[Block]:
    declared = tuple(
        Declaration(
            name=node.name if node.name.startswith("--") else node.lower_name,
            tokens=tuple(token for token in node.value if token.type not in {"whitespace", "comment"}),
            place=origin.at(node),
            origin=origin,
        )
        for node in content
        if node.type == "declaration"
    )
    yield Block(keyword=keyword, place=place, declarations=declared)
    for node in content:
        yield from _rule(node, origin)


class _Start:
    source_line = 1
    source_column = 1


_START = _Start()
