# noqa: INP001 - a script beside what it makes
"""Writes the lists of print findings from the rules: ``python docs/reference/make_print_findings.py``.

They stand in two pages between a pair of marks, the rest of which is written by hand. A test compares.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from report_pdf import imposition, layout
from report_pdf.findings import Message, Rule, Severity
from report_pdf.layout.rules import HINTS
from report_pdf.pdf import PRESS_CHECKS, PRESS_RULES

_DOCS = Path(__file__).resolve().parents[1]
EDITORS = _DOCS / "how-to" / "send-to-the-print-shop.md"
PRINTERS = _DOCS / "reference" / "print-edition.md"

_MARKED = re.compile(r"(<!-- made: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "注意", Severity.INFO: "提示", None: "—"}
_ENGLISH = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note", None: "—"}
# What the build itself did to the pages says what it did; these lines say what an editor does about it.
_REMEDIES = {
    "press/annotation-dropped": "不用管：纸上点不了链接。",
    "press/cmyk-of-other-profile": "不用管；颜色要紧的附件，请来源按本次印刷条件重做。",
    "press/font-not-embedded": "请来源嵌入字体另存；或在 issue.yaml 写 supplement_fonts: picture，把那页转成图片。",
    "press/ink-limited": "不用管；要看颜色，看印厂的打样。",
    "press/no-bleed": "请来源做满出血；或写 missing_bleed: scale（放大）、mirror（镜像边缘）。",
    "press/not-convertible": "看看那一页在签样单上对不对；不对就请来源另存为 PDF/X-4。",
    "press/page-as-picture": "看看那一页在签样单上对不对；文字要清楚，就请来源另存为 PDF/X-4。",
    "press/page-turned": "不用管；想横着看，就请来源做成竖页。",
    "press/spot-converted": "真要专色，写进 issue.yaml 的 editions: {print: {spots: […]}}，并先与印厂约定。",
    "press/spot-not-found": "核对 spots 里的名字；不用专色就删去。",
    "press/text-blackened": "不用管。",
    "press/white-edge": "不用管：那页四边本来是白的。",
}
_ISSUE_FINDINGS = ("blank-pages", "paper-assumed", "spine", "too-thick", "too-thin")


def text(page: Path) -> str:
    """The page with its lists made anew."""

    def made(match: re.Match[str]) -> str:
        return match[1] + "\n".join(_LISTS[match[2]]()) + "\n" + match[3]

    return _MARKED.sub(made, page.read_text("utf-8"))


def _checks_for_editors() -> Iterator[str]:
    yield "| 代码 | 轻重 | 说的是 | 怎么办 |\n|---|---|---|---|"
    for check in sorted(PRESS_CHECKS, key=lambda check: check.id):
        yield _row(
            f"`{check.id}`", _WORDS[check.sheet or check.magazine], check.rationale.zh, check.remedy.zh
        )


def _changes_for_editors() -> Iterator[str]:
    yield "| 代码 | 轻重 | 说的是 | 怎么办 |\n|---|---|---|---|"
    for rule in sorted(PRESS_RULES, key=lambda rule: rule.code):
        yield _row(
            f"`{rule.code}`",
            _WORDS[rule.severity],
            rule.rationale.zh,
            _REMEDIES.get(rule.code, "看说明里的提示。"),
        )


def _layout_for_editors() -> Iterator[str]:
    yield from _rules(layout.RULES, HINTS)


def _binding_for_editors() -> Iterator[str]:
    wanted = {f"imposition/{name}" for name in _ISSUE_FINDINGS}
    yield "| 代码 | 轻重 | 说的是 |\n|---|---|---|"
    for rule in imposition.RULES:
        if rule.code in wanted:
            yield _row(f"`{rule.code}`", _WORDS[rule.severity], rule.rationale.zh)


def _rules(rules: Iterable[Rule], hints: Mapping[str, Message]) -> Iterator[str]:
    yield "| 代码 | 轻重 | 说的是 | 怎么办 |\n|---|---|---|---|"
    for rule in sorted(rules, key=lambda rule: rule.code):
        if rule.code in hints:
            yield _row(f"`{rule.code}`", _WORDS[rule.severity], rule.rationale.zh, hints[rule.code].zh)


def _checks_for_printers() -> Iterator[str]:
    yield "| 规则 check | 依据 source | SheetCMYK | MagazineAds | 内容 what |\n|---|---|---|---|---|"
    for check in PRESS_CHECKS:
        what = f"{check.rationale.zh}<br>{check.rationale.en}"
        yield _row(f"`{check.id}`", check.source, _ENGLISH[check.sheet], _ENGLISH[check.magazine], what)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


_LISTS: Mapping[str, Callable[[], Iterator[str]]] = {
    "checks-for-editors": _checks_for_editors,
    "changes-for-editors": _changes_for_editors,
    "layout-for-editors": _layout_for_editors,
    "binding-for-editors": _binding_for_editors,
    "checks-for-printers": _checks_for_printers,
}

if __name__ == "__main__":
    for page in (EDITORS, PRINTERS):
        page.write_text(text(page), encoding="utf-8")
