"""Supplements in the tree: a part for each, with its own tags where they hold, else every page one figure with words.

In: the packet, in whose pages supplements are drawn as forms (``grafting``). Out: below the root, where the pages stand,
a ``Part`` with the supplement's title.
"""

from __future__ import annotations

from collections.abc import Mapping

import pikepdf

from report_pdf.findings import Finding, Place
from report_pdf.pdf.archive.adopting import adopted_part
from report_pdf.pdf.archive.facts import ArchiveFacts, SupplementPages
from report_pdf.pdf.archive.nodes import Node, attached_of, marks_of, text_of
from report_pdf.pdf.archive.page_figures import PageFigures
from report_pdf.pdf.archive.rules import remarked
from report_pdf.pdf.archive.tables import head_tables
from report_pdf.pdf.archive.text import Mark, MarkedText

__all__ = ["tag_supplements"]


def tag_supplements(
    pdf: pikepdf.Pdf, root: Node, facts: ArchiveFacts, *, data: bytes, known: Mapping[Mark, MarkedText]
) -> tuple[tuple[str, ...], list[Finding]]:
    """Hangs a part for each supplement into ``root`` where its pages stand; ``data``: the packet, for its texts.

    Returns the keys of those that came with their own tags, and what there is to say.
    """
    figures = PageFigures(pdf, data, known)
    merged: list[str] = []
    findings: list[Finding] = []
    for supplement in facts.supplements:
        part = adopted_part(
            pdf, supplement, lambda node: text_of(node, known), language=facts.closing.language
        )
        if part is not None:
            merged.append(supplement.key)
            findings.append(_merged(supplement, facts.file))
            findings += [_headed(supplement, table, facts.file) for table in head_tables(part, known)]
        else:
            part = Node(kind="Part", title=supplement.title)
            findings += figures.fill(part, supplement, facts)
        part.supplement = supplement.key
        if part.kids:
            root.kids.insert(_place(root, supplement.pages[0] - 1), part)
    return tuple(merged), findings


def _merged(supplement: SupplementPages, file: str) -> Finding:
    return remarked(
        "archive/supplement-merged",
        Place(file=file, page=supplement.pages[0]),
        zh=f"附件《{supplement.title}》的 {len(supplement.pages)} 页连同自己的结构标签并入。",
        en=f"{len(supplement.pages)} pages of “{supplement.title}” came in with their own tags.",
    )


def _headed(supplement: SupplementPages, table: Node, file: str) -> Finding:
    page = next((mark.page + 1 for mark in marks_of(table)), None)
    return remarked(
        "archive/table-headed",
        Place(file=file, page=page),
        zh=f"附件《{supplement.title}》的一个表格没有表头标签，看得出是表头的单元格补上了。",
        en=f"a table of “{supplement.title}” had no header cells; those that show as such are now.",
    )


def _place(root: Node, page: int) -> int:
    """Before the first block that starts on a later page."""
    for at, node in enumerate(root.nodes):
        pages = [mark.page for mark in marks_of(node)] + [attached.page for attached in attached_of(node)]
        if pages and min(pages) > page:
            return at
    return len(root.kids)
