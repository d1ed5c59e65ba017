"""Which structure types stand where (ISO 32000-1, 14.8.4; ISO 14289-1, 7): one table for the room.

What is not of PDF 1.7 (``Aside``, ``Em``, ``Strong``) is mapped to a type that is, and is of PDF 2.0 itself.
"""

from __future__ import annotations

__all__ = ["BLOCK_HOLDERS", "GROUPS", "INLINE", "OLD_ONLY", "ROLES", "STANDARD", "TEXTS", "of_tag"]

# Hold blocks only; text that stands in them directly gets a paragraph.
GROUPS = frozenset({"Document", "Part", "Art", "Sect", "Aside", "BlockQuote", "Div", "NonStruct", "Index"})
# Hold either blocks or text.
BLOCK_HOLDERS = frozenset({"LBody", "TD", "TH", "Caption", "Note", "FENote", "TOCI"})
# Hold text and what runs in it.
TEXTS = frozenset({"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "Title"})
# Run in text.
INLINE = frozenset(
    {
        *("Span", "Em", "Strong", "Quote", "Code", "Link", "Reference", "BibEntry", "Annot", "Sub"),
        *("Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP"),
    }
)

ROLES = {"Aside": "Sect", "Em": "Span", "Strong": "Span", "FENote": "Note", "Title": "P", "Sub": "Span"}
"""Structure types of PDF 2.0 and what they are mapped to in a file of PDF 1.7."""

STANDARD = (
    GROUPS | BLOCK_HOLDERS | TEXTS | INLINE | {"TOC", "L", "LI", "Table", "TR", "THead", "TBody", "TFoot"}
) | {
    "Figure",
    "Formula",
    "Form",
    "Private",
}
"""Every structure type that is written as it is."""

OLD_ONLY = frozenset(
    {"Art", "BlockQuote", "TOC", "TOCI", "Index", "Quote", "Note", "Reference", "BibEntry", "Code"}
)
"""Structure types of PDF 1.7 that PDF 2.0's own namespace does not have."""

_TAGS = {
    "aside": "Aside",
    "nav": "Nav",
    "header": "NonStruct",
    "footer": "NonStruct",
    "figure": "NonStruct",
    "em": "Em",
    "i": "Em",
    "strong": "Strong",
    "b": "Strong",
    "q": "Quote",
    "code": "Code",
    "ruby": "Ruby",
    "rb": "RB",
    "rt": "RT",
    "rp": "RP",
}


def of_tag(tag: str, kind: str) -> str:
    """The type of an HTML element that the engine has none for; else the engine's."""
    return _TAGS.get(tag, kind) if kind == "NonStruct" else kind
