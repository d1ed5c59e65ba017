"""Colours and pixels for the press: ICC to the printing condition's CMYK, ink under the limit, grey stays grey.

Relative colorimetric with black point compensation (ICC.1, ISO 18619), unless the ticket asks for the profile's own
perceptual table: paper white stays bare paper, shadows keep their drawing. Where cyan, magenta and yellow with black pass the ink limit, the three give way and black stays.
"""

from __future__ import annotations

import io
import zlib

from PIL import Image, ImageChops, ImageCms, ImageFilter

from report_pdf.errors import PlanError
from report_pdf.findings import Message, Place
from report_pdf.model.edition import PictureSpec
from report_pdf.pictures.press_ink import (
    PressImage,
    all_limited,
    cmyk_image,
    limited_ink,
    most_ink,
    most_of,
)

__all__ = ["PressConverter", "PressImage", "check_press_profile"]

_INTENTS = {
    "relative": ImageCms.Intent.RELATIVE_COLORIMETRIC,
    "perceptual": ImageCms.Intent.PERCEPTUAL,
}
_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION

# lcms itself samples an 8-bit transform on a grid of 33; ours is limited in ink at its nodes, and what lies between
# nodes is a mean of them, so it is under the limit too.
_GRID = 33

# JPEG swings around edges; each try leaves it more room below the limit (per cent of ink).
_ROOM = (3, 8, 15)
_QUALITY = 92

# A grey photograph saved as RGB differs by rounding only.
_GREY = 2

# In a drawn page: what a reader takes for black or grey, antialiasing included.
_NEUTRAL = 6

# How much larger a drawn page may be without loss.
_WORTH = 1.5

# A sum of four rounded inks is known to one level only.
_LEVEL = 4 / 2.55


