"""Characters of picture faces (Symbol, Wingdings), whose codes mean shapes, as the characters Unicode has for them.

Where the house's faces lack a shape the nearest they have stands for it: ■ for a shadowed box, → for a heavy arrow.
"""

from __future__ import annotations

import itertools

__all__ = ["has_table", "symbol"]

_SYMBOL = (
    (0x20, " !∀#∃%&∋()*+,−./0123456789:;<=>?"),
    (0x40, "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
    (0x60, "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}~"),
    (0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
    (0xC0, "ℵ"),
    (0xC4, "⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐↑⇒↓◊〈®©™∑"),
    (0xF1, "〉∫"),
)
_WINGDINGS = (
    (0x20, " "),
    (0x28, "☎"),
    (0x45, "☜☞☝☟"),
    (0x6C, "●○■□□□□◆◆◆◆"),
    (0x81, "①②③④⑤⑥⑦⑧⑨⑩"),
    (0x8C, "①②③④⑤⑥⑦⑧⑨⑩"),
    (0x9E, "·•"),
    (0xA0, "○○○○◎◎"),
    (0xA6, "○▪□"),
    (0xAB, "★"),
    (0xD5, "←→↑▶▶▶"),
    (0xDF, "←→↑↓"),
    (0xE7, "←→↑↓"),
    (0xEF, "←→↑↓"),
    (0xFB, "×√×√"),
)
_WINGDINGS_2 = ((0x4F, "×√×√"), (0x96, "·••••"), (0xA3, "□"))


def _spread(rows: tuple[tuple[int, str], ...]) -> dict[int, str]:
    return dict(itertools.chain.from_iterable(enumerate(row, start) for start, row in rows))


_TABLES = {
    "symbol": _spread(_SYMBOL),
    "wingdings 2": _spread(_WINGDINGS_2),
    "wingdings2": _spread(_WINGDINGS_2),
    "wingdings": _spread(_WINGDINGS),
}


def has_table(face: str) -> bool:
    """Whether plain letters of this face are shapes."""
    return face.strip().lower() in _TABLES


def symbol(face: str, code: int) -> str:
    """The character, empty where none is known. ``code`` may stand in the private area F000 to F0FF (17.3.3.30)."""
    plain = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    table = _TABLES.get(face.strip().lower())
    if table is not None:
        return table.get(plain, "")
    return "" if 0xE000 <= code <= 0xF8FF else chr(code)
