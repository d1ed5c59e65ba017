"""What the torture of the press does with one file, in a child: admitted, laid on a sheet, bound, converted, dressed."""

from __future__ import annotations

import datetime as dt
import functools
import io
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf

from report_pdf import child
from report_pdf.editions import press, spec_of
from report_pdf.editions.press import pressed_packet
from report_pdf.errors import ReportPdfError
from report_pdf.model.edition import EditionSpec
from report_pdf.model.pages import PageOrigin
from report_pdf.model.plan import EditionName, EditionPlans, PressPlan
from report_pdf.pdf import (
    FOGRA39,
    Insert,
    Leaf,
    MissingBleed,
    PressFacts,
    Rectangle,
    SheetSpec,
    bind,
    dress_sheet,
    identify_press,
    open_supplement,
    ready_leaves,
)
from report_pdf.pdf.press import leaves, pictured

MM = 72 / 25.4
TRIM, BLEED = (210 * MM, 285 * MM), 3 * MM
SHEET = Rectangle(BLEED, BLEED, TRIM[0] + BLEED, TRIM[1] + BLEED)
MOST_PAGES = 12


@dataclass(frozen=True, slots=True)
class Verdict:
    """How it ended: ``kind``, the codes of what was said (a code once for each page), seconds, MiB of memory."""

    name: str
    kind: str
    codes: tuple[str, ...] = ()
    why: str = ""
    seconds: float = 0.0
    pages: int = 0


def press_files(paths: Sequence[Path], folder: Path, *, fonts: str, alone: bool) -> list[Verdict]:
    """One after the other. ``alone``: what the press starts children for runs in children."""
    if not alone:
        child.run = pictured.run = leaves.run = _here
        # Its tables take longer to build than most of these files to convert.
        press.PressConverter = functools.cache(press.PressConverter)
    specification = _spec(fonts)
    return [_pressed(path, folder, specification) for path in paths]


def _here(_: object, function: Callable[..., object], *args: object, **keywords: object) -> object:
    return function(*args, **keywords)


def _spec(fonts: str) -> EditionSpec:
    ticket = PressPlan(supplement_fonts=fonts, missing_bleed="mirror", marks=("crop", "colour-bar"))
    return spec_of(EditionName.PRESS, EditionPlans(press=ticket))


def _pressed(path: Path, folder: Path, spec: EditionSpec) -> Verdict:
    start = time.monotonic()
    copy, ready = folder / "copy.pdf", folder / "ready.pdf"
    try:
        facts = open_supplement(path, name=path.name, copy_to=copy)
    except ReportPdfError as error:
        return Verdict(path.name, "refused on arrival", (error.code,), error.message.en, _since(start))
    pages = range(min(len(facts.pages), MOST_PAGES))
    laid = ready_leaves(
        copy, [(index, SHEET) for index in pages], bleed_pt=BLEED, missing=MissingBleed.MIRROR, copy_to=ready
    )
    placed = tuple(Leaf(source=n, page=n, box=leaf.box) for n, leaf in enumerate(laid))
    insert = Insert(name=path.name, title=path.stem, path=ready, leaves=placed)
    try:
        bound = bind(_sheets(len(laid)), inserts=[insert])
    except ReportPdfError as error:
        return Verdict(path.name, "refused when bound", (error.code,), error.message.en, _since(start))
    origins = tuple(PageOrigin(page=n + 1, file=path.name, source_page=n + 1) for n in pages)
    packet = pressed_packet(bound.pdf, spec, file="print.pdf", origins=origins)
    finished = _finished(packet.data, spec)
    codes = tuple(finding.code for finding in packet.findings)
    return Verdict(path.name, _kind(codes, finished), codes, _why(packet), _since(start), len(laid))


def _sheets(count: int) -> bytes:
    with pikepdf.new() as pdf:
        for _ in range(count):
            pdf.add_blank_page(page_size=(TRIM[0] + 2 * BLEED, TRIM[1] + 2 * BLEED))
            pdf.pages[-1].obj["/TrimBox"] = pikepdf.Array([SHEET.left, SHEET.bottom, SHEET.right, SHEET.top])
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    return out.getvalue()


def _finished(data: bytes, spec: EditionSpec) -> bytes:
    dressed = dress_sheet(data, SheetSpec(bleed_pt=BLEED, marks=("crop", "colour-bar")))
    facts = PressFacts(title="torture", date=dt.datetime(2026, 3, 1, tzinfo=dt.UTC))
    return identify_press(dressed.data, facts, condition=FOGRA39, profile=spec.pictures.profile)


def _kind(codes: Sequence[str], finished: bytes) -> str:
    with pikepdf.open(io.BytesIO(finished)) as pdf:
        foreign = _foreign_spaces(pdf)
    if "press/font-not-embedded" in codes:
        return "refused: fonts"
    if "press/not-convertible" in codes:
        return "refused: cannot be drawn"
    if foreign:
        return f"LEFT {sorted(foreign)}"
    return "pictured" if "press/page-as-picture" in codes else "converted"


def _foreign_spaces(pdf: pikepdf.Pdf) -> set[str]:
    """Colour spaces of images and forms that no press takes."""
    found = set()
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == pikepdf.Name.Image:
            space = thing.get("/ColorSpace")
            base = space[1] if isinstance(space, pikepdf.Array) and str(space[0]) == "/Indexed" else space
            name = str(base[0] if isinstance(base, pikepdf.Array) else base)
            if name not in {"/DeviceCMYK", "/DeviceGray", "/Separation", "/DeviceN", "None"}:
                found.add(name)
    return found


def _why(packet: object) -> str:
    findings = getattr(packet, "findings", ())
    wanted = {"press/page-as-picture", "press/not-convertible"}
    reasons = Counter(finding.message.en.partition(": ")[2] for finding in findings if finding.code in wanted)
    return "; ".join(reason for reason, _ in reasons.most_common(3))


def _since(start: float) -> float:
    return round(time.monotonic() - start, 1)


def main() -> None:
    """For trying one file: ``python press_job.py FILE``."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for verdict in press_files(
            [Path(name) for name in sys.argv[1:]], Path(folder), fonts="picture", alone=True
        ):
            sys.stdout.write(f"{replace(verdict)}\n")


if __name__ == "__main__":
    main()
