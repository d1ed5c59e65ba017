"""What other programs make of a page: plates by Ghostscript, pictures by pdfium, poppler and mupdf."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from report_pdf.pdf import rasterise
from report_pdf.resources import assets_folder

PROFILE = assets_folder() / "icc" / "FOGRA39L_coated.icc"
PLATES = ("Cyan", "Magenta", "Yellow", "Black")


def needs(*tools: str) -> None:
    """Skips where a tool is not installed."""
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


def plates(pdf: bytes, folder: Path, *, ppi: int, overprint: bool = True) -> list[dict[str, Image.Image]]:
    """Each page's four plates, 255 for full ink."""
    folder.mkdir()
    (folder / "a.pdf").write_bytes(pdf)
    # DeviceCMYK has to come through as it is: the device's profile is the page's own.
    profiles = [f"-sOutputICCProfile={PROFILE}", f"-sDefaultCMYKProfile={PROFILE}"]
    device = [
        "-sDEVICE=tiffsep",
        f"-r{ppi}",
        "-dTextAlphaBits=4",
        "-dGraphicsAlphaBits=4",
        f"-dOverprint=/{'enable' if overprint else 'disable'}",
    ]
    options = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", f"--permit-file-read={PROFILE}"]
    command = [*options, *device, *profiles, f"-sOutputFile={folder}/p%03d.tif", str(folder / "a.pdf")]
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    pages = sorted(folder.glob("p*(Cyan).tif"))
    return [{name: _plate(page, name) for name in PLATES} for page in pages]


def _plate(page: Path, name: str) -> Image.Image:
    with Image.open(page.with_name(page.name.replace("Cyan", name))) as image:
        return ImageChops.invert(image.convert("L"))


def inks(page: dict[str, Image.Image]) -> dict[str, float]:
    """Per cent of the sheet that each plate covers."""
    return {name: ImageStat.Stat(plate).mean[0] / 2.55 for name, plate in page.items()}


def most_ink(page: dict[str, Image.Image], *, ppi: int) -> float:
    """Per cent in the darkest 15 mm square."""
    side = round(15 / 25.4 * ppi)
    means = [plate.filter(ImageFilter.BoxBlur(side / 2)) for plate in page.values()]
    width, height = means[0].size
    inner = (
        side // 2,
        side // 2,
        max(side // 2 + 1, width - side // 2),
        max(side // 2 + 1, height - side // 2),
    )
    total = [sum(values) for values in zip(*(mean.crop(inner).tobytes() for mean in means), strict=True)]
    return max(total) / 2.55


def shown(pdf: bytes, folder: Path, *, ppi: int) -> dict[str, Image.Image]:
    """The first page as three programs show it, in grey."""
    folder.mkdir()
    (folder / "a.pdf").write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", str(ppi), "-png", "-singlefile", "a.pdf", "poppler"],
        check=True,
        cwd=folder,
        capture_output=True,
    )
    subprocess.run(
        ["mutool", "draw", "-q", "-r", str(ppi), "-o", "mupdf.png", "a.pdf", "1"],
        check=True,
        cwd=folder,
        capture_output=True,
    )
    (raster,) = rasterise(pdf, [1], ppi=ppi)
    pdfium = Image.frombytes("RGB", (raster.width_px, raster.height_px), raster.samples)
    found = {"pdfium": pdfium.convert("L")}
    for name in ("poppler", "mupdf"):
        with Image.open(folder / f"{name}.png") as image:
            found[name] = image.convert("L")
    return found
