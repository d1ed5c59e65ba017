"""An archive opens for everybody, for ever; a mail opens for its reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from report_pdf.findings import Finding, Message, Rule, Severity
from report_pdf.model.plan import EditionName
from report_pdf.preflight.check import Subject, check


@check(
    "preflight/encrypted",
    rationale=Message(
        zh="加密的文件将来没有人能打开；邮件里收件人也可能打不开。",
        en="What is encrypted nobody may be able to open later; in a mail, its reader may not now.",
    ),
    source="ISO 19005-3, 6.1.3",
    editions=frozenset(),
    foreign=frozenset({EditionName.ARCHIVE, EditionName.EMAIL}),
)
def encrypted(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """A warning for mail, where it may be meant."""
    if not subject.received:
        return
    found = rule.at(
        subject.at(),
        Message(zh="文件已加密。", en="the file is encrypted."),
        hint=Message(zh="在原程序中去掉密码后另存。", en="Save it without a password in its program."),
    )
    yield replace(found, severity=Severity.WARNING) if subject.spec.name is EditionName.EMAIL else found