class PressConverter:
    """Converts to one printing condition; keeps its transforms, which take long to build.

    Args:
        profile: An ICC output profile for CMYK.
        ink_limit: Most ink in one spot, in per cent.
        intent: ``relative`` (with black point compensation) or ``perceptual``.

    Raises:
        PlanError: The profile is none of a CMYK press.
    """

    def __init__(self, profile: bytes, *, ink_limit: int = 300, intent: str = "relative") -> None:
        self._press = _press_profile(profile)
        self._intent = _INTENTS[intent]
        self._ink_limit = ink_limit
        self._transforms: dict[tuple[str, bytes | None], ImageCms.ImageCmsTransform] = {}
        self._tables: dict[tuple[str, bytes | None, int], ImageFilter.Color3DLUT] = {}
        self._colours: dict[
            tuple[tuple[float, ...], str, bytes | None], tuple[float, float, float, float]
        ] = {}

    def colour(
        self, values: tuple[float, ...], *, space: str = "rgb", profile: bytes | None = None
    ) -> tuple[float, float, float, float]:
        """Parts of ink from 0 to 1. ``space``: ``rgb`` from 0 to 1, or ``lab`` (L* 0 to 100, a* and b* about 0)."""
        key = (values, space, profile)
        if key not in self._colours:
            pixel = bytes(_byte(number) for number in _eight_bits(values, space))
            mode = space.upper()
            inked = self._transformed(_image(mode, (1, 1), pixel), profile).tobytes()
            # Eight bits of L*a*b* leave white a breath of ink that no paper shows.
            ink = limited_ink(tuple(inked), self._ink_limit) if max(inked) > 1 else (0, 0, 0, 0)
            self._colours[key] = (*(round(part / 255, 4) for part in ink),)  # type: ignore[assignment]  # four bands
        return self._colours[key]

    def image(
        self, samples: bytes, *, mode: str, size: tuple[int, int], profile: bytes | None = None, lossy: bool
    ) -> PressImage:
        """``samples`` in ``mode`` (L, RGB, LAB; or JPX for a JPEG 2000 file). ``lossy``: they come from a JPEG."""
        image = _opened(samples) if mode == "JPX" else _image(mode, size, samples)
        return self.convert(image, profile=profile, lossy=lossy)

    def convert(self, image: Image.Image, *, profile: bytes | None = None, lossy: bool = True) -> PressImage:
        """A picture in mode L, RGB, LAB or CMYK; the last keeps its numbers."""
        if image.mode == "RGB" and profile is None and _is_grey(image):
            image = image.getchannel("G")
        if image.mode in ("L", "CMYK"):
            return _encoded(image, lossy=lossy)
        made = _encoded(self._inked(image, profile, self._ink_limit), lossy=False)
        if not lossy:
            return made
        for room in _ROOM:
            jpeg = _encoded(self._inked(image, profile, self._ink_limit - room), lossy=True)
            if most_ink(jpeg) <= self._ink_limit:
                return jpeg
        return made

    def within_limit(
        self, data: bytes, *, size: tuple[int, int], jpeg: bool, inverted: bool = False
    ) -> tuple[PressImage, float] | None:
        """CMYK pixels brought under the ink limit, and the most they had in per cent; None: they are under it.

        Args:
            data: A JPEG file, or plain 8-bit samples.
            size: Width and height of plain samples.
            jpeg: Which of the two.
            inverted: 0 is full ink, as Adobe's JPEGs have it.
        """
        image = cmyk_image(data, size, jpeg=jpeg, inverted=inverted)
        most = most_of(image)
        if most <= self._ink_limit + _LEVEL:
            return None
        made = _encoded(all_limited(image, self._ink_limit), lossy=False)
        if not jpeg:
            return made, most
        for room in _ROOM:
            lighter = _encoded(all_limited(image, self._ink_limit - room), lossy=True)
            if most_ink(lighter) <= self._ink_limit:
                return lighter, most
        return made, most

    def page(self, samples: bytes, *, size: tuple[int, int]) -> PressImage:
        """A drawn page in sRGB: neutral pixels in black ink alone, so that text in it does not depend on register."""
        image = Image.frombytes("RGB", size, samples)
        if _is_grey(image):
            return _smaller(image.getchannel("G"))
        green = image.getchannel("G")
        none = Image.new("L", size, 0)
        black = Image.merge("CMYK", (none, none, none, ImageChops.invert(green)))
        neutral = _neutral(image)
        for room in _ROOM:
            inked = self._inked(image, None, self._ink_limit - room)
            made = _smaller(Image.composite(black, inked, neutral))
            if not made.jpeg or most_ink(made) <= self._ink_limit:
                return made
        inked = self._inked(image, None, self._ink_limit)
        return _encoded(Image.composite(black, inked, neutral), lossy=False)

    def _inked(self, image: Image.Image, profile: bytes | None, limit: int) -> Image.Image:
        key = (image.mode, profile, limit)
        if key not in self._tables:
            self._tables[key] = self._table(image.mode, profile, limit)
        # The table is indexed by three bytes whatever they mean.
        plain = (
            image
            if image.mode == "RGB"
            else Image.merge("RGB", [image.getchannel(band) for band in range(3)])
        )
        return plain.filter(self._tables[key])

    def _table(self, mode: str, profile: bytes | None, limit: int) -> ImageFilter.Color3DLUT:
        steps = [round(index * 255 / (_GRID - 1)) for index in range(_GRID)]
        cube = bytes(value for z in steps for y in steps for x in steps for value in (x, y, z))
        inked = self._transformed(_image(mode, (_GRID, _GRID * _GRID), cube), profile).tobytes()
        table: list[float] = []
        for at in range(0, len(inked), 4):
            table += (part / 255 for part in limited_ink(tuple(inked[at : at + 4]), limit))
        return ImageFilter.Color3DLUT(_GRID, table, channels=4, target_mode="CMYK")

    def _transformed(self, image: Image.Image, profile: bytes | None) -> Image.Image:
        key = (image.mode, profile)
        if key not in self._transforms:
            source = _source_profile(image.mode, profile)
            self._transforms[key] = ImageCms.buildTransform(
                source, self._press, image.mode, "CMYK", renderingIntent=self._intent, flags=_FLAGS
            )
        result = ImageCms.applyTransform(image, self._transforms[key])
        assert result is not None
        return result


