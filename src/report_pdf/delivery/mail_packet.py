"""A finished file becomes what is enclosed in a letter: named for people, with a small picture of its first page."""

from __future__ import annotations

import re
import unicodedata

from report_pdf.model.mail import CoverPicture, MailPacket
from report_pdf.model.plan import IssueIdentity
from report_pdf.pdf import rasterise
from report_pdf.pictures import page_view

__all__ = ["cover_picture", "enclose"]

_SHOWN_WIDTH = 180
_DRAWN_PPI = 96
# What Windows, macOS or a mail program will not have in a file's name.
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff<>:"/\\|?*]+')
_LONGEST_NAME_BYTES = 200


def enclose(
    pdf: bytes,
    identity: IssueIdentity,
    *,
    pages: int,
    id: str = "",  # noqa: A002 - the packet's field
    part: tuple[int, int] = (1, 1),
    cover: CoverPicture | None = None,
) -> MailPacket:
    """The packet, or a ``part`` of it. ``cover``: a picture drawn already; without one the first page is drawn.

    Raises:
        ValueError: pdfium cannot draw the first page.
    """
    return MailPacket(
        issue=identity.id,
        id=id,
        file=_file_name(identity, id, part),
        pdf=pdf,
        pages=pages,
        cover=cover or cover_picture(pdf),
        part=part,
    )


def cover_picture(pdf: bytes) -> CoverPicture:
    """The first page of a file of ours as a small JPEG.

    Raises:
        ValueError: pdfium cannot draw it.
    """
    (page,) = rasterise(pdf, [1], ppi=_DRAWN_PPI)
    size = (page.width_px, page.height_px)
    shown = (0, 0, page.width_pt * _DRAWN_PPI / 72, page.height_pt * _DRAWN_PPI / 72)
    data = page_view(page.samples, size, box=shown, width_px=2 * _SHOWN_WIDTH)
    height = max(1, round(_SHOWN_WIDTH * page.height_pt / page.width_pt))
    return CoverPicture(data=data, shown_width=_SHOWN_WIDTH, shown_height=height)


def _file_name(identity: IssueIdentity, number: str, part: tuple[int, int]) -> str:
    """``新会政协-2023年第1期.pdf``, with the packet's number and the part where it has them."""
    which = f"{part[0]}of{part[1]}" if part[1] > 1 else ""
    parts = (identity.name or identity.id, identity.number, number, which)
    name = "-".join(filter(None, (_NOT_IN_NAMES.sub(" ", part).strip(" .") for part in parts)))
    name = " ".join(unicodedata.normalize("NFC", name).split())
    cut = name.encode()[:_LONGEST_NAME_BYTES].decode(errors="ignore")
    return f"{cut or 'issue'}.pdf"
