"""A layout looked over before an edition for the press is rendered: all that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from report_pdf.errors import LayoutError
from report_pdf.findings import Finding, Message, Place, Severity
from report_pdf.layout.measures import LayoutFolder
from report_pdf.layout.press_markup import markups
from report_pdf.layout.press_sheets import Block, Origin, Token, blocks
from report_pdf.layout.press_values import judge, judge_block

__all__ = ["lint_for_press"]

_OWN_SHEETS = {"measures.css": "layout.toml"}
"""Sheets the build writes itself, with the file their content comes from; ``issue.css`` comes from none."""


def lint_for_press(
    folder: LayoutFolder, style_sheets: Iterable[tuple[str, str]], *, ink_limit: int
) -> tuple[Finding, ...]:
    """What should be looked at; the sheets are those of the edition and no other's.

    Raises:
        LayoutError: Something cannot be printed; its findings name every place.
    """
    name = f"layouts/{folder.path.name}"
    drawn = list(markups(folder.path, folder.template, name=name))
    found = [*(block for sheet in style_sheets for block in _sheet(*sheet, name=name))]
    found += [block for markup in drawn for block in markup.blocks]
    findings = [
        *(finding for markup in drawn for finding in markup.findings),
        *_judged(found, ink_limit=ink_limit),
    ]
    findings.sort(key=_where)
    errors = tuple(finding for finding in findings if finding.severity is Severity.ERROR)
    if errors:
        raise _refused(name, errors)
    return tuple(findings)


def _sheet(sheet: str, css: str, *, name: str) -> Iterator[Block]:
    if sheet in _OWN_SHEETS:
        return blocks(css, Origin(file=f"{name}/{_OWN_SHEETS[sheet]}", counted=False))
    if sheet == "issue.css":
        return blocks(css, Origin(file=sheet))
    return blocks(css, Origin(file=f"{name}/css/{sheet}"))


def _judged(found: Iterable[Block], *, ink_limit: int) -> Iterator[Finding]:
    known = list(found)
    properties: dict[str, tuple[Token, ...]] = {
        one.name: one.tokens for block in known for one in block.declarations if one.is_custom
    }
    for block in known:
        yield from judge_block(block, properties)
        for declaration in block.declarations:
            yield from judge(declaration, properties, ink_limit=ink_limit)


def _where(finding: Finding) -> tuple[str, int, int]:
    place = finding.place or Place(file="")
    return place.file, place.line or 0, place.column or 0


def _refused(name: str, errors: tuple[Finding, ...]) -> LayoutError:
    return LayoutError(
        Message(
            zh=f"版式有 {len(errors)} 处上不了印刷机。",
            en=f"{len(errors)} things in the layout cannot be printed on a press.",
        ),
        place=Place(file=name),
        hint=Message(
            zh="逐条改正；印刷版之外的版本，样式写进 css/edition-email.css，不在此列。",
            en="Mend each; what is for other editions only belongs into css/edition-email.css, which is not judged.",
        ),
        findings=errors,
    )
