# noqa: INP001 - a script beside what it makes
"""Writes preflight.md from the checks: ``python docs/reference/make_preflight.py``. A test compares the two."""

from __future__ import annotations

from pathlib import Path

from report_pdf.findings import Severity
from report_pdf.pdf import ARCHIVE_CHECKS, PRESS_CHECKS, PressCheck
from report_pdf.preflight import RULES

PAGE = Path(__file__).with_name("preflight.md")

_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "注意", Severity.INFO: "提示", None: "—"}

_HEAD = """\
# preflight：查哪些规则

*由 `python docs/reference/make_preflight.py` 从程序里的检查生成，请勿手改。Generated from the checks in the code.*

`report-pdf preflight FILE.pdf --for print`、`archive`、`email` 用下面的规则检查任一 PDF；`build` 用同一套检查自己的成品。命令和选项见
[命令](commands.md#report-pdf-preflight)。

## 怎样看结论

- 报告从不说“符合”某个标准，只说“所查 n 条规则没有违反”：规则都列在这里，没有列的就没有查。
- **错误**：以 6 退出。**注意**：印得出，但要人看一看。**提示**：只是说明。
- 每条规则写着出处、理由和怎样改；`--json` 的报告里有全部页码和全部规则。
- 外来的文件在子进程里打开，限 30 秒、2 GiB 内存。读不了的以 3 退出，并说出原因；某一项检查中断，就是一个错误（`preflight/check-failed`），
  其他检查照做。

*The report never says that a file conforms: it says that it breaks none of these rules. Errors end with exit code 6, a file that cannot
be read with 3. Foreign files are opened in a child process with 30 s and 2 GiB.*

## 付印 print

出处里 R 开头的编号是 Ghent Workgroup 2022 规范的；ISO 15930-7 是 PDF/X-4。两栏轻重：`--profile sheet` 是 GWG 2022 SheetCMYK CMYK，
`--profile magazine` 是 Magazine Ads CMYK；`build` 用前一种。house rule 是本程序自己的规矩，一般印厂也这样要求。

没有查的：R0006（只许一页）是给单页广告的，一期杂志不适用；R0021 到 R0023、R0025、R0028、R0029、R0036、R0037 在这两种里都不适用。

叠印、反白几条（R0007 到 R0013、R0016、R0018）只管压在别的颜色上面的字和线：白纸上的黑字叠印不叠印都一样。是不是压在颜色上，按各个对象的外框判断。
关掉的图层不印，也不查。

出血看的是真正画出来的：先按外框找出碰到裁切线的图文，再把这一页画成像素，比较裁切线内侧和出血线内侧。只有文字的页不要出血。
墨量是粗算：平涂和 8 位的四色图片算得准，半透明叠加、渐变、专色不算；要准数用 RIP 或 Ghostscript 的 tiffsep 量。
"""


def text() -> str:
    """The whole page."""
    return "\n".join(
        [
            _HEAD,
            _press(),
            _general("存档 archive", _ARCHIVE, "archive"),
            _general("邮寄 email", _EMAIL, "email"),
        ]
    )


def _press() -> str:
    head = "| 代码 | 出处 | 规则 | sheet | magazine | 怎样改 |\n|---|---|---|---|---|---|"
    return "\n".join([head, *map(_press_row, PRESS_CHECKS), ""])


def _press_row(check: PressCheck) -> str:
    cells = (
        f"`{check.id}`",
        check.source,
        f"{check.rationale.zh}<br>{check.rationale.en}",
        _WORDS[check.sheet],
        _WORDS[check.magazine],
        f"{check.remedy.zh}<br>{check.remedy.en}",
    )
    return _row(cells)


_ARCHIVE = """\
先由验证器判：page-validation 总在，veraPDF 装了才有（要 Java，见 `report-pdf doctor`）。判的是文件自己声明的标准
（PDF/A 的哪一级、PDF/UA 的哪一部）；什么都没有声明，就按 PDF/A-3a 和 PDF/UA-1 判。每一条不合都写出条款、页和对象。
再读一遍标签：验证器只数标签，不管它们说的通不通。
"""
_EMAIL = """\
没有 issue.yaml 也说得清的几条。缺标题和语言在这里只是“注意”：没有人答应过。
"""
_PURPOSES = {
    "archive": ("preflight/active-content", "preflight/encrypted", "preflight/page-box", "preflight/claim-broken", "preflight/claim-unproved"),
    "email": (
        "preflight/active-content",
        "preflight/encrypted",
        "preflight/font",
        "preflight/identification",
        "preflight/page-box",
        "preflight/picture-soft",
    ),
}  # fmt: skip


def _general(title: str, words: str, purpose: str) -> str:
    rules = {rule.code: rule for rule in RULES}
    shown = [rules[code] for code in _PURPOSES[purpose]]
    remedies = {check.id: check.remedy for check in ARCHIVE_CHECKS if check.id != "archive/manuscript"}
    if purpose == "archive":
        shown += [rules[code] for code in remedies]
    rows = [
        _row(
            (
                f"`{rule.code}`",
                rule.source,
                f"{rule.rationale.zh}<br>{rule.rationale.en}",
                _WORDS[rule.severity],
                f"{remedies[rule.code].zh}<br>{remedies[rule.code].en}" if rule.code in remedies else "—",
            )
        )
        for rule in shown
    ]
    head = ("| 代码 | 出处 | 规则 | 轻重 | 怎样改 |", "|---|---|---|---|---|")
    return "\n".join([f"## {title}", "", words, *head, *rows, ""])


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
