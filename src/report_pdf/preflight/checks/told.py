"""The tags of our own archive edition: do they tell the manuscripts, every paragraph whole and in order?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_pdf.findings import Finding, Message, Rule
from report_pdf.model.issue import Issue
from report_pdf.model.manuscript import Block, all_blocks
from report_pdf.model.plan import EditionName
from report_pdf.pdf import ARCHIVE_CHECKS, PressStandard, check_archive, read_tag_tree
from report_pdf.preflight.beside import stands_beside, told_pieces
from report_pdf.preflight.check import Subject, check


def told_rules(standard: PressStandard) -> tuple[Rule, ...]:
    """The rules of the tags, fidelity to the manuscripts among them."""
    del standard
    return tuple(
        Rule(code=one.id, severity=one.severity, rationale=one.rationale, source=one.source)
        for one in ARCHIVE_CHECKS
    )


@check(
    "preflight/told",
    rationale=Message(
        zh="读屏软件照结构读：读出来的须是稿件，一段不少，次序不变。",
        en="A screen reader follows the structure: what it reads must be the manuscripts, whole and in order.",
    ),
    source="ISO 14289-1, 7.2; Matterhorn Protocol 1.1",
    editions=frozenset({EditionName.ARCHIVE}),
    rules=told_rules,
)
def told(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """Each breach under the id of its own rule."""
    del rule
    ordered, aside = _told(subject.issue) if subject.issue is not None else ((), ())
    for breach in check_archive(read_tag_tree(subject.data), ordered, aside=aside):
        yield Finding(
            code=breach.check.id,
            severity=breach.check.severity,
            message=breach.message,
            place=subject.at(breach.page),
            hint=breach.check.remedy,
        )


def _told(issue: Issue) -> tuple[Sequence[str], Sequence[str]]:
    """What the manuscripts say: what keeps its order, and what may stand anywhere."""
    ordered: list[str] = []
    aside: list[str] = []
    for article in issue.articles:
        ordered += [article.title, *article.lede]
        for index, block in enumerate(article.blocks):
            (aside if stands_beside(article.blocks, index) else ordered).extend(_texts(block))
    return ordered, aside


def _texts(block: Block) -> Iterator[str]:
    for one in (block, *all_blocks(block.inner)):
        yield from told_pieces(one.text)
