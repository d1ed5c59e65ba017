"""Press pass and preflight in seconds per 100 pages, beside Ghostscript's pdfwrite, which converts to CMYK too.

Usage: ``python benchmarks/press.py [BODY.pdf] [--pages N] [--runs N]``; prints a table in Markdown. Without a body the
sample issue's email edition is taken, its pages repeated. Everything runs in this one process, Ghostscript as its child;
of several runs the quickest counts. Seconds are the processor's, children's with them: on a loaded machine the wall's
say little; the machine's load is printed. Ratios are to Ghostscript in the same run.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf

from report_pdf.child import ChildLimits
from report_pdf.model.plan import EditionName
from report_pdf.pdf import PressSpec, check_press, press_pass
from report_pdf.pictures import PressConverter
from report_pdf.preflight import FileSpec, preflight_file
from report_pdf.resources import assets_folder

_SAMPLE = Path(__file__).resolve().parent.parent / "assets" / "sample-issue" / "issue.yaml"
_PROFILE = assets_folder() / "icc" / "FOGRA39L_coated.icc"
_LIMITS = ChildLimits(wall_seconds=600, memory_bytes=4 << 30)


def main() -> None:
    parser = argparse.ArgumentParser(description="Press pass and preflight beside Ghostscript.")
    parser.add_argument("body", nargs="?", type=Path)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--runs", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="report-pdf-bench-") as folder:
        bench = Path(folder)
        body = _repeated((asked.body or _built(bench)).read_bytes(), asked.pages)
        print(_table(_costs(body, bench, asked.runs), asked.pages), flush=True)


def _built(bench: Path) -> Path:
    """The sample issue for screens: RGB throughout, as a supplement or another program's pages are."""
    command = [
        sys.executable,
        "-m",
        "report_pdf",
        "build",
        str(_SAMPLE),
        "--edition",
        "email",
        "-o",
        str(bench / "dist"),
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return bench / "dist" / "email.pdf"


def _repeated(pdf: bytes, pages: int) -> bytes:
    """So many pages. Each copy is a file's own: fonts and pictures of one would be read once for all."""
    with pikepdf.new() as made:
        while len(made.pages) < pages:
            with pikepdf.open(io.BytesIO(pdf)) as source:
                made.add_pages_from(source, pages=range(min(len(source.pages), pages - len(made.pages))))
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()


def _costs(body: bytes, bench: Path, runs: int) -> dict[str, float]:
    """Seconds of each way."""
    spec = PressSpec(converter=PressConverter(_PROFILE.read_bytes(), ink_limit=300))
    pressed = press_pass(body, spec).data
    before, after = bench / "body.pdf", bench / "pressed.pdf"
    before.write_bytes(body)
    after.write_bytes(pressed)
    ways: dict[str, Callable[[], object]] = {
        "press pass": lambda: press_pass(
            body, PressSpec(converter=PressConverter(_PROFILE.read_bytes(), ink_limit=300))
        ),
        "press checks": lambda: check_press(pressed),
        "report-pdf preflight (child and all)": lambda: preflight_file(
            after, FileSpec(purpose=EditionName.PRESS), limits=_LIMITS
        ),
    }
    if shutil.which("gs"):
        ways["Ghostscript pdfwrite, CMYK"] = lambda: subprocess.run(
            _ghostscript(before, bench / "gs.pdf"),
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    return {name: min(_seconds(way) for _ in range(runs)) for name, way in ways.items()}


def _ghostscript(source: Path, target: Path) -> Sequence[str]:
    return (
        "gs",
        "-q",
        "-dBATCH",
        "-dNOPAUSE",
        "-dSAFER",
        "-sDEVICE=pdfwrite",
        "-sColorConversionStrategy=CMYK",
        "-sProcessColorModel=DeviceCMYK",
        f"-sOutputFile={target}",
        str(source),
    )


def _seconds(way: Callable[[], object]) -> float:
    start = _used()
    way()
    return _used() - start


def _used() -> float:
    """Seconds of processor time, of this process and the children it has waited for."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def _table(costs: dict[str, float], pages: int) -> str:
    theirs = costs.get("Ghostscript pdfwrite, CMYK")
    rows = [
        f"| {name} | {seconds / pages * 100:.1f} | {f'{seconds / theirs:.2f}' if theirs else 'no Ghostscript'} |"
        for name, seconds in costs.items()
    ]
    head = f"{pages} pages, load {os.getloadavg()[0]:.1f}\n\n| | CPU s per 100 pages | to Ghostscript |\n|---|--:|--:|"
    return "\n".join((head, *rows))


if __name__ == "__main__":
    main()
