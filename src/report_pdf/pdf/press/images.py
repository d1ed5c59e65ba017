"""Images on their way to the press (ISO 32000-2 8.9): pixels, palettes and masks in DeviceCMYK or DeviceGray.

What is in ink or grey already keeps its bytes; a palette is converted alone; other pixels go through the converter.
"""

from __future__ import annotations

import pikepdf

from report_pdf.pdf.geometry import number_of, numbers_of
from report_pdf.pdf.press.ink import Space, UnknownSpace
from report_pdf.pdf.press.samples import eight_bit_samples, keyed_mask, luminance, turned_over
from report_pdf.pdf.press.spec import Pixels, PressSpec
from report_pdf.pdf.press.state import Mode

__all__ = ["clean_mask", "image_of_inline", "image_of_pixels", "limited_image", "pressed_image"]

_PRIVATE = (
    "/Metadata",
    "/OPI",
    "/Alternates",
    "/Intent",
    "/StructParent",
    "/PieceInfo",
    "/ID",
    "/Name",
    "/Measure",
)
_LOSSY = frozenset({"/DCTDecode", "/DCT", "/JPXDecode"})
_MODES = {"rgb": "RGB", "lab": "LAB", "grey": "L"}


def pressed_image(
    pdf: pikepdf.Pdf, image: pikepdf.Object, space: Space | None, spec: PressSpec, *, mode: Mode
) -> pikepdf.Object:
    """The image converted: itself where its samples may stay, else a new one. ``space`` None: JPX says its own.

    Raises:
        UnknownSpace: It cannot be converted.
    """
    for key in _PRIVATE:
        if key in image:
            del image[key]
    if space is None:
        return _of_jpx(pdf, image, spec)
    if mode is Mode.GREY and space.source != "grey":
        return _grey(pdf, image, space)
    if space.source in {"grey", "cmyk"} or space.kept is not None:
        image["/ColorSpace"] = space.kept if space.kept is not None else pikepdf.Name(f"/{space.family}")
        return image
    if space.components == 1:
        return _repaletted(pdf, image, space) if space.source == "indexed" else _tinted(pdf, image, space)
    if space.source not in {"rgb", "lab"}:
        raise UnknownSpace
    return _converted(pdf, image, space, spec)


def _converted(pdf: pikepdf.Pdf, image: pikepdf.Object, space: Space, spec: PressSpec) -> pikepdf.Object:
    samples, size = eight_bit_samples(image, space.components)
    decode = numbers_of(image.get("/Decode"))
    if decode and decode != list(space.span):
        samples = turned_over(samples, decode, space.span)
    if space.source == "lab":
        # The converter wants a* and b* about 128, whatever range the image gave them.
        samples = turned_over(samples, space.span, (0.0, 100.0, -128.0, 127.0, -128.0, 127.0))
    pixels = spec.converter.image(
        samples, mode=_MODES[space.source], size=size, profile=space.profile, lossy=_is_lossy(image)
    )
    made = image_of_pixels(pdf, pixels, image)
    _keep_mask(pdf, image, made, components=space.components)
    return made


def limited_image(
    pdf: pikepdf.Pdf, image: pikepdf.Object, spec: PressSpec
) -> tuple[pikepdf.Object, float] | None:
    """A CMYK picture brought under the ink limit, and the most it had in per cent; None: it is under it.

    What this program just converted is under it; a picture in unusual bits or broken data stays for preflight.
    """
    if image.get("/ColorSpace") != pikepdf.Name.DeviceCMYK or not isinstance(image, pikepdf.Stream):
        return None
    jpeg = _filters(image) in (["/DCTDecode"], ["/DCT"])
    decode = numbers_of(image.get("/Decode"))
    if (not jpeg and number_of(image.get("/BitsPerComponent")) != 8) or decode not in (
        [],
        [0, 1] * 4,
        [1, 0] * 4,
    ):
        return None
    size = (int(number_of(image.get("/Width")) or 0), int(number_of(image.get("/Height")) or 0))
    try:
        data = image.read_raw_bytes() if jpeg else eight_bit_samples(image, 4)[0]
        lighter = spec.converter.within_limit(data, size=size, jpeg=jpeg, inverted=decode[:1] == [1])
    except (OSError, ValueError, UnknownSpace):
        return None
    if lighter is None:
        return None
    made = image_of_pixels(pdf, lighter[0], image)
    _keep_mask(pdf, image, made, components=4)
    return made, lighter[1]


def _keep_mask(pdf: pikepdf.Pdf, image: pikepdf.Object, made: pikepdf.Object, *, components: int) -> None:
    """A stencil stays; a colour key, whose numbers have changed their meaning, becomes one."""
    if "/Mask" in image:
        mask = image["/Mask"]
        made["/Mask"] = keyed_mask(pdf, image, mask, components) if isinstance(mask, pikepdf.Array) else mask


