"""What there is to say of a supplement once it is stitched: kept, scaled, flattened, left; each thing once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Protocol

import pikepdf

from report_pdf.findings import Finding, Place
from report_pdf.pdf.destinations import Landing
from report_pdf.pdf.rules import said
from report_pdf.pdf.stitch_remains import remains
from report_pdf.pdf.stitch_tags import Carried

__all__ = [
    "Told",
    "flattened",
    "not_carried",
    "pictured",
    "scaled",
    "stitched",
    "tags_kept",
    "tags_left",
    "taken_off",
    "unplaced_left",
]


class Told(Protocol):
    """What is told of: ``grafting.Source``."""

    place: Place
    pictured: Collection[int]
    flattened: int
    bookmarks: int
    links: int
    facts: dict[int, Any]
    placed: list[tuple[Any, Landing]]

    @property
    def pdf(self) -> pikepdf.Pdf:
        """Open."""

    @property
    def pages(self) -> Sequence[pikepdf.Object]:
        """Of the file."""


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


def unplaced_left(source: Told, fields: int) -> Iterator[Finding]:
    """Fields that stand on no stitched page."""
    if fields and not source.flattened:
        yield said(
            "pdf/field-left",
            source.place,
            zh=f"{fields} 个表单域不在合订的页上，未带入。",
            en=f"{fields} form fields stand on no page that is stitched and were left.",
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


def tags_kept(source: Told, carried: Carried, *, again: bool) -> Iterator[Finding]:
    """What came in of its tags; ``again``: a page of it is stitched twice."""
    yield said(
        "pdf/tags-kept",
        source.place,
        zh=f"结构标签并入正文，共 {carried.elements} 个元素。",
        en=f"its tags are merged into the body's: {carried.elements} elements.",
    )
    if carried.left:
        yield said(
            "pdf/extras-left",
            source.place,
            zh=f"结构标签里的私有项未带入：{'、'.join(carried.left)}。",
            en=f"private keys of its tags were left behind: {', '.join(carried.left)}.",
        )
    if carried.dropped:
        yield said(
            "pdf/tags-left",
            source.place,
            zh=f"{carried.dropped} 个结构元素的内容未合订，没有带入。",
            en=f"{carried.dropped} elements of its tags hold nothing that is stitched and were left.",
        )
    if again:
        yield said(
            "pdf/tags-left",
            source.place,
            zh="同一页合订两次，结构标签只随第一次。",
            en="a page is stitched twice: its tags come with the first copy only.",
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
    extras = list(remains(source.pdf, [source.pages[index] for index in source.facts]))
    if extras:
        yield said(
            "pdf/extras-left",
            place,
            zh=f"未带入：{'、'.join(words.zh for words in extras)}。",
            en=f"left behind: {', '.join(words.en for words in extras)}.",
        )
