"""The file says what it is: title, language, tags; and opens at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from report_pdf.findings import Finding, Message, Rule, Severity
from report_pdf.model.plan import EditionName
from report_pdf.preflight.check import Subject, check


@check(
    "preflight/identification",
    rationale=Message(
        zh="标题、语言和标签让文件能被检索、归档和朗读。",
        en="Title, language and tags let a file be found, filed and read aloud.",
    ),
    source="ISO 32000-2, 14.3, 14.8, 14.9.2; ISO 14289-1, 7.1",
    foreign=frozenset({EditionName.EMAIL}),
)
def identification(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """Title, language, tags, and linearization where promised."""
    facts = subject.particulars
    wanted = {
        ("标题", "title"): bool(facts.title),
        ("语言", "language"): bool(facts.language),
        ("标签", "tags"): facts.tagged or not subject.spec.tagged,
        ("线性化", "linearization"): facts.linearized or not subject.spec.linearized,
    }
    for (zh, en), there in wanted.items():
        if not there:
            found = rule.at(
                subject.at(),
                Message(zh=f"文件没有{zh}。", en=f"the file has no {en}."),
                hint=Message(zh="在原程序的文档属性里补上。", en="Set it in the document's properties."),
            )
            # Nobody promised them of a file from elsewhere.
            yield replace(found, severity=Severity.WARNING) if subject.foreign else found
