"""The colophon as it may be written: a mapping, or a list of mappings and lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from report_pdf.plan.kinds import Kind, refused

__all__ = ["Colophon"]


def _read(value: object) -> tuple[tuple[str, str], ...]:
    return tuple(_pairs(value))


def _pairs(value: object) -> Iterator[tuple[str, str]]:
    match value:
        case dict():
            for label, text in value.items():
                yield str(label), _joined(text)
        case list():
            for item in value:
                yield from _pairs(item)
        case str():
            # A desk writes “主编:张三” with the colon of its language: in a line of text that is no mistake.
            label, colon, text = re.split(r"([\uff1a:]|$)", value, maxsplit=1)
            yield (label.strip(), text.strip()) if colon else ("", value.strip())
        case _:
            pass


def _joined(text: object) -> str:
    """Several names under one label stand in one line."""
    if isinstance(text, list) and all(isinstance(item, str) for item in text):
        return "、".join(text)
    if text is None or isinstance(text, str):
        return (text or "").strip()
    raise refused(
        "版权页一行只能是文字。",
        "a line of the colophon must be text.",
        "如 主编: 张三。",
        "Like “Editor: Zhang San”.",
        rule="wrong-type",
    )


Colophon = Annotated[tuple[tuple[str, str], ...], Kind(_read, {"type": ["object", "array", "string"]})]
