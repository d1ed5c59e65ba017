"""Names of foreign files: PDF wants UTF-8 in them (ISO 32000-2 7.3.5), Chinese programs of old wrote GBK."""

from __future__ import annotations

import re

import pikepdf

__all__ = ["name_of"]

_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")


def name_of(value: object) -> str:
    """A name or operator with its slash, whatever its bytes mean."""
    try:
        return str(value)
    except UnicodeDecodeError:
        if not isinstance(value, pikepdf.Object):
            raise
        raw = _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), value.unparse())
        return raw.decode("gb18030", "replace")
