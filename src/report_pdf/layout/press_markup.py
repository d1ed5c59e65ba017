"""Templates and drawings of a layout: the CSS in them, the colours of their attributes, elements a press refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from report_pdf.findings import Finding, Place
from report_pdf.layout.press_sheets import Block, Declaration, Origin, blocks, tokens_of
from report_pdf.layout.rules import found

__all__ = ["Markup", "markups"]

_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_ASKED = re.compile(r"\{%-?\s*(?:include|extends|import|from)\s(.*?)%\}", re.DOTALL)
_LITERAL = re.compile(r"[\"']([^\"']+)[\"']")
_PAINTING = frozenset({"fill", "flood-color", "lighting-color", "stop-color", "stroke"})
_DRAWN_IN_RGB = frozenset(
    {"button", "fieldset", "hr", "input", "mark", "meter", "progress", "select", "textarea"}
)
_GRADIENTS = frozenset({"conicgradient", "lineargradient", "meshgradient", "radialgradient"})
_EFFECTS = frozenset({"filter", "mask"})


class Markup(HTMLParser):
    """One template or SVG, read: ``blocks`` of CSS and ``findings`` about elements."""

    def __init__(self, text: str, *, file: str) -> None:
        super().__init__(convert_charrefs=False)
        self._file = file
        self._in_style = False
        self.blocks: list[Block] = []
        self.findings: list[Finding] = []
        self.feed(_without_jinja(text))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self._in_style = tag == "style"
        self.findings += _about(tag, self._place())
        for name, value in attrs:
            if name == "style":
                self.blocks += blocks(value or "", self._value(name), inline=True)
            elif name in _PAINTING:
                self.blocks.append(_painting(name, value or "", self._value(name)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content."""
        self.handle_starttag(tag, attrs)
        self._in_style = False

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the parser's signature
        """An element ends."""
        self._in_style = False

    def handle_data(self, data: str) -> None:
        """Text: of interest inside ``<style>``."""
        if self._in_style:
            line, column = self.getpos()
            self.blocks += blocks(data, Origin(file=self._file, line=line, column=column + 1))

    def _place(self) -> Place:
        line, column = self.getpos()
        return Place(file=self._file, line=line, column=column + 1)

    def _value(self, name: str) -> Origin:
        """Where an attribute's value begins."""
        tag = self.get_starttag_text() or ""
        match = re.search(rf"\s{re.escape(name)}\s*=\s*[\"']?", tag, re.IGNORECASE)
        before = tag[: match.end()] if match else ""
        line, column = self.getpos()
        last = before.rpartition("\n")[2]
        column = len(last) if "\n" in before else column + len(before)
        return Origin(file=self._file, line=line + before.count("\n"), column=column + 1)


def markups(folder: Path, template: str, *, name: str) -> Iterator[Markup]:
    """The template with every part it includes, and every drawing in the folder; places begin with ``name``."""
    for path in [*_parts(folder, template), *sorted(folder.rglob("*.svg"))]:
        yield Markup(path.read_text("utf-8"), file=f"{name}/{path.relative_to(folder).as_posix()}")


def _parts(folder: Path, template: str) -> list[Path]:
    """What a page is made of: other templates of the folder (slugs, proofs) do not go to the press."""
    found: list[Path] = []
    waiting = [folder / template]
    while waiting:
        path = waiting.pop()
        if path in found or not path.is_file():
            continue  # what is missing, Jinja says better
        found.append(path)
        for asked in _ASKED.findall(path.read_text("utf-8")):
            waiting += _named(folder, asked)
    return sorted(found)


def _named(folder: Path, asked: str) -> list[Path]:
    """A name that is put together (``"parts/flow-" ~ kind``) may be any that begins so."""
    names = _LITERAL.findall(asked)
    if names and "~" not in asked:
        return [folder / names[0]]
    return (
        [path for path in folder.rglob("*.j2") if path.relative_to(folder).as_posix().startswith(names[0])]
        if names
        else []
    )


def _without_jinja(text: str) -> str:
    """Blanks where Jinja stands, so that every place stays what it was."""
    return _JINJA.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _about(tag: str, place: Place) -> Iterator[Finding]:
    if tag in _DRAWN_IN_RGB:
        yield found("layout/press-element", place, zh=f"用了 <{tag}>。", en=f"there is <{tag}>.")
    elif tag in _GRADIENTS:
        yield found(
            "layout/press-gradient",
            place,
            zh=f"图形里有渐变 <{tag}>。",
            en=f"the drawing has a gradient, <{tag}>.",
        )
    elif tag in _EFFECTS:
        yield found("layout/press-effect", place, zh=f"图形里有 <{tag}>。", en=f"the drawing has <{tag}>.")


def _painting(name: str, value: str, origin: Origin) -> Block:
    place = Place(file=origin.file, line=origin.line, column=origin.column)
    painted = Declaration(name=name, tokens=tokens_of(value), place=place, origin=origin)
    return Block(keyword="", place=place, declarations=(painted,))
