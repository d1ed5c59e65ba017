"""Where an edition's bytes go: a row for each page, in the words people use for it."""

from __future__ import annotations

from collections.abc import Sequence

from report_pdf.editions.rules import TOO_LARGE
from report_pdf.findings import Finding, Message, Place
from report_pdf.model.edition import Edition, PageWeight

__all__ = ["KINDS", "heaviest", "refusal"]

KINDS = {
    "fonts": Message(zh="字体", en="fonts"),
    "pictures": Message(zh="图片", en="pictures"),
    "text": Message(zh="文字和线条", en="text and lines"),
    "supplements": Message(zh="附件", en="supplements"),
    "structure": Message(zh="结构和目录", en="structure"),
}
_PAGES_NAMED = 3


def heaviest(weights: Sequence[PageWeight]) -> Message:
    """The whole by kind, and the pages that weigh most."""
    sums = {kind: sum(getattr(row, kind) for row in weights) for kind in KINDS}
    order = sorted((kind for kind in sums if sums[kind]), key=lambda kind: -sums[kind])
    pages = sorted((row for row in weights if row.page), key=lambda row: -row.total)[:_PAGES_NAMED]
    return Message(
        zh="、".join(f"{KINDS[kind].zh} {_kb(sums[kind])}" for kind in order)
        + "；最重的页：" + "、".join(f"第 {row.page} 页 {_kb(row.total)}" for row in pages) + "。",
        en=", ".join(f"{KINDS[kind].en} {_kb(sums[kind])}" for kind in order)
        + "; heaviest: " + ", ".join(f"page {row.page} {_kb(row.total)}" for row in pages) + ".",
    )  # fmt: skip


def refusal(edition: Edition, limit: int) -> Finding:
    """Why an edition is not written: what weighs how much."""
    size = _kb(len(edition.data))
    weighs = heaviest(edition.weights)
    return TOO_LARGE.at(
        Place(file=f"{edition.name.value}.pdf"),
        Message(
            zh=f"最轻也有 {size}，超过上限 {_kb(limit)}，没有写出。{weighs.zh}",
            en=f"at its lightest {size}, over the limit of {_kb(limit)}: not written. {weighs.en}",
        ),
        hint=Message(
            zh="调高 max_size，少收附件，或写 too_large: parts 分成几个文件。",
            en="Raise max_size, take fewer supplements, or write too_large: parts for several files.",
        ),
    )


def _kb(size: int) -> str:
    return f"{size / 1000:,.0f} kB"
