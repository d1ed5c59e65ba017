"""Pages that are wrong on purpose, one for each rule, set by the plain engine; and one that is right."""

from __future__ import annotations

import re
from dataclasses import replace

from glyphs import Glyph
from lines import Block

_FILLER = "清早的江面上还有一层薄雾对岸人家升起炊烟船上点着灯岸边是旧埠头风里有桂香夜听雨"


def han(count: int) -> str:
    """So many Han characters."""
    return (_FILLER * 3)[:count]


def _p(*lines: str, style: str = "") -> str:
    return f'<p style="{style}">' + "<br>".join(lines) + "</p>"


def _set(style: str, text: str) -> str:
    return f'<span style="{style}">{text}</span>'


_LAST = han(5) + "。"
_NARROW = '<div style="columns: 2; column-gap: 2em; column-fill: auto; height: 54pt; width: 46em">{}</div>'
RIGHT = _p(han(20), han(22), _LAST)
WRONG = {
    "line_start_prohibited": _p(han(20), "，" + han(21), _LAST),
    "line_end_prohibited": _p(han(19) + "（", han(21) + "）", _LAST),
    "line_start_dash_ellipsis": _p(han(20), "……" + han(20), _LAST),
    "dash_ellipsis_split": _p(han(19) + "—", "—" + han(21), _LAST),
    "number_split": _p(han(19) + "20", "26" + han(20), _LAST),
    "number_symbol_split": _p(han(18) + "12", "%" + han(20), _LAST),
    "number_unit_split": _p(han(18) + "300万", "元" + han(21), _LAST),
    "latin_word_split": _p(han(18) + "man", "ual" + han(20), _LAST),
    "runt_line": _p(han(20), han(22), "好。”"),
    "adjacent_punct_compressed": _p(han(10) + "。”" + han(8), han(22), _LAST),
    "punct_overlap": _p(han(10) + _set("letter-spacing: -.95em", "，") + "、" + han(8), _LAST),
    "line_start_open_trim": _p(han(20), "“" + han(21), _LAST),
    "line_end_punct_half": _p(han(20), han(21) + "，", _LAST),
    "flush_right": _p(han(20), han(21), _LAST),
    "overfull": _p(han(20), _set("white-space: nowrap", han(24))),
    "last_line_not_stretched": _p(han(20), han(22), _set("letter-spacing: .1em", han(10))),
    "loose_line": _p(han(20), _set("letter-spacing: .157em", han(19)), _LAST),
    "squeezed_han": _p(han(20), _set("letter-spacing: -.05em", han(23)), _LAST),
    "uneven_stretch": _p(han(20), han(10) + _set("letter-spacing: .1em", han(10)) + han(1), _LAST),
    "first_line_indent": _p(han(20), _LAST, style="text-indent: 1em"),
    "cjk_latin_gap": _p(han(5) + "GPS" + han(10), _LAST),
    "no_gap_at_punct": _p(han(5) + "，" + _set("margin-left: .25em", "GPS"), _LAST),
    "latin_word_gap": _p(_set("word-spacing: .6em", "Keep dry") + han(5), _LAST),
    "latin_word_spread": _p(han(5) + _set("letter-spacing: .1em", "GPS"), _LAST),
    "quote_full_width": _p(han(5) + "“" + han(3), _LAST),
    "dash_2em_joined": _p(han(5) + "—" + _set("margin-left: .2em", "—") + han(5), _LAST),
    "ellipsis_2em_centred": _p(han(5) + _set("vertical-align: -.4em; line-height: 0", "……"), _LAST),
    "measure_integer_em": _p(han(20), *[_set("letter-spacing: .02em", han(21))] * 4, _LAST),
    "line_grid": _p(han(20), _LAST, style="margin-top: 5pt"),
    "widow_orphan": _NARROW.format(_p(han(20), han(22), han(22), _LAST, style="orphans: 1; widows: 1")),
    "heading_at_bottom": _NARROW.format(
        _p(han(5)) + '<h2 style="break-after: auto">渡口</h2>' + _p(han(20), _LAST)
    ),
    "text_collision": _p(han(5) + _set("letter-spacing: -.7em", han(5)), _LAST),
    "off_page": _p(han(20), _LAST, style="margin-left: -90pt"),
    "text_layer": _p(han(6) + " " + han(6), _LAST),
    "text_layer_poppler": _p(han(12), _LAST),
    "text_layer_mupdf": _p(han(6) + " " + han(6), _LAST),
    "text_layer_pypdf": _p(han(6) + " " + han(6), _LAST),
}
CSS = "section { width: 22em; break-after: page }"
_MEANT = {
    "text_layer": han(6) + han(6) + _LAST,
    "text_layer_mupdf": han(6) + han(6) + _LAST,
    "text_layer_pypdf": han(6) + han(6) + _LAST,
    "text_layer_poppler": han(10) + han(12)[11] + han(12)[10] + _LAST,
}
"""What such a page should have said."""


def pages() -> str:
    """The right page first, then the wrong ones in order."""
    return "".join(f"<section>{page}</section>" for page in (RIGHT, *WRONG.values()))


def narrowed(glyphs: list[Glyph]) -> list[Glyph]:
    """No shipped face has narrow quotation marks: those of that rule's page are made so here."""
    page = list(WRONG).index("quote_full_width") + 2
    return [
        replace(glyph, advance=glyph.advance / 2) if glyph.page == page and glyph.text == "“" else glyph
        for glyph in glyphs
    ]


def blocks() -> list[Block]:
    """What they were set from."""
    found = [Block("paragraph", _bare(RIGHT))]
    for name, page in WRONG.items():
        if name in _MEANT:
            found.append(Block("paragraph", _MEANT[name]))
            continue
        for tag, inner in re.findall(r"<(p|h2)\b[^>]*>(.*?)</\1>", page):
            found.append(Block("heading" if tag == "h2" else "paragraph", _bare(inner)))
    return found


def _bare(markup: str) -> str:
    return re.sub(r"<[^>]+>", "", markup)