def _neutral(image: Image.Image) -> Image.Image:
    """255 where red, green and blue are as good as the same."""
    red, green, blue = image.split()
    apart = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return apart.point([255 if value <= _NEUTRAL else 0 for value in range(256)])


def _smaller(image: Image.Image) -> PressImage:
    """Without loss where that costs little more, for lines and letters come dirty out of a JPEG."""
    lossless, lossy = _encoded(image, lossy=False), _encoded(image, lossy=True)
    packed = len(zlib.compress(lossless.data, 1))
    return lossless if packed <= _WORTH * len(lossy.data) else lossy


def check_press_profile(spec: PictureSpec, *, place: Place | None) -> None:
    """Converts one colour: a profile may have the right header and no tables.

    Raises:
        PlanError: With the place where the ticket names the profile.
    """
    try:
        PressConverter(spec.profile, ink_limit=spec.ink_limit, intent=spec.intent).colour((0.5, 0.2, 0.1))
    except PlanError as error:
        raise PlanError(error.message, place=place, hint=error.hint) from None
    except ImageCms.PyCMSError as error:
        refused = _no_press_profile(str(error))
        raise PlanError(refused.message, place=place, hint=refused.hint) from None


def _press_profile(data: bytes) -> ImageCms.ImageCmsProfile:
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
    except OSError as error:
        raise _no_press_profile(str(error)) from None
    kind, space = profile.profile.device_class.strip(), profile.profile.xcolor_space.strip()
    if (kind, space) != ("prtr", "CMYK"):
        raise _no_press_profile(f"{kind}, {space}")
    return profile


def _no_press_profile(found: str) -> PlanError:
    return PlanError(
        Message(
            zh=f"这个 ICC 特性文件不是 CMYK 印刷特性文件（{found}）。",
            en=f"this ICC profile is none of a CMYK printing condition ({found}).",
        ),
        hint=Message(
            zh="请在 editions.print.profile 写 fogra39，或印厂提供的 CMYK 输出特性文件的路径。",
            en="Write fogra39 as editions.print.profile, or the path of the print shop's CMYK output profile.",
        ),
    )


def _source_profile(mode: str, data: bytes | None) -> ImageCms.ImageCmsProfile:
    """The given profile where it fits the numbers and opens; else sRGB or CIE L*a*b*."""
    if data is not None:
        try:
            profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
        except OSError:
            profile = None
        if profile is not None and profile.profile.xcolor_space.strip().upper() == mode:
            return profile
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB" if mode == "LAB" else "sRGB"))


def _image(mode: str, size: tuple[int, int], data: bytes) -> Image.Image:
    """Lab numbers come as L* 0 to 255 and a*, b* about 128, as Pillow keeps (but does not read) them."""
    if mode != "LAB":
        return Image.frombytes(mode, size, data)
    return Image.merge("LAB", Image.frombytes("RGB", size, data).split())


def _eight_bits(values: tuple[float, ...], space: str) -> tuple[float, ...]:
    if space == "lab":
        lightness, a, b = values
        return lightness * 2.55, a + 128, b + 128
    return tuple(value * 255 for value in values)


def _byte(value: float) -> int:
    return min(255, max(0, round(value)))


def _is_grey(image: Image.Image) -> bool:
    red, green, blue = image.split()
    return all(
        ImageChops.difference(green, other).getextrema()[1] <= _GREY  # type: ignore[operator]  # one band
        for other in (red, blue)
    )


def _opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def _encoded(image: Image.Image, *, lossy: bool) -> PressImage:
    width, height = image.size
    data = image.tobytes()
    if lossy:
        file = io.BytesIO()
        image.save(file, format="JPEG", quality=_QUALITY, subsampling="4:4:4", optimize=True)
        data = file.getvalue()
    return PressImage(data=data, width=width, height=height, colours=len(image.getbands()), jpeg=lossy)
