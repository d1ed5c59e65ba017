"""What reading a list of recipients finds."""

from __future__ import annotations

from typing import Final

from report_pdf.findings import Message, Rule, Severity

__all__ = ["BAD_CELL", "BAD_NUMBER", "BAD_RULE", "BAD_SUPPLEMENT", "NO_COLUMN", "NO_NAME", "RECIPIENT_RULES"]

_SOURCE = "docs/how-to/personal-packets.md"


def _rule(code: str, zh: str, en: str, severity: Severity = Severity.ERROR) -> Rule:
    return Rule(code=code, severity=severity, rationale=Message(zh=zh, en=en), source=_SOURCE)


NO_COLUMN = _rule(
    "plan/recipient-column",
    "名单要有“姓名”一列，同一列不能有两个。",
    "A list has a column of names, and each column once.",
)
NO_NAME = _rule("plan/recipient-name", "每份资料印着一个人的姓名。", "Every packet bears somebody's name.")
BAD_NUMBER = _rule(
    "plan/recipient-number",
    "编号是文件名，也是追查的依据，不能重复。",
    "The number names files and traces copies: it is there once.",
)
BAD_SUPPLEMENT = _rule(
    "plan/recipient-supplement",
    "附件要是本期邮件版里有的。",
    "Supplements are those of this issue's email edition.",
)
BAD_RULE = _rule(
    "plan/packet-rule",
    "规则是列与文字、数字的比较，用“且、或、非”相连。",
    "A rule compares columns with text or numbers, joined by and, or, not.",
)
BAD_CELL = _rule("plan/recipient-cell", "这一格写得不对。", "A cell that cannot be what its column says.")
RECIPIENT_RULES: Final = (NO_COLUMN, NO_NAME, BAD_NUMBER, BAD_SUPPLEMENT, BAD_RULE, BAD_CELL)
