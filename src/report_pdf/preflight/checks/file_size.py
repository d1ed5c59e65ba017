"""The email edition within the size the issue names."""

from __future__ import annotations

from collections.abc import Iterator

from report_pdf.findings import Finding, Message, Rule
from report_pdf.model.plan import EditionName
from report_pdf.preflight.check import Subject, check


@check(
    "preflight/file-size",
    rationale=Message(
        zh="超过大小上限的附件会被邮件系统退回。",
        en="A file over the limit is refused by mail systems on the way.",
    ),
    source="issue.yaml, editions.email.max_size",
    editions=frozenset({EditionName.EMAIL}),
)
def file_size(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """Bytes against ``max_size``."""
    limit = subject.spec.max_size
    if limit is not None and len(subject.data) > limit:
        size = f"{len(subject.data) / 1e6:.2f} MB"
        yield rule.at(
            subject.at(),
            Message(
                zh=f"文件 {size}，超过上限 {limit / 1e6:.2f} MB。",
                en=f"{size} is over the limit of {limit / 1e6:.2f} MB.",
            ),
            hint=Message(
                zh="调高 max_size，减少照片，或只附一部分附件。",
                en="Raise max_size, take fewer photographs, or fewer supplements.",
            ),
        )
