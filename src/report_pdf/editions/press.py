"""The print edition's close: press inks, sheets with marks, PDF/X-4. One file that a print shop takes as it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from report_pdf import __version__
from report_pdf.child import ChildCrashed, ChildLimits, ChildTimedOut, run
from report_pdf.errors import RenderError
from report_pdf.findings import Finding, Message, Place
from report_pdf.model.edition import Edition, EditionSpec
from report_pdf.model.issue import Issue
from report_pdf.model.pages import Packet, PageOrigin
from report_pdf.model.plan import PressPlan
from report_pdf.pdf import (
    FOGRA39,
    MissingBleed,
    OutputCondition,
    PressedPdf,
    PressFacts,
    PressSpec,
    SheetSpec,
    condition_of,
    dress_sheet,
    identify_press,
    picture_pages,
    press_pass,
    reason_of_fault,
    remarked,
)
from report_pdf.pictures import PressConverter

__all__ = ["PressedPacket", "close_press", "pressed_packet"]

_MM = 72 / 25.4
_LIMITS = ChildLimits(wall_seconds=900, cpu_seconds=900, memory_bytes=4 * 2**30)
# PDF/X wants a date. An issue that has none, built without SOURCE_DATE_EPOCH, gets this one, never the clock's.
_NO_DATE = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
_FONT = "press/font-not-embedded"


@dataclass(frozen=True, slots=True, kw_only=True)
class PressedPacket:
    """The pages in press inks, without sheets. ``spots``: the spot colours met, under the names they have there."""

    data: bytes
    findings: tuple[Finding, ...] = ()
    spots: frozenset[str] = frozenset()


def close_press(
    packet: Packet,
    issue: Issue,
    spec: EditionSpec,
    *,
    slugs: bytes | None = None,
    date: dt.datetime | None = None,
) -> Edition:
    """The finished bytes of the edition.

    Args:
        packet: The stitched pages, in any colours.
        issue: What the file says of itself.
        spec: The edition, with its ticket.
        slugs: A PDF with a line of text for each page (title, page, edition, profile, date, hash).
        date: For an issue that has none: when it was made (SOURCE_DATE_EPOCH). Failing that too, it says 1980.
    """
    name, ticket = f"{spec.name.value}.pdf", spec.press or PressPlan()
    pressed = _in_child(packet, spec, file=name)
    dressed = dress_sheet(
        pressed.data,
        SheetSpec(
            bleed_pt=spec.bleed_mm * _MM,
            marks=ticket.marks,
            slugs=slugs,
            missing_bleed=MissingBleed(ticket.missing_bleed),
            file=name,
        ),
    )
    data = identify_press(
        dressed.data,
        _facts(issue, date),
        condition=_condition(ticket, spec.pictures.profile),
        profile=spec.pictures.profile,
    )
    findings = (*pressed.findings, *_missing_spots(ticket, pressed.spots), *dressed.findings)
    return Edition(name=spec.name, data=data, pages=packet.pages, findings=findings)


def _condition(ticket: PressPlan, profile: bytes) -> OutputCondition:
    """The shipped profile's condition is registered; another profile says itself what it was made for."""
    if ticket.profile == "fogra39":
        return FOGRA39
    return condition_of(profile, name=Path(ticket.profile).stem)


def _in_child(packet: Packet, spec: EditionSpec, *, file: str) -> PressedPacket:
    """Supplements are foreign content: a few bytes of theirs may unpack to gigabytes, which ends qpdf at once."""
    try:
        return run(_LIMITS, pressed_packet, packet.pdf, spec, file=file, origins=packet.origins)
    except (ChildCrashed, ChildTimedOut, MemoryError) as error:
        raise RenderError(
            Message(
                zh="换算印刷四色时内存或时间耗尽。",
                en="converting to press inks took too much memory or time.",
            ),
            place=Place(file=file),
            hint=Message(
                zh="请逐个去掉附件再试，找出过大的那一个。",
                en="Leave the supplements out one by one to find the one that is too heavy.",
            ),
        ) from error


