"""Pictures at their places: cropped to the slot, resampled to the edition, as files the engine passes through.

The engine embeds a JPEG without EXIF byte for byte (and would recompress one with it at quality 75), so what is
written here is what is printed; in a press's CMYK as a JPEG too, for the engine drops TIFFs.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter

from report_pdf.model.edition import PictureSpec
from report_pdf.model.issue import Picture
from report_pdf.model.pages import Placement, Resource, Scrim
from report_pdf.model.plan import Focus
from report_pdf.pictures.crop import crop_window
from report_pdf.pictures.press import PressConverter
from report_pdf.pictures.scrims import lay_scrims

__all__ = ["FittedPicture", "fit", "fit_all", "picture_url"]

_MM_PER_INCH = 25.4
_FULL_COLOUR_QUALITY = 90
_FINEST_QUALITY = 98
_AT_ONCE = min(4, os.cpu_count() or 1)

# Averaging many pixels into one softens edges; this gives back about what it took, without a visible rim. Less
# reduction than this takes too little to be worth it.
_SHARPEN_FROM = 1.5
_SHARPEN = ImageFilter.UnsharpMask(radius=0.6, percent=40, threshold=2)

# Share of pixels equal to their left neighbour. Screenshots, charts and QR codes have over 0.8, photographs 0.05 to
# 0.3; only above this is it worth trying whether PNG is smaller.
_FLAT = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedPicture:
    """A picture as the engine gets it. ``ppi``: pixels an inch that it really has at its place."""

    data: bytes
    media_type: str
    width: int
    height: int
    ppi: float


def picture_url(
    picture: Picture, *, width_mm: float, height_mm: float, focus: Focus, scrims: tuple[Scrim, ...] = ()
) -> str:
    """A name for a picture at a place: the same for the same pixels, so that the PDF holds them once."""
    wanted = (picture.sha256, f"{width_mm:.3f}", f"{height_mm:.3f}", focus.x, focus.y, scrims)
    return f"picture:{hashlib.sha256(repr(wanted).encode()).hexdigest()[:24]}"


def fit_all(
    placements: Sequence[Placement],
    spec: PictureSpec,
    *,
    made: dict[Hashable, FittedPicture] | None = None,
) -> tuple[Resource, ...]:
    """One resource for each url, in the order of their first mention; equal pictures are made once.

    ``made``: what earlier calls with the same ``spec`` made; it is used again and added to.
    """
    by_url: dict[str, Placement] = {}
    for placement in placements:
        first = by_url.setdefault(placement.url, placement)
        assert _wanted(first) == _wanted(placement), f"{placement.url} names two pictures"
    distinct = {_wanted(placement): placement for placement in by_url.values()}
    fitted = made if made is not None else {}
    missing = {key: placement for key, placement in distinct.items() if key not in fitted}
    press = _converter(spec) if missing else None
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        new = threads.map(lambda each: fit(each, spec, press), missing.values())
        fitted.update(zip(missing, new, strict=True))
    ready = ((url, fitted[_wanted(placement)]) for url, placement in by_url.items())
    return tuple(Resource(url=url, data=each.data, media_type=each.media_type) for url, each in ready)


def _converter(spec: PictureSpec) -> PressConverter | None:
    if not spec.profile:
        return None
    return PressConverter(spec.profile, ink_limit=spec.ink_limit, intent=spec.intent)


def _wanted(placement: Placement) -> Hashable:
    return (
        placement.picture.sha256,
        placement.width_mm,
        placement.height_mm,
        placement.focus,
        placement.scrims,
    )


def fit(placement: Placement, spec: PictureSpec, press: PressConverter | None = None) -> FittedPicture:
    """Crop around the focus, resample down to the edition's resolution (never up), lay the scrims, encode.

    ``press``: to a printing condition's CMYK; grey stays grey.
    """
    part, flat = ready(placement, spec.ppi)
    if press is None:
        data, media_type = _encoded(part, spec, flat=flat)
    else:
        data, media_type = _pressed(part, press), "image/jpeg"
    return FittedPicture(
        data=data,
        media_type=media_type,
        width=part.width,
        height=part.height,
        ppi=part.width / (placement.width_mm / _MM_PER_INCH),
    )


def ready(placement: Placement, ppi: int) -> tuple[Image.Image, bool]:
    """The picture's pixels as they are shown at this place, and whether it is flat (a drawing, a screenshot)."""
    with Image.open(placement.picture.path) as image:
        part, reduction = _cropped(image, placement, ppi)
    flat = _is_flat(part)
    if reduction >= _SHARPEN_FROM and not flat:
        part = part.filter(_SHARPEN)
    return lay_scrims(part, placement.scrims), flat


def _cropped(image: Image.Image, placement: Placement, ppi: int) -> tuple[Image.Image, float]:
    """The slot's part at its final size, and by how much it was reduced."""
    window = crop_window(image.size, placement.width_mm / placement.height_mm, placement.focus)
    wanted = placement.width_mm / _MM_PER_INCH * ppi
    reduction = max(1.0, window.width / wanted)
    size = (max(1, round(window.width / reduction)), max(1, round(window.height / reduction)))
    part = image.resize(size, Image.Resampling.LANCZOS, box=window.box, reducing_gap=3.0)
    return part, reduction


def _pressed(image: Image.Image, press: PressConverter) -> bytes:
    """In the press's inks, as a JPEG: the engine passes it through and drops everything else in CMYK."""
    made = press.convert(image)
    if made.jpeg:
        return made.data
    return encode_jpeg(Image.frombytes("CMYK", (made.width, made.height), made.data), _FINEST_QUALITY)


def _is_flat(image: Image.Image) -> bool:
    if image.width < 2:
        return False
    left = image.crop((0, 0, image.width - 1, image.height))
    right = image.crop((1, 0, image.width, image.height))
    different = ImageChops.difference(left, right).convert("L").histogram()
    return different[0] / (left.width * left.height) > _FLAT


def _encoded(image: Image.Image, spec: PictureSpec, *, flat: bool) -> tuple[bytes, str]:
    """JPEG, or PNG where that is smaller: sharp-edged graphics come out of JPEG dirty and larger."""
    data = encode_jpeg(image, spec.quality, progressive=spec.progressive)
    if flat:
        png = io.BytesIO()
        image.save(png, format="PNG", optimize=True)
        if png.tell() < len(data):
            return png.getvalue(), "image/png"
    return data, "image/jpeg"


def encode_jpeg(image: Image.Image, quality: int, *, progressive: bool = False) -> bytes:
    """No metadata; colour at full resolution from quality 90 on. ``progressive`` is lighter, but some RIPs are slow on it."""
    subsampling = "4:4:4" if quality >= _FULL_COLOUR_QUALITY else "4:2:0"
    file = io.BytesIO()
    image.save(
        file, format="JPEG", quality=quality, subsampling=subsampling, optimize=True, progressive=progressive
    )
    return file.getvalue()