def image_of_pixels(pdf: pikepdf.Pdf, pixels: Pixels, model: pikepdf.Object | None = None) -> pikepdf.Object:
    """An image object of converted pixels; ``model``: the one whose soft mask and layer it keeps."""
    made = pdf.make_stream(pixels.data)
    made["/Type"], made["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Image
    made["/Width"], made["/Height"], made["/BitsPerComponent"] = pixels.width, pixels.height, 8
    made["/ColorSpace"] = pikepdf.Name.DeviceGray if pixels.colours == 1 else pikepdf.Name.DeviceCMYK
    if pixels.jpeg:
        made["/Filter"] = pikepdf.Name.DCTDecode
        if pixels.colours == 4:
            made["/Decode"] = pikepdf.Array([1, 0] * 4)
    for key in ("/Interpolate", "/SMask", "/OC"):
        if model is not None and key in model:
            made[key] = model[key]
    return made


def _of_jpx(pdf: pikepdf.Pdf, image: pikepdf.Object, spec: PressSpec) -> pikepdf.Object:
    if not isinstance(image, pikepdf.Stream) or "/JPXDecode" not in str(image.get("/Filter")):
        raise UnknownSpace
    size = (int(number_of(image.get("/Width")) or 0), int(number_of(image.get("/Height")) or 0))
    try:
        pixels = spec.converter.image(image.read_raw_bytes(), mode="JPX", size=size, lossy=True)
    except (OSError, ValueError) as error:
        raise UnknownSpace from error
    return image_of_pixels(pdf, pixels, image)


def _grey(pdf: pikepdf.Pdf, image: pikepdf.Object, space: Space) -> pikepdf.Object:
    """In a luminosity mask only lightness counts."""
    samples, (width, height) = eight_bit_samples(image, space.components)
    decode = numbers_of(image.get("/Decode"))
    if space.source == "rgb":
        grey = luminance(samples)
    elif space.components == 1:
        # Palettes count their pixels, whatever number of bits they have.
        most = (
            (1 << int(number_of(image.get("/BitsPerComponent")) or 8)) - 1 if space.source == "indexed" else 1
        )
        low, high = decode[:2] or (0, most)
        steps = (low + byte / 255 * (high - low) for byte in range(256))
        grey = samples.translate(bytes(round(255 * space.grey((step,))) for step in steps))
    else:
        raise UnknownSpace
    made = pdf.make_stream(grey)
    made["/Type"], made["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Image
    made["/Width"], made["/Height"], made["/BitsPerComponent"] = width, height, 8
    made["/ColorSpace"] = pikepdf.Name.DeviceGray
    return made


def _repaletted(pdf: pikepdf.Pdf, image: pikepdf.Object, space: Space) -> pikepdf.Object:
    """The palette in CMYK; the pixels keep their numbers, a colour key and a /Decode their meaning."""
    bits = int(number_of(image.get("/BitsPerComponent")) or 8)
    return _with_palette(pdf, image, [space.ink((float(index),)).cmyk for index in range(1 << min(bits, 8))])


def _tinted(pdf: pikepdf.Pdf, image: pikepdf.Object, space: Space) -> pikepdf.Object:
    """One ink that is not printed as itself: a palette of its tints."""
    bits = int(number_of(image.get("/BitsPerComponent")) or 8)
    decode = numbers_of(image.get("/Decode")) or [0.0, 1.0]
    if bits > 8 or _is_lossy(image):
        samples, (width, height) = eight_bit_samples(image, 1)
        made = pdf.make_stream(samples)
        made["/Width"], made["/Height"], made["/BitsPerComponent"], bits = width, height, 8, 8
        made["/Type"], made["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Image
        for key in ("/SMask", "/Mask", "/Interpolate"):
            if key in image:
                made[key] = image[key]
        image = made
    if "/Decode" in image:
        del image["/Decode"]
    most = (1 << bits) - 1
    tints = [decode[0] + index / most * (decode[1] - decode[0]) for index in range(most + 1)]
    return _with_palette(pdf, image, [space.ink((tint,)).cmyk for tint in tints])


def _with_palette(
    pdf: pikepdf.Pdf, image: pikepdf.Object, rows: list[tuple[float, float, float, float]]
) -> pikepdf.Object:
    table = bytes(round(part * 255) for row in rows for part in row)
    image["/ColorSpace"] = pdf.make_indirect(
        pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceCMYK, len(rows) - 1, pikepdf.String(table)])
    )
    return image


def clean_mask(mask: pikepdf.Object) -> None:
    """A soft mask is grey and says nothing else.

    Raises:
        UnknownSpace: The picture is mixed with a colour of its mask (/Matte), which conversion would break.
    """
    if "/Matte" in mask:
        raise UnknownSpace
    for key in _PRIVATE:
        if key in mask:
            del mask[key]
    mask["/ColorSpace"] = pikepdf.Name.DeviceGray


def _is_lossy(image: pikepdf.Object) -> bool:
    return any(name in _LOSSY for name in _filters(image))


def _filters(image: pikepdf.Object) -> list[str]:
    filters = image.get("/Filter")
    return [str(name) for name in (list(filters) if isinstance(filters, pikepdf.Array) else [filters])]


def image_of_inline(pdf: pikepdf.Pdf, image: pikepdf.PdfInlineImage) -> pikepdf.Object:
    """An inline image with the names of its dictionary written out (ISO 32000-2 table 91)."""
    made = pdf.make_stream(image.read_raw_bytes())
    made["/Type"], made["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Image
    for key in image.obj.keys():  # noqa: SIM118 - iterates over pairs
        if key != "/Length":
            made[key] = image.obj[key]
    return made
