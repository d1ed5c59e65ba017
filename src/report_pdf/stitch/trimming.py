"""Supplements on sheets that are all cut to one size: trimmed, turned, bled; and what is said of each page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from report_pdf.child import ChildCrashed, ChildLimits, ChildTimedOut, run
from report_pdf.errors import SupplementError
from report_pdf.findings import Finding, Message, Place
from report_pdf.model.plan import PressPlan
from report_pdf.pdf import Insert, MissingBleed, PressLeaf, Rectangle, ready_leaves, remarked

__all__ = ["trimmed"]

_MM = 72 / 25.4
_LIMITS = ChildLimits(wall_seconds=180, cpu_seconds=120, memory_bytes=4 << 30)


def trimmed(
    insert: Insert, faces: Sequence[Rectangle], press: PressPlan, *, copy_to: Path
) -> tuple[Insert, tuple[Finding, ...]]:
    """The insert with its pages ready for the sheet; leaves with a box of their own stay as they are.

    Raises:
        SupplementError: The supplement cannot be read within the limits.
    """
    pages = [(leaf.source, faces[leaf.page]) for leaf in insert.leaves]
    if any(leaf.box is not None for leaf in insert.leaves):
        return insert, ()
    try:
        made = run(
            _LIMITS,
            ready_leaves,
            insert.path,
            pages,
            bleed_pt=press.bleed_mm * _MM,
            missing=MissingBleed(press.missing_bleed),
            copy_to=copy_to,
        )
    except (ChildCrashed, ChildTimedOut, MemoryError, RuntimeError) as error:
        raise _too_heavy(insert.name) from error
    leaves = tuple(replace(leaf, box=ready.box) for leaf, ready in zip(insert.leaves, made, strict=True))
    numbered = [(leaf.source + 1, ready) for leaf, ready in zip(insert.leaves, made, strict=True)]
    return replace(insert, path=copy_to, leaves=leaves), tuple(_said(insert.name, numbered))


def _said(name: str, pages: Sequence[tuple[int, PressLeaf]]) -> Iterator[Finding]:
    turned = sorted({page for page, leaf in pages if leaf.turned})
    if turned:
        yield remarked(
            "press/page-turned",
            Place(file=name, page=turned[0] if len(turned) == 1 else None),
            zh=f"横页已转 90°（顶左底右）：第 {_list(turned)} 页。",
            en=f"landscape pages are turned by 90°, heads to the left: {_list(turned)}.",
        )
    white = sorted({page for page, leaf in pages if leaf.bleed == "white"})
    if white:
        yield remarked(
            "press/white-edge",
            Place(file=name, page=white[0] if len(white) == 1 else None),
            zh=f"没有出血，四边是白的，裁切线外留白：第 {_list(white)} 页。",
            en=f"without bleed, with white edges, white outside the trim: {_list(white)}.",
        )
    for page, leaf in dict(pages).items():
        if leaf.bleed in _BLEEDS:
            words = _BLEEDS[leaf.bleed]
            yield remarked(
                "press/no-bleed",
                Place(file=name, page=page),
                zh=words.zh.format(leaf=leaf),
                en=words.en.format(leaf=leaf),
                hint=_HINTS[leaf.bleed],
            )


_BLEEDS = {
    "missing": Message(
        zh="图文到了纸边，却没有出血：裁切线外是白纸。",
        en="artwork reaches the edge of the page, but there is no bleed: outside the trim is white paper.",
    ),
    "scaled": Message(
        zh="图文到了纸边，却没有出血：放大为 {leaf.scale:.1%}，盖住出血，每边最多裁去 {leaf.lost_mm:.1f} 毫米。",
        en="artwork reaches the edge, but there is no bleed: it was scaled to {leaf.scale:.1%} to cover it; up to "
        "{leaf.lost_mm:.1f} mm are cut off on a side.",
    ),
    "mirrored": Message(
        zh="图文到了纸边，却没有出血：裁切线外用边缘的镜像补足。",
        en="artwork reaches the edge, but there is no bleed: its edges are mirrored outside the trim.",
    ),
}
_HINT_ASK = Message(
    zh="最好请供稿方重新导出带 3 毫米出血的 PDF；或写 editions.print.missing_bleed: scale（放大）、mirror（镜像边缘）。",
    en="Better ask for a PDF with 3 mm of bleed; or write editions.print.missing_bleed: scale or mirror.",
)
_HINT_LOOK = Message(
    zh="请看打样：四边有没有裁掉、补错的内容。",
    en="Look at the proof: is anything cut off or repeated wrongly?",
)
_HINTS = {"missing": _HINT_ASK, "scaled": _HINT_LOOK, "mirrored": _HINT_LOOK}


def _list(pages: Sequence[int]) -> str:
    """1, 2, 3, 5 → 1–3, 5."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def _too_heavy(name: str) -> SupplementError:
    return SupplementError(
        Message(
            zh=f"准备附件“{name}”的印刷页面时超出时间或内存限制。",
            en=f"making the supplement “{name}” ready for print went beyond the limits of time or memory.",
        ),
        place=Place(file=name),
        hint=Message(zh="请另存该 PDF，或拆成几份。", en="Save the PDF anew, or split it."),
    )
