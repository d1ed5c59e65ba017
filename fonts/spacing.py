"""Half-em marks and even figures: glyphs and substitutions that upstream's faces lack."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from typing import Any

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

OPENING = "〈《「『【〔〖〘〚〝（［｛｟‘“"
CLOSING = "、。〉》」』】〕〗〙〛〞〟），．］｝｠！：；？’”"
MIDDLE = "·・"


def duplicate(font: TTFont, glyph: str, name: str) -> str:
    """A copy of ``glyph`` called ``name``."""
    font["glyf"][name] = copy.deepcopy(font["glyf"][glyph])
    for table in ("hmtx", "vmtx"):
        if table in font:
            font[table][name] = font[table][glyph]
    return name


def halves(font: TTFont) -> str:
    """Half-em glyphs for the marks, and the rules of ``halt`` and ``chws`` that put them in.

    Upstream moves the em-wide glyphs over each other instead (GPOS). Then a PDF's glyphs overlap, and text extraction
    takes every squeezed mark for the start of a new line; the engine also scales such offsets wrongly.
    """
    opening = [halved(font, mark, shift=-500) for mark in encoded(font, OPENING)]
    middle = [halved(font, mark, shift=-250) for mark in encoded(font, MIDDLE)]
    closing = [halved(font, mark, shift=0) for mark in encoded(font, CLOSING)]
    return f"""
        @opening = [{" ".join(encoded(font, OPENING))}]; @opening_half = [{" ".join(opening)}];
        @middle = [{" ".join(encoded(font, MIDDLE))}]; @middle_half = [{" ".join(middle)}];
        @closing = [{" ".join(encoded(font, CLOSING))}]; @closing_half = [{" ".join(closing)}];
        @blank = [{" ".join(encoded(font, "　"))}];
        lookup halve {{
            sub @opening by @opening_half; sub @middle by @middle_half; sub @closing by @closing_half;
        }} halve;
        feature halt {{ lookup halve; }} halt;
        feature chws {{
            sub @closing' lookup halve [@closing @opening @middle];
            sub [@opening @opening_half @middle @blank] @opening' lookup halve;
        }} chws;
    """


def encoded(font: TTFont, marks: str) -> list[str]:
    """The glyphs of those ``marks`` that the font has."""
    cmap = font.getBestCmap()
    return [cmap[ord(mark)] for mark in marks if ord(mark) in cmap]


def halved(font: TTFont, name: str, *, shift: int) -> str:
    """A copy of an em-wide glyph with the ink moved by ``shift`` into half an em."""
    half = duplicate(font, name, f"{name}.half")
    glyph = font["glyf"][half]
    assert not glyph.isComposite()
    assert font["hmtx"][name][0] == font["head"].unitsPerEm
    glyph.coordinates.translate((shift, 0))
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][half] = (font["head"].unitsPerEm // 2, glyph.xMin)
    return half


def table_figures(font: TTFont) -> str:
    """Rules for figures of one width, where upstream draws them but shows them to some languages only."""
    figures = [font.getBestCmap()[code] for code in range(0x30, 0x3A)]
    if len(_widths(font, figures)) == 1:
        return ""
    sets = [
        even for mapping in _substitutions(font) if all(even := [mapping.get(glyph) for glyph in figures])
    ]
    narrow = [even for even in sets if len(_widths(font, even)) == 1 and max(_widths(font, even)) < 700]
    best = max(narrow, key=lambda even: max(_widths(font, even)))
    return "".join(f"sub {old} by {new};\n" for old, new in zip(figures, best, strict=True))


def _widths(font: TTFont, glyphs: Iterable[str]) -> set[int]:
    return {font["hmtx"][glyph][0] for glyph in glyphs}


def _substitutions(font: TTFont) -> Iterator[dict[str, str]]:
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for subtable in (getattr(table, "ExtSubTable", table) for table in lookup.SubTable):
            if subtable.LookupType == 1:
                yield subtable.mapping


def add_features(font: TTFont, tags: tuple[str, ...], rules: str) -> None:
    """Substitutions beside the ones that are there, in every script and language."""
    scratch = copy.deepcopy(font)
    addOpenTypeFeaturesFromString(scratch, rules, tables=["GSUB"])
    added, table = scratch["GSUB"].table, font["GSUB"].table
    before = len(table.LookupList.Lookup)
    for lookup in added.LookupList.Lookup:
        _renumber(lookup, before)
    table.LookupList.Lookup.extend(added.LookupList.Lookup)
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    for record in {record.FeatureTag: record for record in added.FeatureList.FeatureRecord}.values():
        assert record.FeatureTag in tags
        record.Feature.LookupListIndex = [before + index for index in record.Feature.LookupListIndex]
        _insert(table, record)


def _renumber(table: Any, by: int) -> None:
    """Let contextual lookups go on pointing to the lookups they were added with."""
    if isinstance(table, otTables.SubstLookupRecord):
        table.LookupListIndex += by
    for entry in table.iterSubTables():
        _renumber(entry.value, by)


def _insert(table: Any, record: Any) -> None:
    """Add a feature record in its alphabetic place and to every language system."""
    records = table.FeatureList.FeatureRecord
    place = sum(other.FeatureTag <= record.FeatureTag for other in records)
    records.insert(place, record)
    table.FeatureList.FeatureCount = len(records)
    for script in table.ScriptList.ScriptRecord:
        systems = [script.Script.DefaultLangSys, *(own.LangSys for own in script.Script.LangSysRecord)]
        for system in filter(None, systems):
            moved = [index + (index >= place) for index in system.FeatureIndex]
            system.FeatureIndex = sorted([*moved, place])
            system.FeatureCount = len(system.FeatureIndex)
