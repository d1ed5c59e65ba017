"""Any picture's numbers to 8-bit sRGB, or to 8-bit grey where it has no colour (IEC 61966-2-1; ICC.1).

Relative colorimetric with black point compensation, as image editors do by default: colours that sRGB has stay
where they are, and shadows keep their drawing.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass, field

from PIL import Image, ImageCms

from report_pdf.pictures.refused import Refused
from report_pdf.pictures.rules import Remark

__all__ = ["adobe_rgb", "to_eight_bits", "to_srgb"]

_SIXTEEN_BIT_MODES = ("I;16", "I;16L", "I;16B", "I;16N")
_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION
_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC

_PROFILE_SPACE_OF_MODE = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK", "LAB": "Lab"}

# A profile that moves no colour of a coarse cube by more than this is sRGB under another name.
_NO_CHANGE = 1


@dataclass(slots=True)
class _Profile:
    """An opened ICC profile and the colour space of its device side."""

    profile: ImageCms.ImageCmsProfile
    space: str = field(init=False)

    def __post_init__(self) -> None:
        self.space = self.profile.profile.xcolor_space.strip()


def to_eight_bits(image: Image.Image, *, white_is_zero: bool = False) -> Image.Image:
    """One of the modes L, RGB, CMYK, LAB, with A where the picture has transparency.

    16 bits are divided by 257 and rounded; floating point from 0 to 1 is multiplied by 255.

    Raises:
        Refused: The numbers have no agreed white (32-bit integers, floating point beyond 1).
    """
    if image.mode in _SIXTEEN_BIT_MODES:
        levels = [(value + 128) // 257 for value in range(65536)]
        if white_is_zero:
            levels.reverse()
        return image.convert("I").point(levels, "L")
    if image.mode == "I":
        raise Refused("no-white", "32 bit")
    if image.mode == "F":
        return _from_float(image)
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("P", "PA"):
        transparent = image.mode == "PA" or "transparency" in image.info
        return image.convert("RGBA" if transparent else "RGB")
    if image.mode in ("L", "RGB") and "transparency" in image.info:
        return image.convert("RGBA" if image.mode == "RGB" else "LA")
    return image.convert({"La": "LA", "RGBa": "RGBA", "RGBX": "RGB"}.get(image.mode, image.mode))


def _from_float(image: Image.Image) -> Image.Image:
    low, high = image.getextrema()
    if not (isinstance(low, float) and isinstance(high, float) and low >= 0 and high <= 1):
        raise Refused("no-white", f"{low} – {high}")
    return image.point(lambda value: value * 255 + 0.5).convert("L")


def to_srgb(image: Image.Image, profile: bytes | None) -> tuple[Image.Image, tuple[Remark, ...]]:
    """Mode L or RGB. Transparency is laid on white paper."""
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    opaque = image.convert(image.mode[:-1]) if alpha is not None else image
    opened, remarks = _open(profile, opaque.mode)
    if opaque.mode == "CMYK" and opened is None:
        remarks = (*remarks, Remark(key="cmyk-without-profile"))
    converted = _converted(opaque, opened)
    if alpha is not None:
        paper = Image.new(converted.mode, converted.size, "white")
        paper.paste(converted, mask=alpha)
        converted = paper
    return converted, remarks


def _open(data: bytes | None, mode: str) -> tuple[_Profile | None, tuple[Remark, ...]]:
    """The embedded profile, or None with a remark when it is broken or for another kind of picture."""
    if not data:
        return None, ()
    try:
        profile = _Profile(ImageCms.ImageCmsProfile(io.BytesIO(data)))
        _try(profile, mode)
    except (OSError, ImageCms.PyCMSError) as error:
        return None, (Remark(key="broken-profile", detail=str(error)),)
    return profile, ()


def _try(profile: _Profile, mode: str) -> None:
    """A profile may open and still not convert: convert one pixel."""
    wanted = _PROFILE_SPACE_OF_MODE[mode]
    if profile.space != wanted and not (mode == "L" and profile.space == "RGB"):
        raise ImageCms.PyCMSError(f"{profile.space} / {mode}")
    sample = "RGB" if mode == "L" and profile.space == "RGB" else mode
    _transform(Image.new(sample, (1, 1)), profile)


def _converted(image: Image.Image, profile: _Profile | None) -> Image.Image:
    if image.mode == "LAB":
        lab = profile or _Profile(ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")))
        return _transform(image, lab)
    if profile is None:
        return image.convert("RGB") if image.mode == "CMYK" else image
    if image.mode == "RGB":
        return image if _changes_nothing(profile) else _transform(image, profile)
    if image.mode == "L":
        # Scanners embed an RGB profile in grey pictures; equal parts of it are its greys.
        colourful = image.convert("RGB") if profile.space == "RGB" else image
        unchanged = profile.space == "RGB" and _changes_nothing(profile)
        return image if unchanged else _transform(colourful, profile).convert("L")
    return _transform(image, profile)


def _transform(image: Image.Image, profile: _Profile) -> Image.Image:
    result = ImageCms.profileToProfile(
        image,
        profile.profile,
        ImageCms.createProfile("sRGB"),
        renderingIntent=_INTENT,
        outputMode="RGB",
        flags=_FLAGS,
    )
    if result is None:
        raise ImageCms.PyCMSError("no result")
    return result


def _changes_nothing(profile: _Profile) -> bool:
    steps = range(0, 256, 17)
    cube = bytes(value for r in steps for g in steps for b in steps for value in (r, g, b))
    sample = Image.frombytes("RGB", (16, 256), cube)
    after = _transform(sample, profile).tobytes()
    return all(abs(a - b) <= _NO_CHANGE for a, b in zip(cube, after, strict=True))


def adobe_rgb() -> bytes:
    """A matrix profile with the colorants and gamma of Adobe RGB (1998), section 4.3, adapted to D50."""
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(2.19921875 * 256)) + bytes(2)
    tags = {
        b"desc": b"desc" + bytes(4) + struct.pack(">I", 10) + b"Adobe RGB\x00" + bytes(78 + 2),
        b"cprt": b"text" + bytes(4) + b"none" + bytes(4),
        b"wtpt": _xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": _xyz(0.60974, 0.31111, 0.01947),
        b"gXYZ": _xyz(0.20528, 0.62567, 0.06087),
        b"bXYZ": _xyz(0.14919, 0.06322, 0.74457),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    offset = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        table += struct.pack(">4sII", name, offset + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    header = struct.pack(">I4sI4s4s4s", offset + len(body), bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += bytes(12) + b"acsp" + bytes(28) + struct.pack(">3I", 0xF6D6, 0x10000, 0xD32D)
    return header.ljust(128, b"\x00") + table + body


def _xyz(*values: float) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(value * 65536) for value in values))
