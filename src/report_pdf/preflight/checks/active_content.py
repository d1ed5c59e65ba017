"""Nothing in the file runs, opens or sends by itself."""

from __future__ import annotations

from collections.abc import Iterator

from report_pdf.findings import Finding, Message, Rule
from report_pdf.model.plan import EditionName
from report_pdf.preflight.check import Subject, check


@check(
    "preflight/active-content",
    rationale=Message(
        zh="带脚本或启动动作的 PDF 会被邮件网关拦截，也不安全。",
        en="Scripts and launch actions are unsafe, and mail gateways stop files that have them.",
    ),
    source="ISO 32000-2, 12.6.4; ISO 19005-3, 6.5",
    foreign=frozenset({EditionName.ARCHIVE, EditionName.EMAIL}),
)
def active_content(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """JavaScript, launch, submit and the like."""
    for name in subject.particulars.active:
        yield rule.at(
            subject.at(),
            Message(zh=f"文件里有活动内容：{name}。", en=f"the file has active content: {name}."),
        )
