"""What validators do not see in a tagged file: would a reader who follows its structure be told the same story?

In: a structure tree as plain data (``tag_tree``) and, where known, the manuscript's paragraphs in order. Out: breaches.
Validators count tags; these checks read them (Matterhorn Protocol 1.1, the checkpoints left to a human).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from report_pdf.findings import Message, Severity
from report_pdf.pdf.archive import check_order as order
from report_pdf.pdf.archive import check_text as texts
from report_pdf.pdf.archive import check_tree as checks
from report_pdf.pdf.archive.check_remedies import REMEDIES
from report_pdf.pdf.archive.check_tree import Said, Subject
from report_pdf.pdf.archive.tag_tree import TagNode, TagTree

__all__ = ["ARCHIVE_CHECKS", "ArchiveBreach", "ArchiveCheck", "check_archive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveCheck:
    """A rule: its id, where it comes from, how much it weighs, what to do where it is broken."""

    id: str
    source: str
    severity: Severity
    rationale: Message
    remedy: Message
    run: Callable[[Subject], Iterator[Said]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveBreach:
    """A rule broken: where and how. ``page`` None: the file as a whole."""

    check: ArchiveCheck
    page: int | None
    message: Message


def check_archive(
    tree: TagTree, paragraphs: Sequence[str] = (), *, aside: Sequence[str] = ()
) -> tuple[ArchiveBreach, ...]:
    """Every breach in a finished file's structure.

    Args:
        tree: Of the file.
        paragraphs: The manuscript's, in order.
        aside: What of it may stand anywhere: notes, boxes, captions.
    """
    root = tree.root or TagNode(kind="Document")
    subject = Subject(tree=tree, root=root, paragraphs=tuple(paragraphs), aside=tuple(aside))
    return tuple(
        ArchiveBreach(check=check, page=page, message=Message(zh=zh, en=en))
        for check in ARCHIVE_CHECKS
        if tree.root is not None or check.id == "archive/no-structure"
        for page, zh, en in check.run(subject)
    )


_E, _W = Severity.ERROR, Severity.WARNING
_Run = Callable[[Subject], Iterator[Said]]

# id, source, weight, what it is for (zh, en), how.
_TABLE: tuple[tuple[str, str, Severity, str, str, _Run], ...] = (
    ("no-structure", "ISO 14289-1 7.1", _E, "须有结构标签。", "The file is tagged.", checks.no_structure),
    ("no-language", "ISO 14289-1 7.2", _E, "须声明语言。", "The file says its language.", checks.no_language),
    (
        "info-differs",
        "ISO 19005-1 6.7.3",
        _W,
        "文档信息与 XMP 一致。",
        "Info and XMP say the same.",
        checks.info_differs,
    ),
    (
        "stray-text",
        "Matterhorn 01-006",
        _E,
        "文字都在结构里。",
        "All text is in the tree.",
        checks.stray_text,
    ),
    (
        "wrong-parent",
        "ISO 32000-1 14.7.4.4",
        _E,
        "内容认得上级。",
        "Content knows its parent.",
        checks.wrong_parent,
    ),
    (
        "loose-annotation",
        "ISO 14289-1 7.18",
        _E,
        "链接都在结构里。",
        "Links are in the tree.",
        checks.loose_annotation,
    ),
    ("heading-order", "Matterhorn 14-003", _E, "标题逐级。", "Headings skip no level.", checks.heading_order),
    (
        "list-shape",
        "ISO 14289-1 7.6",
        _E,
        "列表有项有正文。",
        "Lists have items with bodies.",
        checks.list_shape,
    ),
    (
        "figure-box",
        "Matterhorn 13-004",
        _E,
        "图说明位置。",
        "Figures say where they stand.",
        checks.figure_box,
    ),
    (
        "alt-says-nothing",
        "Matterhorn 13-008",
        _W,
        "替代文字要有内容。",
        "Alternative texts say something.",
        checks.empty_alt,
    ),
    (
        "alt-repeated",
        "Matterhorn 13-008",
        _W,
        "各图的替代文字不同。",
        "Each figure has its own words.",
        checks.repeated_alt,
    ),
    (
        "running-head",
        "Matterhorn 01-003",
        _E,
        "书眉页码不算正文。",
        "Running heads are no text.",
        checks.running_head,
    ),
    (
        "table-headers",
        "Matterhorn 15-003",
        _E,
        "表头说明管什么。",
        "Header cells say what they head.",
        checks.table_headers,
    ),
    (
        "headless-table",
        "ISO 14289-1 7.5",
        _W,
        "表格有表头。",
        "Tables have header cells.",
        checks.headless_table,
    ),
    (
        "link-words",
        "ISO 14289-1 7.18.5",
        _W,
        "链接用话说明通到哪里。",
        "Links say in words where they lead.",
        texts.link_words,
    ),
    (
        "foreign-language",
        "ISO 14289-1 7.2",
        _W,
        "外文段落声明自己的语言。",
        "Passages in another language say so.",
        texts.foreign_language,
    ),
    (
        "hidden-text",
        "Matterhorn 01-001",
        _W,
        "正文不当作装饰。",
        "No text of its own is an artifact.",
        texts.hidden_text,
    ),
    (
        "page-order",
        "Matterhorn 09-001",
        _E,
        "读的次序不往回翻页。",
        "Reading on does not leaf back.",
        texts.page_order,
    ),
    (
        "sight-order",
        "Matterhorn 09-001",
        _W,
        "同一栏里先上后下读。",
        "In a column, what stands above is read first.",
        order.sight_order,
    ),
    ("no-headings", "Matterhorn 06-001", _W, "长文有标题。", "Long files have headings.", texts.no_headings),
    (
        "list-as-text",
        "Matterhorn 16-001",
        _W,
        "列表不写成段落。",
        "Lists are tagged as lists.",
        texts.list_as_text,
    ),
    (
        "manuscript",
        "ISO 14289-1 7.2",
        _E,
        "稿件逐段完整、次序不变。",
        "Every paragraph is whole, in order.",
        texts.manuscript,
    ),
)

ARCHIVE_CHECKS: tuple[ArchiveCheck, ...] = tuple(
    ArchiveCheck(
        id=f"archive/{name}",
        source=source,
        severity=severity,
        rationale=Message(zh=zh, en=en),
        remedy=REMEDIES[name],
        run=run,
    )
    for name, source, severity, zh, en, run in _TABLE
)
