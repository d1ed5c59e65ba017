"""The finished print editions of the sample and of the real issue, measured by programs that share nothing with ours.

Text by poppler, ink by Ghostscript's tiffsep, the file by qpdf, its looks by pdfium, poppler and mupdf. What they
measured is printed.
"""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageFilter
from plates import inks, most_ink, needs, plates

from report_pdf.model.plan import EditionName
from report_pdf.pdf import PressStandard, check_press, rasterise
from report_pdf.pipeline import World, build
from report_pdf.pipeline import edition as making
from report_pdf.plan import read_plan
from report_pdf.preflight import FileSpec, preflight_file

pytestmark = pytest.mark.torture

ROOT = Path(__file__).parents[2]
ISSUES = {
    "sample": ROOT / "assets" / "sample-issue" / "issue.yaml",
    "real": ROOT.parent / "shared" / "manuscripts" / "xinhui" / "issue.yaml",
}
PPI = 72
LOOKS_PPI = 60
INK_MOVED = 0.1
"""Per cent of the sheet by which a plate of content that was ink already may differ."""
INK_LIMIT = 300
ALIKE_ON_SCREEN = 60
"""Of 255: how much a field of 4 mm may differ in grey. Each viewer turns dark CMYK into screen colours in its own way;
mupdf, as Debian builds it, so roughly that its inks are compared instead."""
ALIKE_IN_INK = 40
"""The same for a plate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """An issue's print edition: before the press pass, within the bleed, and as it is written."""

    before: bytes
    after: bytes
    finished: Path


@pytest.fixture(scope="module", params=ISSUES)
def printed(request, tmp_path_factory):
    source = ISSUES[request.param]
    if not source.is_file():
        pytest.skip("../shared/manuscripts is not here")
    folder = tmp_path_factory.mktemp(request.param)
    with pytest.MonkeyPatch.context() as patch:
        packets = []
        patch.setattr(making, "close_edition", _noting(making.close_edition, packets))
        made = build(read_plan(source), [EditionName.PRESS], World(work=folder))
    finished = folder / "print.pdf"
    finished.write_bytes(made.files["print.pdf"])
    before, after = (_cut_to_bleed(pdf) for pdf in (packets[0], finished.read_bytes()))
    return Printed(before=before, after=after, finished=finished)


def _noting(close: Callable[..., object], packets: list[bytes]) -> Callable[..., object]:
    """Closing as it is; what it was given is kept."""

    def noting(packet, *args, **keywords):
        packets.append(packet.pdf)
        return close(packet, *args, **keywords)

    return noting


