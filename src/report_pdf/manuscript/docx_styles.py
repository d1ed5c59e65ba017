"""What a paragraph's or a run's style says: heading level, list, bold, hidden (ISO/IEC 29500-1, 17.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from report_pdf.manuscript.docx_package import Element, qn

__all__ = ["ParagraphLook", "Styles", "switched_on"]

_HEADING = re.compile(r"(?:heading|标题|標題)\s*(?P<level>[1-9])", re.IGNORECASE)
_TITLES = frozenset({"title", "标题", "文章标题", "大标题"})
_SUBTITLES = frozenset({"subtitle", "副标题", "副题"})
_CAPTIONS = frozenset({"caption", "题注", "图说", "图注"})
_CONTENTS = re.compile(r"(?:toc|目录|wpsoffice手动目录)\s*\d|toc heading|目录标题", re.IGNORECASE)
_DEFAULTS = f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"
_QUOTES = frozenset({"quote", "intense quote", "引用", "明显引用", "引文"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphLook:
    """``role``: title, subtitle, caption, contents, quote or empty. ``numbering``: (numId, level) or None.

    ``aside``: it stands at the right, as a date or a signature does. ``goes_on``: its end is deleted, or it is the initial of the next one: both are one paragraph.
    """

    role: str = ""
    level: int = 0
    numbering: tuple[str, int] | None = None
    centred: bool = False
    aside: bool = False
    goes_on: bool = False
    new_page: bool = False


def switched_on(properties: Element | None, name: str) -> bool | None:
    """A property that is there is on unless it says otherwise; None: it is not there (17.3.2)."""
    found = properties.find(qn(name)) if properties is not None else None
    if found is None:
        return None
    return found.get(qn("w:val"), "1") not in {"0", "false", "off"}


class Styles:
    """The styles part, by id."""

    def __init__(self, root: Element | None) -> None:
        found = root.findall(qn("w:style")) if root is not None else []
        self._styles = {style.get(qn("w:styleId")): style for style in found}
        self._usual = next(
            (s.get(qn("w:styleId")) for s in found if _is_default(s)),
            None,
        )
        self._defaults = root.find(_DEFAULTS) if root is not None else None
        self.run_switch = cache(self._run_switch)
        self._run_value = cache(self._find_run_value)

    def look(self, paragraph: Element) -> ParagraphLook:
        """The paragraph's, its own properties before its style's."""
        own = paragraph.find(qn("w:pPr"))
        chain = list(self._chain(_value(own, "w:pStyle")))
        levels = (_outline(own), *(self._level(style) for style in chain))
        names = [_name(style) for style in chain]
        return ParagraphLook(
            role=_role(names),
            level=next((level for level in levels if level is not None), 0),
            numbering=_numbering(own) or self._style_numbering(own, chain),
            centred=self._aligned(own, chain) == "center",
            aside=self._aligned(own, chain) in {"right", "end"},
            goes_on=_goes_on(own),
            new_page=bool(switched_on(own, "w:pageBreakBefore")),
        )

    def _aligned(self, own: Element | None, chain: list[Element]) -> str:
        said = (_value(p, "w:jc") for p in (own, *(style.find(qn("w:pPr")) for style in chain)))
        return next(filter(None, said), "")

    def _style_numbering(self, own: Element | None, chain: list[Element]) -> tuple[str, int] | None:
        """The style's list; a paragraph may say its level in it alone."""
        found = next((one for style in chain if (one := _numbering(style.find(qn("w:pPr"))))), None)
        level = _value(own.find(qn("w:numPr")), "w:ilvl") if found and own is not None else None
        return (found[0], int(level)) if found and level and level.isdecimal() else found

    def _level(self, style: Element) -> int | None:
        found = _HEADING.fullmatch(_name(style))
        return int(found["level"]) if found else _outline(style.find(qn("w:pPr")))

    def size(self, properties: Element | None, paragraph_style: str | None) -> int:
        """Of a run, in half-points (17.3.2.38); 0: nothing says."""
        size = self._of_run(properties, paragraph_style, "w:sz", "w:val")
        return int(size) if size.isdecimal() else 0

    def face(self, properties: Element | None, paragraph_style: str | None) -> str:
        """The face of a run's Chinese, empty where only a theme says (17.3.2.26)."""
        return self._of_run(properties, paragraph_style, "w:rFonts", "w:eastAsia")

    def _of_run(self, properties: Element | None, paragraph_style: str | None, name: str, key: str) -> str:
        """Its own value, its character style's, its paragraph style's, the usual one's, the default."""
        found = properties.find(qn(name)) if properties is not None else None
        own = found.get(qn(key)) if found is not None else None
        return own or (
            self._run_value(_value(properties, "w:rStyle"), name, key)
            or self._run_value(paragraph_style or self._usual, name, key)
            or _attribute(self._defaults, name, key)
        )

    def _find_run_value(self, style_id: str | None, name: str, key: str) -> str:
        values = (_attribute(style.find(qn("w:rPr")), name, key) for style in self._chain(style_id))
        return next(filter(None, values), "")

    def _run_switch(self, style_id: str | None, name: str) -> bool | None:
        """Whether a style, or one it is based on, switches ``name`` on; None: none says."""
        switches = (switched_on(style.find(qn("w:rPr")), name) for style in self._chain(style_id))
        return next((on for on in switches if on is not None), None)

    def _chain(self, style_id: str | None) -> Iterator[Element]:
        """The style and those it is based on; a circle ends."""
        seen: set[str] = set()
        while style_id and style_id not in seen and style_id in self._styles:
            seen.add(style_id)
            yield self._styles[style_id]
            based = self._styles[style_id].find(qn("w:basedOn"))
            style_id = based.get(qn("w:val")) if based is not None else None


