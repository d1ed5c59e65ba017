# noqa: INP001 - a script beside what it makes
"""Writes findings.md from every room's RULES: ``python docs/reference/make_findings.py``. A test compares the two."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import report_pdf
from report_pdf.copyedit import EXAMPLES
from report_pdf.copyedit import RULES as COPYEDIT_RULES
from report_pdf.findings import Rule, Severity

PAGE = Path(__file__).with_name("findings.md")
COPYEDIT_PAGE = Path(__file__).parents[1] / "how-to" / "copyedit.md"
_GENERATED = "<!-- 以下由 python docs/reference/make_findings.py 生成 -->\n"

_HEAD = """\
# 检查的代码

*由 `python docs/reference/make_findings.py` 从程序里的规则生成，请勿手改。Generated from the rules in the code.*

每条检查结果都有代码，`preflight.json` 和终端里用的是同一个，以后也不改。轻重：

- **错误** error：不改就没有成品；代码以 `preflight/` 开头的除外，那时成品照样写出，以 6 退出。
- **注意** warning：成品做得出，但要人看一看；`--strict` 时算不合格。
- **提示** info：已经改正或处理，或者只是说明。

`copyedit/` 的代码，和 `manuscript/` 里不是错误的，可以写进 issue.yaml 的 `lint: disable:`，就不再说，`copyedit/` 的也不再改；
也可以只停用一处，见[审校稿件](../how-to/copyedit.md)，那里有每条的前后对照。`report-pdf explain 代码` 说的也是这些。
"""
_ROOMS = {
    "plan": "issue.yaml",
    "manuscript": "读稿 · reading manuscripts",
    "copyedit": "校对 · copy-editing",
    "issue": "整理 · gathering the issue",
    "fonts": "字形 · glyphs",
    "pictures": "照片 · photographs",
    "layout": "版式 · layouts",
    "render": "排版 · rendering",
    "pdf": "附件的内容 · what supplements hold",
    "stitch": "合订 · stitching",
    "editions": "收尾 · closing editions",
    "imposition": "拼版 · imposition",
    "preflight": "成品检查 · preflight",
    "delivery": "交付 · delivery",
}
_WORDS = {Severity.ERROR: "错误 error", Severity.WARNING: "注意 warning", Severity.INFO: "提示 info"}


def text() -> str:
    """The whole page."""
    found = dict(_rules())
    unknown = set(found) - set(_ROOMS)
    if unknown:
        raise SystemExit(f"rooms without a heading here: {sorted(unknown)}")
    sections = [_section(title, found[room]) for room, title in _ROOMS.items() if room in found]
    return "\n".join([_HEAD, *sections])


def _rules() -> Iterator[tuple[str, tuple[Rule, ...]]]:
    for room in pkgutil.iter_modules(report_pdf.__path__):
        if room.ispkg and room.name != "cli":
            rules = getattr(importlib.import_module(f"report_pdf.{room.name}"), "RULES", ())
            if rules:
                yield room.name, tuple(rules)


def _section(title: str, rules: tuple[Rule, ...]) -> str:
    rows = "\n".join(_row(rule) for rule in sorted(rules, key=lambda rule: rule.code))
    return f"## {title}\n\n| 代码 | 轻重 | 为什么 | 依据 |\n|---|---|---|---|\n{rows}\n"


def _row(rule: Rule) -> str:
    why = f"{rule.rationale.zh}<br>{rule.rationale.en}"
    cells = (f"`{rule.code}`", _WORDS[rule.severity], why, rule.source)
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def copyedit_text(page: str) -> str:
    """The how-to page with its table of examples made anew."""
    head = "\n| 代码 | 前 | 后 | 为什么 |\n|---|---|---|---|\n"
    rows = (
        _example(rule) for rule in sorted(COPYEDIT_RULES, key=lambda rule: rule.code) if rule.code in EXAMPLES
    )
    return page.partition(_GENERATED)[0] + _GENERATED + head + "\n".join(rows) + "\n"


def _example(rule: Rule) -> str:
    example = EXAMPLES[rule.code]
    shown = [_lines(text) for text in (example.before, example.after)]
    return f"| `{rule.code.partition('/')[2]}` | {shown[0]} | {shown[1]} | {rule.rationale.zh} |"


def _lines(text: str) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    return "<br>".join(f"`{line}`" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
    COPYEDIT_PAGE.write_text(copyedit_text(COPYEDIT_PAGE.read_text(encoding="utf-8")), encoding="utf-8")
