"""What stitching costs beside pypdf's ``append``, pikepdf's ``pages.extend`` and qpdf ``--pages``, which check nothing.

Usage: ``python benchmarks/stitch.py [--files N] [--copies N] [--corpus FOLDER.tar]``; prints tables in Markdown. Two jobs, each way in
a process of its own, in one run of this script: a sample of the corpus's files, each stitched alone behind a body, and
one packet of ``--copies`` files of 100 pages behind a body. CPU seconds count, children included: by the clock a busy
machine tells nothing. Memory is the largest process, and all processes of a way together.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import weasyprint
from pypdf import PdfWriter

_HERE = Path(__file__).resolve().parent
_CORPUS = _HERE.parents[1] / "shared" / "corpus" / "supplements.tar"
_WAYS = ("report-pdf stitch", "pypdf append", "pikepdf pages.extend", "qpdf --pages")
_PAGES = 100
_LONGEST_SECONDS = 120
_MB = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """CPU and wall seconds, bytes of the largest process and of all, bytes written; ``made``: files that went through."""

    cpu: float = 0.0
    wall: float = 0.0
    largest: int = 0
    together: int = 0
    size: int = 0
    made: int = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            cpu=self.cpu + other.cpu,
            wall=self.wall + other.wall,
            largest=max(self.largest, other.largest),
            together=max(self.together, other.together),
            size=self.size + other.size,
            made=self.made + other.made,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description="Stitching beside pypdf, pikepdf and qpdf.")
    parser.add_argument("--corpus", type=Path, default=_CORPUS, help="a tar of PDF files")
    parser.add_argument("--files", type=int, default=20, help="of the corpus, spread evenly")
    parser.add_argument("--copies", type=int, default=100, help=f"files of {_PAGES} pages in one packet")
    parser.add_argument("--way", nargs="+", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.way:
        way, out, body, *files = asked.way
        _IN_PYTHON[way](Path(body), [Path(file) for file in files], Path(out))
        return
    with tempfile.TemporaryDirectory(prefix="report-pdf-bench-") as folder:
        bench = Path(folder)
        body = _set(bench / "body.pdf", pages=4, tagged=True)
        ways = [way for way in _WAYS if not way.startswith("qpdf") or shutil.which("qpdf")]
        print(f"load average {os.getloadavg()[0]:.1f} of {os.cpu_count()} processors\n")
        if asked.files and asked.corpus.is_file():
            files = _sample(asked.corpus, asked.files, bench / "corpus")
            _say_files({way: _each(way, body, files, bench) for way in ways}, len(files))
        if asked.copies:
            one = _set(bench / "one.pdf", pages=_PAGES, tagged=False)
            # Without tags, as the others drop them: into a tagged body ours would bring each page as a figure.
            body = _set(bench / "plain.pdf", pages=4, tagged=False)
            files = [bench / f"{number:04}.pdf" for number in range(asked.copies)]
            for file in files:
                shutil.copy(one, file)
            costs = {way: _cost(way, body, files, bench) for way in ways}
            _say_packet(costs, asked.copies * _PAGES + 4)
        print(f"\nload average {os.getloadavg()[0]:.1f} at the end")


def _set(path: Path, *, pages: int, tagged: bool) -> Path:
    """Pages of text, each with a heading, a bookmark and sixteen links, as reports have them."""
    words = "".join(
        f"<section id=p{page}><h1>第 {page + 1} 页</h1>"
        + "".join(
            f"<p>第 {line + 1} 段：the quick brown fox jumps over the lazy dog, page {page + 1}, line {line}. "
            f"<a href=#p{(page + line) % pages}>见另一页</a> <a href=https://example.org/{page}/{line}>网页</a></p>"
            for line in range(8)
        )
        + "</section>"
        for page in range(pages)
    )
    html = f"<html lang=zh><title>{path.stem}</title><style>section + section {{break-before: page}}</style>{words}"
    weasyprint.HTML(string=html).write_pdf(path, pdf_tags=tagged)
    return path


def _sample(corpus: Path, count: int, folder: Path) -> list[Path]:
    """Spread evenly over the corpus, in its order, the hostile ones left out."""
    with tarfile.open(corpus) as tar:
        members = [one for one in tar.getmembers() if one.name.endswith(".pdf") and "hostile" not in one.name]
        chosen = [members[at * len(members) // count] for at in range(min(count, len(members)))]
        tar.extractall(folder, members=chosen, filter="data")
    return [folder / one.name for one in chosen]


def _each(way: str, body: Path, files: Sequence[Path], bench: Path) -> Cost:
    return sum((_cost(way, body, [file], bench) for file in files), Cost())


def _cost(way: str, body: Path, files: Sequence[Path], bench: Path) -> Cost:
    out, result = bench / "out.pdf", bench / "cost.json"
    out.unlink(missing_ok=True)
    result.unlink(missing_ok=True)
    command = [sys.executable, str(_HERE / "measured.py"), str(result), *_command(way, body, files, out)]
    try:
        subprocess.run(
            command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_limit(files)
        )
    except subprocess.TimeoutExpired:
        return Cost()
    return Cost(
        **json.loads(result.read_text(encoding="utf-8")),
        size=out.stat().st_size if out.exists() else 0,
        made=int(out.exists()),
    )


def _limit(files: Sequence[Path]) -> int:
    return _LONGEST_SECONDS * len(files)


def _command(way: str, body: Path, files: Sequence[Path], out: Path) -> list[str]:
    given = [str(file) for file in files]
    if way == "report-pdf stitch":
        return [
            sys.executable,
            "-m",
            "report_pdf",
            "stitch",
            str(body),
            *given,
            "-o",
            str(out),
            "--changed",
            "picture",
        ]
    if way == "qpdf --pages":
        return ["qpdf", str(body), "--pages", ".", *given, "--", str(out)]
    return [sys.executable, __file__, "--way", way, str(out), str(body), *given]


def _pypdf(body: Path, files: Sequence[Path], out: Path) -> None:
    writer = PdfWriter(clone_from=body)
    for file in files:
        writer.append(file)
    writer.write(out)


def _pikepdf(body: Path, files: Sequence[Path], out: Path) -> None:
    with pikepdf.open(body) as packet:
        for file in files:
            with pikepdf.open(file) as source:
                packet.pages.extend(source.pages)
        packet.save(out)


_IN_PYTHON = {"pypdf append": _pypdf, "pikepdf pages.extend": _pikepdf}


def _say_files(costs: dict[str, Cost], files: int) -> None:
    print(f"### {files} files of the corpus, each alone\n")
    print("| | went through | s CPU per file | to pypdf | kB per file |\n|---|--:|--:|--:|--:|")
    pypdf = costs["pypdf append"].cpu
    for way, cost in costs.items():
        kilobytes = f"{cost.size / max(cost.made, 1) / 1000:.0f}"
        print(f"| {way} | {cost.made} | {cost.cpu / files:.2f} | {cost.cpu / pypdf:.2f} × | {kilobytes} |")


def _say_packet(costs: dict[str, Cost], pages: int) -> None:
    print(f"\n### One packet of {pages} pages\n")
    print(
        "| | s CPU | s CPU per 1,000 pages | to pypdf | s by the clock | largest process MB | all MB | file MB |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    pypdf = costs["pypdf append"].cpu
    for way, cost in costs.items():
        memory = " | ".join(f"{size / _MB:.0f}" for size in (cost.largest, cost.together))
        print(
            f"| {way} | {cost.cpu:.1f} | {cost.cpu / pages * 1000:.2f} | {cost.cpu / pypdf:.2f} × | {cost.wall:.0f} "
            f"| {memory} "
            f"| {cost.size / _MB:.1f} |"
        )


if __name__ == "__main__":
    main()
