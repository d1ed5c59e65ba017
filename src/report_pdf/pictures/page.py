"""A picture that is a supplement: the JPEG its page will hold.

An upright JPEG in grey or sRGB keeps its own pixels: only the metadata goes, nothing is compressed again.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from report_pdf.model.page_jpeg import PageJpeg
from report_pdf.model.plan import SourceFile
from report_pdf.pictures.cleaning import picture_error
from report_pdf.pictures.decode import decode
from report_pdf.pictures.fitting import encode_jpeg
from report_pdf.pictures.frames import frames_of
from report_pdf.pictures.isolation import in_child
from report_pdf.pictures.jpeg import strip
from report_pdf.pictures.refused import Refused
from report_pdf.pictures.rules import Remark, finding_of

__all__ = ["is_picture", "page_jpeg", "page_jpegs"]

_QUALITY = 95

# Cameras write 72 whatever they mean; what scanners write lies between these.
_BELIEVABLE_DPI = (100.0, 2400.0)
_MAGIC = (b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*", b"GIF8", b"BM", b"RIFF")


def is_picture(path: Path) -> bool:
    """By its first bytes, whatever it is called."""
    with path.open("rb") as file:
        return file.read(8).startswith(_MAGIC)


def page_jpegs(source: SourceFile, *, beside: Path) -> tuple[PageJpeg, ...]:
    """The picture, of a TIFF with several pages each as a picture of its own, for pages of their own.

    ``beside``: the pages of a TIFF are put next to this file, under its name with their number.

    Raises:
        PictureError: It cannot be used.
    """
    sources = [source]
    if frames := frames_of(source.path):
        sources = [
            replace(source, path=beside.with_suffix(f".{number}.tiff"))
            for number in range(1, len(frames) + 1)
        ]
        for one, data in zip(sources, frames, strict=True):
            one.path.write_bytes(data)
    return tuple(page_jpeg(one) for one in sources)


def page_jpeg(source: SourceFile) -> PageJpeg:
    """The picture, decoded strictly in a child, as a JPEG for a page of its own.

    Raises:
        PictureError: It cannot be used.
    """
    try:
        jpeg, remarks = in_child(source.path, make_page_jpeg, source.path)
    except Refused as refused:
        remark = Remark(key=refused.key, detail=refused.detail)
        raise picture_error((finding_of(remark, name=source.name, place=source.place),)) from refused
    findings = tuple(finding_of(remark, name=source.name, place=source.place) for remark in remarks)
    return PageJpeg(
        data=jpeg.data,
        width=jpeg.width,
        height=jpeg.height,
        colours=jpeg.colours,
        dpi=jpeg.dpi,
        lossless=jpeg.lossless,
        findings=findings,
    )


def make_page_jpeg(path: Path) -> tuple[PageJpeg, tuple[Remark, ...]]:
    """The child's task."""
    decoded = decode(path)
    least, most = _BELIEVABLE_DPI
    believable = decoded.dpi is not None and least <= decoded.dpi <= most
    faithful = decoded.faithful
    page = PageJpeg(
        data=strip(faithful) if faithful else encode_jpeg(decoded.image, _QUALITY),
        width=decoded.image.width,
        height=decoded.image.height,
        colours=len(decoded.image.getbands()),
        dpi=decoded.dpi if believable else None,
        lossless=faithful is not None,
    )
    return page, decoded.remarks