def pressed_packet(
    pdf: bytes, spec: EditionSpec, *, file: str, origins: Sequence[PageOrigin] = ()
) -> PressedPacket:
    """The pages in press inks, without sheets: what a proof and an imposition begin with.

    Pages that cannot be converted become pictures of themselves, first what was stitched onto them, then, if that was
    not it, all of them. Pages with fonts that are not embedded do so only if the ticket says so.
    """
    ticket = spec.press or PressPlan()
    press = _press_spec(spec, ticket, file=file, origins=origins)
    pressed = press_pass(pdf, press)
    said: list[Finding] = []
    for whole in (False, True):
        wanted = _to_picture(pressed, ticket)
        if not wanted:
            break
        pictured = picture_pages(pdf, wanted, press.converter, whole=whole)
        if pictured.pages:
            said += _said(pressed, pictured.pages, press)
            pdf = pictured.data
            pressed = press_pass(pdf, press)
    return PressedPacket(
        data=pressed.data, findings=tuple(dict.fromkeys((*said, *pressed.findings))), spots=pressed.spots
    )


def _press_spec(
    spec: EditionSpec, ticket: PressPlan, *, file: str, origins: Sequence[PageOrigin]
) -> PressSpec:
    pictures = spec.pictures
    return PressSpec(
        converter=PressConverter(pictures.profile, ink_limit=pictures.ink_limit, intent=pictures.intent),
        spots=frozenset(ticket.spots),
        ink_limit=pictures.ink_limit,
        foreign=frozenset(origin.page for origin in origins),
        origins={origin.page: Place(file=origin.file, page=origin.source_page) for origin in origins},
        file=file,
    )


def _to_picture(pressed: PressedPdf, ticket: PressPlan) -> frozenset[int]:
    fonts = {page for page, code, _ in pressed.reasons if code == _FONT}
    return frozenset(pressed.unconverted) - (fonts if ticket.supplement_fonts == "refuse" else frozenset())


def _said(pressed: PressedPdf, pages: frozenset[int], press: PressSpec) -> Iterator[Finding]:
    """For each page that becomes a picture: where it comes from and why."""
    for page in sorted(pages):
        reasons = [reason_of_fault(code, what) for number, code, what in pressed.reasons if number == page]
        fonts = any(number == page and code == _FONT for number, code, _ in pressed.reasons)
        yield remarked(
            "press/page-as-picture",
            press.origins.get(page) or Place(file=press.file, page=page),
            zh=f"{press.file} 第 {page} 页改印为 300 ppi 的图片：{''.join(reason.zh for reason in reasons)}",
            en=f"printed as a picture at 300 ppi on page {page} of {press.file}: "
            f"{' '.join(reason.en for reason in reasons)}",
            hint=_SUBSTITUTES if fonts else _BETTER,
        )


_SUBSTITUTES = Message(
    zh="没嵌入的字体用替代字体画出，字形和字距会变，生僻字可能缺：请逐页看打样。",
    en="Fonts that are not embedded were drawn in substitutes: shapes and spacing differ, rare characters may be "
    "missing. Look at the proof page by page.",
)
_BETTER = Message(
    zh="请看打样；要文字锐利，请在原程序里重新导出。",
    en="Look at the proof; for sharp type export it anew from its program.",
)


def _missing_spots(ticket: PressPlan, met: frozenset[str]) -> Iterator[Finding]:
    for name in ticket.spots:
        if name not in met:
            there = "、".join(f"“{each}”" for each in sorted(met))
            yield remarked(
                "press/spot-not-found",
                Place(file="print.pdf"),
                zh=f"文件里没有专色“{name}”。",
                en=f"there is no spot colour “{name}” in the file.",
                hint=Message(
                    zh=f"文件里的专色：{there}。" if there else "文件里没有任何专色，请从 spots 里去掉。",
                    en=f"It has {there.replace('、', ', ')}."
                    if there
                    else "It has no spot colours at all: take it off the ticket.",
                ),
            )


def _facts(issue: Issue, date: dt.datetime | None) -> PressFacts:
    identity = issue.identity
    if identity.date is not None:
        date = dt.datetime.combine(identity.date, dt.time(), dt.UTC)
    return PressFacts(
        title=" ".join(filter(None, (identity.name, identity.number))),
        date=date or _NO_DATE,
        identifier=identity.issn or identity.id,
        language=issue.language,
        producer=f"report-pdf {__version__}",
    )
