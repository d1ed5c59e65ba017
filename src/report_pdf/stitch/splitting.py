"""A packet too large for one mail in several files: each named, each with bookmarks that say which part has what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from report_pdf.child import scratch
from report_pdf.errors import SupplementError
from report_pdf.findings import Finding, Message, Place
from report_pdf.pdf import (
    Hearing,
    PageTooLarge,
    PartLimit,
    PartMade,
    PartPages,
    cut_points,
    make_parts,
)
from report_pdf.stitch.behind import StitchedFiles
from report_pdf.stitch.rules import IN_PARTS, LINKS_TO_PARTS

__all__ = ["PacketPart", "SplitPacket", "SplitSpec", "split_packet"]

_FULL = 0.97
_TITLES = 5
_TRIES = 4
_SPARE = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitSpec:
    """No part has more bytes, none more pages; None: as many as there are."""

    max_size: int | None = None
    max_pages: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketPart:
    """One file: its pages of the whole, from 1, and how many of its links lead into other parts."""

    file: str
    data: bytes
    first: int
    last: int
    links: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitPacket:
    """The parts in their order; a packet within the limits is one, under its own name."""

    parts: tuple[PacketPart, ...]
    findings: tuple[Finding, ...] = ()


def split_packet(
    stitched: StitchedFiles, spec: SplitSpec, *, file: str, hear: Hearing | None = None
) -> SplitPacket:
    """The packet in parts. ``file``: what it is called as a whole: ``a.pdf`` becomes ``a-1-of-3.pdf``.

    Raises:
        SupplementError: One page alone has more bytes than a part may; it is named.
    """
    pages, size = stitched.pages, len(stitched.pdf)
    if (spec.max_size is None or size <= spec.max_size) and (
        spec.max_pages is None or pages <= spec.max_pages
    ):
        return SplitPacket(parts=(PacketPart(file=file, data=stitched.pdf, first=1, last=pages),))
    with scratch() as folder:
        whole = Path(folder) / Path(file).name
        whole.write_bytes(stitched.pdf)
        made = _within(stitched, spec, whole, hear)
        parts = tuple(
            PacketPart(
                file=one.pages.file,
                data=one.path.read_bytes(),
                first=one.pages.first,
                last=one.pages.last,
                links=one.links,
            )
            for one in made
        )
    return SplitPacket(parts=parts, findings=tuple(_said(file, parts)))


def _within(
    stitched: StitchedFiles, spec: SplitSpec, whole: Path, hear: Hearing | None
) -> tuple[PartMade, ...]:
    """The parts as they are made may weigh a little more than was measured: then they are cut a little smaller."""
    limit = PartLimit(size=spec.max_size, pages=spec.max_pages, full=_FULL)
    folder = whole.parent / "parts"
    folder.mkdir()
    heaviest = 0
    for _ in range(_TRIES):
        try:
            bounds = cut_points(whole, limit)
        except PageTooLarge as fault:
            raise _too_large(stitched, fault, spec) from None
        parts = [
            PartPages(file=f"{whole.stem}-{number}-of-{len(bounds)}.pdf", first=first, last=last)
            for number, (first, last) in enumerate(bounds, 1)
        ]
        made = make_parts(
            whole, parts, index=list(_index(stitched, whole.name, parts)), folder=folder, hear=hear
        )
        heaviest = max(one.size for one in made)
        if spec.max_size is None or limit.size is None or heaviest <= spec.max_size:
            return made
        limit = replace(limit, size=limit.size - (heaviest - spec.max_size) - _SPARE)
    raise _too_large(stitched, PageTooLarge(1, heaviest), spec)


def _index(stitched: StitchedFiles, file: str, parts: Sequence[PartPages]) -> Iterator[str]:
    yield f"{file}：{len(parts)} 个文件 {len(parts)} files"
    for part in parts:
        yield f"{part.file}：{part.first}–{part.last}　{_titles(stitched, part)}"


def _titles(stitched: StitchedFiles, part: PartPages) -> str:
    """What begins or goes on in a part."""
    held = ["正文 body"] if part.first <= stitched.body_pages else []
    for one in stitched.supplements:
        last = one.first_page + len(one.source_pages) - 1
        if one.first_page <= part.last and last >= part.first:
            held.append(one.title)
    more = f" …（{len(held)}）" if len(held) > _TITLES else ""
    return "；".join(title[:40] for title in held[:_TITLES]) + more


def _said(file: str, parts: Sequence[PacketPart]) -> Iterator[Finding]:
    where = "、".join(f"{part.file}（{part.first}–{part.last}）" for part in parts)
    places = ", ".join(f"{part.file} ({part.first}–{part.last})" for part in parts)
    yield IN_PARTS.at(
        Place(file=file),
        Message(
            zh=f"分成 {len(parts)} 个文件：{where}。内嵌文件在第一个里。",
            en=f"in {len(parts)} files: {places}. Embedded files are in the first.",
        ),
    )
    for part in parts:
        if part.links:
            yield LINKS_TO_PARTS.at(
                Place(file=part.file),
                Message(
                    zh=f"{part.links} 个链接指向别的部分，各文件放在同一文件夹里才能跳转。",
                    en=f"{part.links} links lead into other parts; they work where the files lie in one folder.",
                ),
            )


def _too_large(stitched: StitchedFiles, fault: PageTooLarge, spec: SplitSpec) -> SupplementError:
    names = [one.name for one in stitched.supplements if one.first_page <= fault.page]
    whose = names[-1] if names else ""
    limit = spec.max_size or 0
    return SupplementError(
        Message(
            zh=f"第 {fault.page} 页{f'（“{whose}”）' if whose else ''}一页就有 {fault.size / 1000:,.0f} kB，"
            f"超过每个文件的上限 {limit / 1000:,.0f} kB。",
            en=f"page {fault.page}{f' (of “{whose}”)' if whose else ''} alone has {fault.size / 1000:,.0f} kB, over the "
            f"limit of {limit / 1000:,.0f} kB for a file.",
        ),
        place=Place(file=whose, page=fault.page) if whose else None,
        hint=Message(
            zh="调高 --split-size，或压缩这一页的图片。",
            en="Raise --split-size, or make that page's pictures lighter.",
        ),
    )
