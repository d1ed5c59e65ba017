"""What the archive edition costs: closing pass and proof, seconds for 100 pages, beside plain WeasyPrint's ``pdf/a-3a``.

Usage: ``python benchmarks/archive.py [--articles N] [--runs N]``; prints tables in Markdown. Both set the same HTML in the
same run of this script, ours from what the pipeline made for the archive edition; of several runs the one with the least
CPU counts, and ratios are of CPU seconds: by the clock a busy machine tells nothing.
Plain WeasyPrint proves nothing: what the validators say of its output stands below. Without Java veraPDF's rows are absent.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import weasyprint
import yaml
from same_pages import _write as write_pages

from report_pdf.copyedit import copyedit
from report_pdf.editions import ArchiveJob, close_edition, spec_of, standard_of
from report_pdf.errors import MissingToolError
from report_pdf.issue import gather, originals
from report_pdf.model.archive import Enclosed, Verdict
from report_pdf.model.edition import EditionSpec
from report_pdf.model.issue import Issue
from report_pdf.model.pages import Packet
from report_pdf.model.plan import EditionName, IssuePlan
from report_pdf.pictures import fit_all
from report_pdf.pipeline import read_manuscripts, set_pages, with_resources
from report_pdf.plan import read_plan
from report_pdf.preflight import Validators, find_verapdf, validate
from report_pdf.render import render

T = TypeVar("T")

_SAMPLE = Path(__file__).resolve().parents[1] / "assets" / "sample-issue"
_PLAIN, _OURS = "plain.pdf", "archive.pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds: of CPU, children included, and by the clock."""

    cpu: float
    wall: float

    @classmethod
    def until_now(cls) -> Cost:
        """What this process and its children have used so far."""
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return cls(cpu=sum(one.ru_utime + one.ru_stime for one in used), wall=time.monotonic())

    def __sub__(self, other: Cost) -> Cost:
        return Cost(cpu=self.cpu - other.cpu, wall=self.wall - other.wall)

    def __add__(self, other: Cost) -> Cost:
        return Cost(cpu=self.cpu + other.cpu, wall=self.wall + other.wall)


