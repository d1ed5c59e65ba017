"""The tags of a file from elsewhere, read as somebody reads who sees only them."""

from __future__ import annotations

from collections.abc import Iterator

from report_pdf.findings import Finding, Message, Rule
from report_pdf.model.plan import EditionName
from report_pdf.pdf import ARCHIVE_CHECKS, PressStandard, check_archive, read_tag_tree
from report_pdf.preflight.check import Subject, check

_NOT_HERE = frozenset({"archive/manuscript"})
"""It compares with a manuscript that a file from elsewhere has not."""


def structure_rules(standard: PressStandard) -> tuple[Rule, ...]:
    """The rules of the tags."""
    del standard
    return tuple(
        Rule(code=one.id, severity=one.severity, rationale=one.rationale, source=one.source)
        for one in ARCHIVE_CHECKS
        if one.id not in _NOT_HERE
    )


@check(
    "preflight/structure",
    rationale=Message(
        zh="验证器数标签，这里读标签：标题、列表、图、表说的是不是同一件事。",
        en="Validators count tags; this reads them: do headings, lists, figures and tables tell the same story?",
    ),
    source="Matterhorn Protocol 1.1; ISO 14289-1",
    editions=frozenset(),
    foreign=frozenset({EditionName.ARCHIVE}),
    rules=structure_rules,
)
def structure(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """Each breach under the id of its own rule."""
    del rule
    for breach in check_archive(read_tag_tree(subject.data)):
        yield Finding(
            code=breach.check.id,
            severity=breach.check.severity,
            message=breach.message,
            place=subject.at(breach.page),
            hint=breach.check.remedy,
        )
