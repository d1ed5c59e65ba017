"""What there is to say of a supplement once it is stitched: kept, scaled, flattened, left; each thing once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Protocol

import pikepdf

from report_pdf.findings import Finding, Place
from report_pdf.pdf.destinations import Landing
from report_pdf.pdf.rules import said
from report_pdf.pdf.stitch_remains import remains

__all__ = ["Told", "flattened", "not_carried", "pictured", "scaled", "stitched", "tags_left", "taken_off"]


class Told(Protocol):
    """What is told of: ``grafting.Source``."""

    pdf: pikepdf.Pdf
    place: Place
    pictured: Collection[int]
    flattened: int
    bookmarks: int
    links: int
    facts: dict[int, Any]
    placed: list[tuple[Any, Landing]]


def taken_off(place: Place, *, links: int, fields: int) -> Iterator[Finding]:
    """Links and fields that stay behind with a page."""
    if links:
        yield said(
            "pdf/link-left",
            place,
            zh=f"{links} 个链接的目标不在合订的页内，已去掉。",
            en=f"{links} links lead to nothing that is stitched and were taken off.",
        )
    if fields:
        yield said(
            "pdf/field-left",
            place,
            zh=f"此页再次合订，{fields} 个表单域未随之带入。",
            en=f"this page is stitched again: {fields} form fields come with the first copy only.",
        )


def scaled(source: Told) -> Iterator[Finding]:
    """How far pages were scaled."""
    scales = [landing.onto.a for _, landing in source.placed if abs(landing.onto.a - 1) >= 0.001]
    if scales:
        low, high = f"{min(scales):.0%}", f"{max(scales):.0%}"
        range_ = low if low == high else f"{low}–{high}"
        yield said(
            "pdf/scaled",
            source.place,
            zh=f"{len(scales)} 页缩放为 {range_}。",
            en=f"{len(scales)} pages are scaled to {range_}.",
        )


def flattened(source: Told) -> Iterator[Finding]:
    """Fields that are part of the page now."""
    if source.flattened:
        yield said(
            "pdf/fields-flattened",
            source.place,
            zh=f"{source.flattened} 个表单域按所选画进页面，不能再填写。",
            en=f"{source.flattened} form fields are drawn into their pages, as was chosen; they cannot be filled in.",
        )


def pictured(source: Told) -> Iterator[Finding]:
    """Pages that went in as pictures."""
    if source.pictured:
        pages = sorted(page + 1 for page in source.pictured)
        yield said(
            "pdf/page-as-picture",
            source.place,
            zh=f"第 {'、'.join(map(str, pages))} 页合订后会变样，已按原样转成图片。",
            en=f"page {', '.join(map(str, pages))} would not have looked the same and went in as a picture.",
        )


def stitched(source: Told, *, fields: int) -> Finding:
    """What of it is in, and where."""
    pages = [landing.page + 1 for _, landing in source.placed]
    where = f"{pages[0]}–{pages[-1]}" if len(pages) > 1 else f"{pages[0]}"
    return said(
        "pdf/stitched",
        source.place,
        zh=f"合订为第 {where} 页：{len(pages)} 页，书签 {source.bookmarks}，链接 {source.links}，表单域 {fields}。",
        en=f"stitched as page {where}: {len(pages)} pages, {source.bookmarks} bookmarks, {source.links} links, "
        f"{fields} form fields.",
    )


def tags_left(source: Told) -> Iterator[Finding]:
    """Its tags stay behind."""
    if "/StructTreeRoot" in source.pdf.Root:
        yield said(
            "pdf/tags-left",
            source.place,
            zh="结构标签未并入正文。",
            en="its tags are not merged into the body's.",
        )


def not_carried(source: Told, signatures: int) -> Iterator[Finding]:
    """What stays behind, each once."""
    root, place = source.pdf.Root, source.place
    if signatures:
        yield said(
            "pdf/signature-void",
            place,
            zh=f"{signatures} 个电子签名随合订失效。",
            en=f"{signatures} digital signatures end with stitching.",
        )
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        yield said("pdf/xfa-left", place, zh="XFA 表单未带入。", en="its XFA form was left.")
    extras = list(remains(source.pdf, [source.pdf.pages[index].obj for index in source.facts]))
    if extras:
        yield said(
            "pdf/extras-left",
            place,
            zh=f"未带入：{'、'.join(words.zh for words in extras)}。",
            en=f"left behind: {', '.join(words.en for words in extras)}.",
        )