def _cut_to_bleed(pdf: bytes) -> bytes:
    """Each page as large as its bleed: the artwork without the marks around it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            bleed = page.obj.get("/BleedBox", page.obj["/MediaBox"])
            for key in ("/MediaBox", "/BleedBox"):
                page.obj[key] = pikepdf.Array(list(bleed))
        out = io.BytesIO()
        opened.save(out)
        return out.getvalue()


def test_no_rule_of_either_standard_is_broken(printed):
    for standard in PressStandard:
        spec = FileSpec(purpose=EditionName.PRESS, standard=standard)
        report = preflight_file(printed.finished, spec)
        _say(f"{standard.value}: {len(report.rules)} rules, {sorted({f.code for f in report.findings})}")
        assert report.passed


def test_qpdf_finds_the_file_sound(printed):
    needs("qpdf")
    checked = subprocess.run(
        ["qpdf", "--check", str(printed.finished)], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, "No syntax or stream encoding errors" in checked.stdout) == (0, True)


def test_the_text_of_every_page_is_the_same_after_the_press_pass(printed, tmp_path):
    needs("pdftotext")
    before, after = (_texts(pdf, tmp_path) for pdf in (printed.before, printed.after))
    _say(
        f"text: {len(before)} pages, {sum(map(len, before))} characters before, {sum(map(len, after))} after"
    )
    assert sum(map(len, before)) > 2000
    assert [n for n, pair in enumerate(zip(before, after, strict=True), 1) if pair[0] != pair[1]] == []


def _texts(pdf: bytes, folder: Path) -> list[str]:
    (folder / "a.pdf").write_bytes(pdf)
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(folder / "a.pdf"), "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def test_ink_that_was_ink_is_the_same(printed, tmp_path):
    """Black that overprints keeps what lies under it: a change on purpose, which is not drawn here."""
    needs("gs")
    before = plates(printed.before, tmp_path / "before", ppi=PPI, overprint=False)
    after = plates(printed.after, tmp_path / "after", ppi=PPI, overprint=False)
    converted = {
        breach.page for breach in check_press(printed.before) if breach.check.id == "press/colour-space"
    }
    moved = {
        page: max(abs(inks(one)[name] - inks(other)[name]) for name in one)
        for page, (one, other) in enumerate(zip(before, after, strict=True), 1)
    }
    _say(f"plates moved by at most, in % of the page: {_rounded(moved)}; converted: {sorted(converted)}")
    kept = {page: by for page, by in moved.items() if page not in converted}
    assert kept
    assert {page: by for page, by in kept.items() if by > INK_MOVED} == {}


def test_no_square_of_15_mm_has_more_ink_than_the_limit(printed, tmp_path):
    needs("gs")
    sheets = plates(printed.after, tmp_path / "after", ppi=PPI)
    most = {page: most_ink(sheet, ppi=PPI) for page, sheet in enumerate(sheets, 1)}
    _say(f"most ink in 15 mm, in %: {_rounded(most)}")
    assert max(most.values()) > 200
    assert {page: ink for page, ink in most.items() if ink > INK_LIMIT} == {}


def test_it_looks_alike_in_three_viewers(printed, tmp_path):
    """Without overprint, which poppler alone shows, and on plates alone."""
    needs("pdftoppm", "mutool")
    pdf = _without_overprint(printed.after)
    (tmp_path / "a.pdf").write_bytes(pdf)
    pages = _page_count(pdf)
    on_screen = _grey_of_poppler(tmp_path)
    of_pdfium = [
        Image.frombytes("RGB", (raster.width_px, raster.height_px), raster.samples).convert("L")
        for raster in rasterise(pdf, range(1, pages + 1), ppi=LOOKS_PPI)
    ]
    screen = _by_page(of_pdfium, on_screen)
    ink_most = {
        page: max(map(_unlike, *pair))
        for page, pair in enumerate(zip(_inks_of_poppler(tmp_path), _inks_of_mupdf(tmp_path), strict=True), 1)
    }
    _say(f"pdfium and poppler, in grey: {screen}")
    _say(f"mupdf and poppler, on their plates: {ink_most}")
    assert len(on_screen) == len(of_pdfium) == pages
    assert {page: by for page, by in screen.items() if by > ALIKE_ON_SCREEN} == {}
    assert {page: by for page, by in ink_most.items() if by > ALIKE_IN_INK} == {}
    # What one of them leaves out, or paints over, is seen.
    assert max(_unlike(_torn(on_screen[0], grey), on_screen[0]) for grey in (0, 255)) > ALIKE_ON_SCREEN


def _torn(image: Image.Image, grey: int) -> Image.Image:
    """With a field of 17 mm in one grey."""
    torn = image.copy()
    torn.paste(grey, (200, 300, 240, 340))
    return torn


def _without_overprint(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for thing in opened.objects:
            for state in _states(thing):
                for key in {"/OP", "/op", "/OPM"} & set(state.keys()):
                    del state[key]
        out = io.BytesIO()
        opened.save(out)
        return out.getvalue()


def _states(thing: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Graphics states, of their own or in the resources of what names them."""
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        if thing.get("/Type") == pikepdf.Name.ExtGState:
            yield thing
        resources = thing.get("/Resources", thing)
        shelf = resources.get("/ExtGState") if isinstance(resources, pikepdf.Dictionary) else None
        if isinstance(shelf, pikepdf.Dictionary):
            yield from (shelf[key] for key in shelf.keys())  # noqa: SIM118 - a pikepdf dictionary


def _page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def _grey_of_poppler(folder: Path) -> list[Image.Image]:
    # By way of RGB, as a screen gets it: its own way from CMYK to grey is another one.
    _run(folder, "pdftoppm", "-r", str(LOOKS_PPI), "-png", "a.pdf", "screen")
    return [_opened(path).convert("L") for path in sorted(folder.glob("screen-*.png"))]


def _inks_of_poppler(folder: Path) -> list[tuple[Image.Image, ...]]:
    _run(folder, "pdftoppm", "-r", str(LOOKS_PPI), "-jpegcmyk", "a.pdf", "inks")
    return [_opened(path).split() for path in sorted(folder.glob("inks-*.jpg"))]


def _inks_of_mupdf(folder: Path) -> list[tuple[Image.Image, ...]]:
    _run(folder, "mutool", "draw", "-q", "-r", str(LOOKS_PPI), "-c", "cmyk", "-o", "%03d.pam", "a.pdf")
    return [_pam(path.read_bytes()).split() for path in sorted(folder.glob("*.pam"))]


def _run(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def _opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return image.copy()


def _pam(data: bytes) -> Image.Image:
    """Portable arbitrary map, four inks deep."""
    head, samples = data.split(b"ENDHDR\n", 1)
    said = dict(line.split(b" ", 1) for line in head.splitlines()[1:])
    assert said[b"DEPTH"] == b"4"
    return Image.frombytes("CMYK", (int(said[b"WIDTH"]), int(said[b"HEIGHT"])), samples)


def _by_page(ones: Sequence[Image.Image], others: Sequence[Image.Image]) -> dict[int, int]:
    return {page: _unlike(*pair) for page, pair in enumerate(zip(ones, others, strict=True), 1)}


def _unlike(one: Image.Image, other: Image.Image) -> int:
    """The greatest difference in any field of 4 mm."""
    side = round(4 / 25.4 * LOOKS_PPI)
    size = (one.width // side, one.height // side)
    fields = [
        image.resize(one.size).filter(ImageFilter.BoxBlur(1)).resize(size, Image.Resampling.BOX)
        for image in (one, other)
    ]
    return int(ImageChops.difference(*fields).getextrema()[1])


def _rounded(numbers: dict[int, float]) -> dict[int, float]:
    return {page: round(number, 3) for page, number in numbers.items()}


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