def _is_default(style: Element) -> bool:
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in {"1", "true", "on"}


def _attribute(properties: Element | None, name: str, key: str) -> str:
    found = properties.find(qn(name)) if properties is not None else None
    return str(found.get(qn(key), "")) if found is not None else ""


def _name(style: Element) -> str:
    found = style.find(qn("w:name"))
    return str(found.get(qn("w:val"), "")).strip() if found is not None else ""


def _value(properties: Element | None, name: str) -> str | None:
    found = properties.find(qn(name)) if properties is not None else None
    return found.get(qn("w:val")) if found is not None else None


def _goes_on(properties: Element | None) -> bool:
    """A deleted paragraph mark (17.13.5.15), a dropped initial (17.3.1.11)."""
    mark = properties.find(qn("w:rPr")) if properties is not None else None
    if mark is not None and (mark.find(qn("w:del")) is not None or mark.find(qn("w:moveFrom")) is not None):
        return True
    return _attribute(properties, "w:framePr", "w:dropCap") in {"drop", "margin"}


def _outline(properties: Element | None) -> int | None:
    """17.3.1.20: 0 to 8 are headings, 9 is text; None: nothing is said."""
    value = _value(properties, "w:outlineLvl")
    if value is None or not value.isdecimal():
        return None
    return int(value) + 1 if int(value) < 9 else 0


def _numbering(properties: Element | None) -> tuple[str, int] | None:
    found = properties.find(qn("w:numPr")) if properties is not None else None
    number = _value(found, "w:numId")
    level = _value(found, "w:ilvl") or "0"
    return (number, int(level)) if number and level.isdecimal() else None


def _role(names: list[str]) -> str:
    for name in (one.lower() for one in names):
        if name in _TITLES:
            return "title"
        if name in _SUBTITLES:
            return "subtitle"
        if name in _CAPTIONS:
            return "caption"
        if name in _QUOTES:
            return "quote"
        if _CONTENTS.match(name):
            return "contents"
    return ""
