"""The print edition's close: press inks, sheets with marks, PDF/X-4. One file that a print shop takes as it is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from report_pdf import __version__
from report_pdf.child import ChildCrashed, ChildLimits, ChildTimedOut, run
from report_pdf.errors import RenderError
from report_pdf.findings import Finding, Message, Place
from report_pdf.model.edition import Edition, EditionSpec
from report_pdf.model.issue import Issue
from report_pdf.model.pages import Packet
from report_pdf.pdf import (
    FOGRA39,
    OutputCondition,
    PressFacts,
    PressSpec,
    SheetSpec,
    dress_sheet,
    identify_press,
    press_pass,
)
from report_pdf.pictures import PressConverter

__all__ = ["close_press", "pressed_packet"]

_MM = 72 / 25.4
_LIMITS = ChildLimits(wall_seconds=900, cpu_seconds=900, memory_bytes=4 * 2**30)
# Without a date of the issue the file still needs one, and it may not be the clock's.
_NO_DATE = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)


def close_press(packet: Packet, issue: Issue, spec: EditionSpec, *, slugs: bytes | None = None) -> Edition:
    """The finished bytes of the edition.

    Args:
        packet: The stitched pages, in any colours.
        issue: What the file says of itself.
        spec: The edition, with its ticket.
        slugs: A PDF with a line of text for each page (title, page, edition, profile, date, hash).
    """
    name = f"{spec.name.value}.pdf"
    pressed, findings = _in_child(packet.pdf, spec, file=name)
    dressed = dress_sheet(
        pressed,
        SheetSpec(bleed_pt=spec.bleed_mm * _MM, marks=_marks(spec), slugs=slugs, file=name),
    )
    data = identify_press(
        dressed.data, _facts(issue), condition=_condition(spec), profile=spec.pictures.profile
    )
    return Edition(name=spec.name, data=data, pages=packet.pages, findings=(*findings, *dressed.findings))


def _marks(spec: EditionSpec) -> tuple[str, ...]:
    return spec.press.marks if spec.press else ()


def _condition(spec: EditionSpec) -> OutputCondition:
    """The shipped profile's condition is registered; another profile speaks for itself."""
    name = spec.press.profile if spec.press else ""
    if name == "fogra39":
        return FOGRA39
    return OutputCondition(
        identifier="Custom", condition=Path(name).stem, information=Path(name).stem, registry=""
    )


def _in_child(pdf: bytes, spec: EditionSpec, *, file: str) -> tuple[bytes, tuple[Finding, ...]]:
    """Supplements are foreign content: a few bytes of theirs may unpack to gigabytes, which ends qpdf at once."""
    try:
        return run(_LIMITS, pressed_packet, pdf, spec, file=file)
    except (ChildCrashed, ChildTimedOut, MemoryError) as error:
        raise RenderError(
            Message(
                zh="换算印刷四色时内存或时间耗尽。",
                en="converting to press inks took too much memory or time.",
            ),
            place=Place(file=file),
            hint=Message(
                zh="请逐个去掉附件再试,找出过大的那一个。",
                en="Leave the supplements out one by one to find the one that is too heavy.",
            ),
        ) from error


def pressed_packet(pdf: bytes, spec: EditionSpec, *, file: str) -> tuple[bytes, tuple[Finding, ...]]:
    """The pages in press inks, without sheets: what a proof and an imposition begin with."""
    converter = PressConverter(spec.pictures.profile, ink_limit=spec.pictures.ink_limit)
    pressed = press_pass(pdf, PressSpec(converter=converter, file=file))
    return pressed.data, pressed.findings


def _facts(issue: Issue) -> PressFacts:
    identity = issue.identity
    date = dt.datetime.combine(identity.date, dt.time(), dt.UTC) if identity.date else _NO_DATE
    return PressFacts(
        title=" ".join(filter(None, (identity.name, identity.number))),
        date=date,
        identifier=identity.issn or identity.id,
        language=issue.language,
        producer=f"report-pdf {__version__}",
    )
