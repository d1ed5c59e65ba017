"""Operators and names of foreign content streams, of which some are no text at all (ISO 32000-1, 7.8.2)."""

from __future__ import annotations

import pikepdf

__all__ = ["Instruction", "first_of", "instructions_of", "mcid_of", "name_of", "operator_of"]

Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


def instructions_of(stream: pikepdf.Object) -> list[Instruction]:
    """A stream's content; nothing where it cannot be read: a validator will say so of what is left of it."""
    try:
        return list(pikepdf.parse_content_stream(stream))
    except (pikepdf.PdfError, UnicodeDecodeError):
        return []


def operator_of(instruction: Instruction) -> str:
    """The operator; nothing for what is none: viewers pass over it."""
    return name_of(instruction.operator)


def first_of(instruction: Instruction) -> object:
    """The first operand; None where it is missing."""
    operands = list(instruction.operands)
    return operands[0] if operands else None


def mcid_of(properties: object) -> int | None:
    """The number that the properties of a marked-content sequence give it."""
    if not isinstance(properties, pikepdf.Dictionary):
        return None
    number: object = properties.get("/MCID")
    return number if isinstance(number, int) and number >= 0 else None


def name_of(thing: object) -> str:
    """A name or an operator as text; nothing where its bytes are none."""
    try:
        return str(thing)
    except UnicodeDecodeError:
        return ""
