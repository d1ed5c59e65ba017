"""Personal packets a second, beside one Typst compile and one plain WeasyPrint render for each packet.

Usage: ``python benchmarks/packets.py [ISSUE.yaml] [--packets N] [--typst PYTHON]``; prints a table in Markdown.
``--typst``: an interpreter that has the package ``typst``; without it that row is left out. Ours makes every packet; the
others are stopped after ``--others`` packets, and their rates are of those. Everything runs in the same hour on the same
machine; ours in one process and in as many as there are processors.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from report_pdf.packets import make_packets
from report_pdf.pipeline import World
from report_pdf.plan import read_plan, read_recipients
from report_pdf.resources import fonts_folder

_HERE = Path(__file__).resolve().parent
_SAMPLE = _HERE.parent / "assets" / "sample-issue" / "issue.yaml"
_REAL = _HERE.parents[1] / "shared" / "manuscripts" / "xinhui" / "issue.yaml"
_FAMILY_NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
_GIVEN_NAMES = "建国志强晓明丽华文博海燕春梅国庆思远若兰子涵雨桐景行怀瑾"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """``packets`` in ``seconds`` and ``cpu`` seconds; ``size`` of one, in bytes. ``once``: seconds before the first."""

    packets: int
    seconds: float
    cpu: float
    size: float
    once: float = 0.0

    @property
    def each_second(self) -> float:
        """Without what is done once."""
        return self.packets / self.seconds


def main() -> None:
    parser = argparse.ArgumentParser(description="Packets a second beside Typst and plain WeasyPrint.")
    parser.add_argument("issue", nargs="?", type=Path, default=_REAL if _REAL.is_file() else _SAMPLE)
    parser.add_argument("--packets", type=int, default=1000)
    parser.add_argument("--others", type=int, default=5, help="packets of the other programs")
    parser.add_argument("--typst", default="", help="an interpreter that has typst")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="report-pdf-bench-") as folder:
        bench = Path(folder)
        rows = {"report-pdf batch, 1 process": _ours(asked.issue, bench / "one", asked.packets, jobs=1)}
        processors = os.cpu_count() or 1
        rows[f"report-pdf batch, {processors} processes"] = _ours(
            asked.issue, bench / "all", asked.packets, jobs=processors
        )
        if asked.typst:
            rows["Typst, a compile for each"] = _typst(asked.issue, bench, asked.others, asked.typst)
        rows["plain WeasyPrint, a render for each"] = _plain(asked.issue, bench, asked.others)
        print(_table(rows, asked.packets), flush=True)


def _people(path: Path, count: int) -> Path:
    lines = ["姓名,称谓,编号"]
    for number in range(1, count + 1):
        family = _FAMILY_NAMES[number % len(_FAMILY_NAMES)]
        at = number * 7 % (len(_GIVEN_NAMES) - 1)
        lines.append(f"{family}{_GIVEN_NAMES[at : at + 2]},同志,{number:04}")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _ours(issue: Path, folder: Path, count: int, *, jobs: int) -> Rate:
    """The whole of ``batch``: what is done before the first packet is counted by itself."""
    folder.mkdir(parents=True)
    plan = read_plan(issue)
    listed = read_recipients(_people(folder / "list.csv", count), plan)
    begun = time.perf_counter()
    first: list[float] = []

    def opened() -> AbstractContextManager[Executor]:
        first.append(time.perf_counter())
        first.append(_cpu())
        if jobs == 1:
            return ThreadPoolExecutor(1)
        return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))

    world = World(work=folder / "work")
    made = make_packets(plan, listed, folder / "packets", world, executor=opened)
    ended, cpu = time.perf_counter(), _cpu() - first[1]
    size = sum(record.size for record in made.records) / count
    return Rate(packets=count, seconds=ended - first[0], cpu=cpu, size=size, once=first[0] - begun)


def _cpu() -> float:
    """Of this process and all that have ended below it."""
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in spent)


def _typst(issue: Path, bench: Path, count: int, python: str) -> Rate:
    """The same words, photographs and supplements, set by Typst."""
    source = bench / "typst"
    source.mkdir()
    (source / "issue.typ").write_text(_in_typst(issue), encoding="utf-8")
    code = (
        "import json, sys, time, typst\n"
        "source, root, fonts, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])\n"
        "begun, cpu, size = time.perf_counter(), time.process_time(), 0\n"
        "for number in range(count):\n"
        "    inputs = {'name': f'李建国{number}', 'number': f'{number:04}'}\n"
        "    size += len(typst.compile(source, root=root, font_paths=[fonts], sys_inputs=inputs))\n"
        "print(json.dumps([time.perf_counter() - begun, time.process_time() - cpu, size / count]))\n"
    )
    command = [python, "-c", code, source / "issue.typ", "/", fonts_folder(), str(count)]
    done = subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True)
    seconds, cpu, size = json.loads(done.stdout)
    return Rate(packets=count, seconds=seconds, cpu=cpu, size=size)


def _in_typst(issue: Path) -> str:
    plan = read_plan(issue)
    lines = [
        "#set page(width: 210mm, height: 285mm, margin: 20mm, footer: align(center, text(6pt)[编号 #sys.inputs.number]))",
        '#set text(font: "Noto Serif SC Cut", size: 10.5pt, lang: "zh")',
        "#set par(justify: true, first-line-indent: 2em)",
    ]
    if plan.cover.photo is not None:
        lines.append(f'#image("{plan.cover.photo.source.path}", height: 180mm, fit: "cover")')
    lines += ["呈 #sys.inputs.name", "#pagebreak()", "#columns(2)["]
    for article in plan.articles:
        text = article.manuscript.path.read_text(encoding="utf-8")
        lines += [f"{_escaped(line)}\n" for line in text.splitlines() if line.strip()]
        lines += [f'#image("{photo.source.path}", width: 100%)' for photo in article.photos]
    lines.append("]")
    for supplement in plan.supplements:
        lines.append(f'#image("{supplement.source.path}", width: 100%)')
    return "\n".join(lines)


def _escaped(line: str) -> str:
    return "".join(f"\\{character}" if character in "#*_$`<>@\\[]~=+-/" else character for character in line)


def _plain(issue: Path, bench: Path, count: int) -> Rate:
    """The engine as it comes, the same HTML and photographs, without supplements: in the name's place the name."""
    pages = bench / "pages"
    pages.mkdir()
    subprocess.run(
        [sys.executable, _HERE / "same_pages.py", issue, pages], check=True, stdout=subprocess.DEVNULL
    )
    code = (
        "import json, sys, time\nfrom pathlib import Path\nimport weasyprint\n"
        "page, count = Path(sys.argv[1]) / 'index.html', int(sys.argv[2])\n"
        "begun, cpu, size = time.perf_counter(), time.process_time(), 0\n"
        "for _ in range(count):\n"
        "    size += len(weasyprint.HTML(filename=page).write_pdf(pdf_tags=True))\n"
        "print(json.dumps([time.perf_counter() - begun, time.process_time() - cpu, size / count]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(pages), str(count)], check=True, capture_output=True, text=True
    )
    seconds, cpu, size = json.loads(done.stdout)
    return Rate(packets=count, seconds=seconds, cpu=cpu, size=size)


def _table(rows: dict[str, Rate], count: int) -> str:
    ours = next(iter(rows.values()))
    lines = [
        f"| | packets | once, s | packets/s | × | CPU ms each | × | {count} packets in all, s | kB each |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, rate in rows.items():
        whole = rate.once + count / rate.each_second
        each, best = rate.cpu / rate.packets, ours.cpu / ours.packets
        lines.append(
            f"| {name} | {rate.packets} | {rate.once:.1f} | {rate.each_second:.2f} "
            f"| 1/{ours.each_second / rate.each_second:.1f} | {1000 * each:.1f} | {each / best:.1f} "
            f"| {whole:,.0f} | {rate.size / 1000:,.0f} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