def main() -> None:
    parser = argparse.ArgumentParser(description="What the archive edition costs.")
    parser.add_argument("--articles", type=int, default=30, help="of the long issue: 30 make 100 pages or so")
    parser.add_argument(
        "--runs", type=int, default=1, help="how often each thing is done; the quickest counts"
    )
    parser.add_argument("--plain", nargs=2, type=Path, metavar=("FOLDER", "OUT"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.plain:
        cost = _plain(*asked.plain)
        print(json.dumps([cost.cpu, cost.wall]))
        return
    with tempfile.TemporaryDirectory(prefix="report-pdf-bench-") as folder:
        _measure(Path(folder), asked.articles, asked.runs)


def _plain(folder: Path, out: Path) -> Cost:
    """WeasyPrint as it comes, in a process of its own: ours patches the engine."""
    start = Cost.until_now()
    weasyprint.HTML(filename=folder / "index.html").write_pdf(out, pdf_variant="pdf/a-3a", pdf_tags=True)
    return Cost.until_now() - start


def _measure(bench: Path, articles: int, runs: int) -> None:
    plan, issue = _issue(bench, articles)
    spec = spec_of(EditionName.ARCHIVE, plan.editions)
    kept, _ = set_pages(plan, issue, spec)
    pages, resources = with_resources(kept, fit_all(kept.placements, spec.pictures))
    html = bench / "html"
    html.mkdir()
    write_pages(pages, resources, html)
    plain = min((_by_plain_engine(html, bench / _PLAIN) for _ in range(runs)), key=lambda cost: cost.cpu)
    setting, rendered = _quickest(lambda: render(pages, resources, numbered=True), runs)
    packet = Packet(pdf=rendered.pdf, pages=rendered.pages)
    job = ArchiveJob(enclosed=Enclosed(originals=originals(plan, "manuscript")), landed=())
    closing, edition = _quickest(lambda: close_edition(packet, issue, spec, archive=job), runs)
    files = {_OURS: edition.data, _PLAIN: (bench / _PLAIN).read_bytes()}
    proofs, verdicts = _proved(files, spec, bench, runs)
    costs = {
        "plain WeasyPrint, pdf/a-3a, no proof": plain,
        "our render stage, the same HTML": setting,
        "closing pass": closing,
        **proofs,
        "ours, rendered, closed and proved": sum(proofs.values(), setting + closing),
    }
    _say(costs, rendered.pages, plain)
    _say_verdicts(verdicts)


def _issue(bench: Path, articles: int) -> tuple[IssuePlan, Issue]:
    """The sample with its articles repeated, and no supplement: the engine could not put one in."""
    shutil.copytree(_SAMPLE, bench / "issue")
    path = bench / "issue" / "issue.yaml"
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    sources = written["articles"]
    written["articles"] = [sources[number % len(sources)] for number in range(articles)]
    written.pop("supplements", None)
    path.write_text(yaml.safe_dump(written, allow_unicode=True, sort_keys=False), encoding="utf-8")
    plan = read_plan(path)
    manuscripts = [copyedit(manuscript, plan.lint) for manuscript in read_manuscripts(plan)]
    issue = gather(plan, manuscripts, work=bench / "work", private=bench / "private", passwords={})
    return plan, replace(issue, supplements=())


def _by_plain_engine(html: Path, out: Path) -> Cost:
    command = [sys.executable, __file__, "--plain", str(html), str(out)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    cpu, wall = json.loads(done.stdout.splitlines()[-1])
    return Cost(cpu=cpu, wall=wall)


def _quickest(work: Callable[[], T], runs: int) -> tuple[Cost, T]:
    done: list[tuple[Cost, T]] = []
    for _ in range(runs):
        start = Cost.until_now()
        made = work()
        done.append((Cost.until_now() - start, made))
    return min(done, key=lambda one: one[0].cpu)


def _proved(
    files: dict[str, bytes], spec: EditionSpec, bench: Path, runs: int
) -> tuple[dict[str, Cost], dict[str, tuple[Verdict, ...]]]:
    """The cost of each validator on ours, and what they say of both files."""
    flavours = standard_of(spec.standard).flavours
    ours = {_OURS: files[_OURS]}
    alone, _ = _quickest(lambda: validate(ours, flavours, Validators()), runs)
    name = f"({' + '.join(flavours)})"
    costs = {f"page-validation {name}": alone}
    try:
        both = Validators(verapdf=find_verapdf(), cache=bench / "verapdf")
    except MissingToolError as error:
        print(f"{error.message.en} {error.hint.en if error.hint else ''}\n")
        return costs, validate(files, flavours, Validators())
    verdicts = validate(files, flavours, both)  # compiles the driver, once
    together, _ = _quickest(lambda: validate(ours, flavours, both), runs)
    costs[f"veraPDF {name}, JVM included"] = together - alone
    return costs, verdicts


def _say(costs: dict[str, Cost], pages: int, plain: Cost) -> None:
    print(f"### {pages} pages\n")
    print("| per 100 pages | s CPU | s by the clock | to plain WeasyPrint (CPU) |\n|---|---:|---:|---:|")
    for name, cost in costs.items():
        cpu, wall = (seconds / pages * 100 for seconds in (cost.cpu, cost.wall))
        print(f"| {name} | {cpu:.2f} | {wall:.2f} | {cost.cpu / plain.cpu:.2f} × |")


def _say_verdicts(verdicts: dict[str, tuple[Verdict, ...]]) -> None:
    print("\n| file | validator | flavour | verdict | breaches |\n|---|---|---|---|---|")
    for name in (_PLAIN, _OURS):
        for verdict in verdicts[name]:
            broken = ", ".join(f"{one.rule} × {one.count}" for one in verdict.broken if one.believed)
            word = "PASS" if verdict.compliant else "FAIL"
            said = f"{verdict.validator} {verdict.version}".strip()
            print(f"| {name} | {said} | {verdict.flavour} | {word} | {verdict.error or broken or '—'} |")


if __name__ == "__main__":
    main()
