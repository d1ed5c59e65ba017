"""Build time and peak memory of an issue, and of one of 100 pages, beside plain WeasyPrint on the same HTML.

Usage: ``python benchmarks/build.py [ISSUE.yaml] [--articles N] [--runs N]``; prints a table in Markdown. Each row is a
process of its own; of several runs the quickest counts. Ratios are to plain WeasyPrint in the same run of this script.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from pypdf import PdfReader

_HERE = Path(__file__).resolve().parent
_SAMPLE = _HERE.parent / "assets" / "sample-issue" / "issue.yaml"
_REAL = _HERE.parents[1] / "shared" / "manuscripts" / "xinhui" / "issue.yaml"
_ARTICLES_FOR_100_PAGES = 30  # the sample's three make 10 pages or so


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a command cost; ``pages`` of the PDF it left."""

    wall: float
    cpu: float
    largest: int
    together: int
    pages: int


def main() -> None:
    parser = argparse.ArgumentParser(description="Build time and memory beside plain WeasyPrint.")
    parser.add_argument("issue", nargs="?", type=Path, default=_REAL if _REAL.is_file() else _SAMPLE)
    parser.add_argument(
        "--articles", type=int, default=_ARTICLES_FOR_100_PAGES, help="of the long issue; 0: without it"
    )
    parser.add_argument(
        "--runs", type=int, default=1, help="how often each command runs; the quickest counts"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="report-pdf-bench-") as folder:
        bench = Path(folder)
        issues = [(asked.issue.parent.name, asked.issue)]
        if asked.articles:
            issues.append(("long issue", _long_issue(bench / "long", asked.articles)))
        for number, (name, issue) in enumerate(issues):
            costs = _costs(issue.resolve(), bench / str(number), asked.runs)
            print(f"\n### {name}\n\n{_table(costs)}", flush=True)


def _long_issue(folder: Path, articles: int) -> Path:
    """The sample issue with its articles repeated, and no limit on its size."""
    shutil.copytree(_SAMPLE.parent, folder)
    issue = yaml.safe_load(_SAMPLE.read_text(encoding="utf-8"))
    sources = issue["articles"]
    issue["articles"] = [sources[number % len(sources)] for number in range(articles)]
    issue["editions"] = {"email": {"dpi": 150}}
    path = folder / "issue.yaml"
    path.write_text(yaml.safe_dump(issue, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def _costs(issue: Path, bench: Path, runs: int) -> dict[str, Cost]:
    """Each way's cost, by the name of its row."""
    pages = bench / "pages"
    pages.mkdir(parents=True)
    subprocess.run(
        [sys.executable, _HERE / "same_pages.py", issue, pages], check=True, stdout=subprocess.DEVNULL
    )
    out = bench / "out.pdf"
    engines = _HERE / "engines.py"
    build = [sys.executable, "-m", "report_pdf", "build", issue, "-o", bench / "dist"]
    made = bench / "dist" / "email.pdf"
    fresh = [_cost(build, made, cache=bench / f"cache-{run}") for run in range(runs)]
    warm = [_cost(build, made, cache=bench / "cache-0") for _ in range(runs)]
    ours = [_cost([sys.executable, engines, "ours", pages, out], out, cache=bench) for _ in range(runs)]
    plain = [_cost([sys.executable, engines, "plain", pages, out], out, cache=bench) for _ in range(runs)]
    rows = {
        "plain WeasyPrint, one pass": plain,
        "our render stage, one pass": ours,
        "whole build, warm cache": warm,
        "whole build, fresh cache": fresh,
    }
    return {name: min(costs, key=lambda cost: cost.wall) for name, costs in rows.items()}


def _cost(command: Sequence[object], pdf: Path, *, cache: Path) -> Cost:
    with tempfile.NamedTemporaryFile(suffix=".json") as result:
        measured = [sys.executable, str(_HERE / "measured.py"), result.name, *map(str, command)]
        environment = {**os.environ, "REPORT_PDF_CACHE": str(cache)}
        done = subprocess.run(measured, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{' '.join(map(str, command))}\nended with {done.returncode}:\n{done.stderr}")
        figures = json.loads(Path(result.name).read_text(encoding="utf-8"))
    return Cost(**figures, pages=len(PdfReader(pdf).pages))


def _table(costs: dict[str, Cost]) -> str:
    base = next(iter(costs.values()))
    head = (
        "| | pages | wall s | × | CPU s | × | largest process MB | × | all processes MB | × |\n"
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n"
    )
    return head + "\n".join(_row(name, cost, base) for name, cost in costs.items())


def _row(name: str, cost: Cost, base: Cost) -> str:
    cells = [name, str(cost.pages)]
    for one, other, scale, digits in (
        (cost.wall, base.wall, 1, 1),
        (cost.cpu, base.cpu, 1, 1),
        (cost.largest, base.largest, 1e6, 0),
        (cost.together, base.together, 1e6, 0),
    ):
        cells += [f"{one / scale:.{digits}f}", f"{one / other:.2f}" if other else "—"]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
