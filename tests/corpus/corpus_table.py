"""The corpus table: every real and hostile PDF between a tagged body's pages, ours beside pypdf, pikepdf and qpdf.

``python tests/corpus/corpus_table.py ../shared/corpus/supplements.tar --sample 200``; each file and way in a process of
its own with 30 CPU seconds and 2 GiB more than the start took.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import pickle
import resource
import signal
import sys
import tarfile
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from corpus_measures import (
    Holdings,
    drawn,
    holdings,
    is_body_intact,
    is_changed,
    page_counts,
    shows_a_page,
    user_units,
)
from corpus_ways import BODY_BOOKMARKS, WAYS

from report_pdf import child
from report_pdf.errors import ReportPdfError

CPU_SECONDS, MEMORY, WALL_SECONDS, SAMPLE_PAGES = 30, 2 << 30, 240, 6
STRUCTURES = ("bookmarks", "links", "fields", "layers", "attachments", "tags")
# Codes by which a loss of each structure is listed.
LISTED = {
    "bookmarks": {"pdf/bookmark-left"},
    "links": {"pdf/link-left"},
    "fields": {"pdf/field-left", "pdf/fields-flattened", "pdf/field-without-page"},
    "layers": {"pdf/layers-left"},
    "attachments": {"pdf/executable-removed", "pdf/attachment-left"},
    "tags": {"pdf/tags-left"},
}
MARKED = {
    "pdf/page-as-picture",
    "pdf/page-unverified",
    "pdf/pages-missing",
    "pdf/readers-differ",
    "pdf/read-anew",
}


@dataclass(kw_only=True)
class Verdict:
    """What one way made of one file."""

    name: str
    way: str
    kind: str
    why: str = ""
    cpu: float = 0.0
    changed: int = 0
    marked: bool = False
    structures: dict[str, str] = field(default_factory=dict)
    active: tuple[str, ...] = ()
    tags_intact: bool = True
    codes: Counter = field(default_factory=Counter)


def in_place(_limits: object, function: Callable[..., object], *args: object, **kwargs: object) -> object:
    """Instead of a child's child: this process is limited already."""
    return function(*args, **kwargs)


def stay_here() -> None:
    """In a fork that is limited already: no child of its own, whoever listens to it."""
    child.run = in_place  # type: ignore[assignment]  # this fork only
    child.run_heard = lambda _heard, *rest, **more: in_place(*rest, **more)  # type: ignore[assignment]


def forked(task: Callable[[], object]) -> tuple[str, object, float]:
    """Runs ``task`` in a limited fork: ``done``, ``crash`` or ``hang``, its answer, its CPU seconds."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        with contextlib.suppress(ValueError):
            used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
            resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
        try:
            answer = pickle.dumps(task())
        except BaseException as error:  # noqa: BLE001 - nothing of the fork may run on in the parent's place
            answer = pickle.dumps(("over", repr(error)[:300]))
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(answer)
        os._exit(0)
    os.close(writing)
    signal.signal(signal.SIGALRM, lambda *_: os.kill(pid, signal.SIGKILL))
    signal.alarm(WALL_SECONDS)
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read()
    _, status, usage = os.wait4(pid, 0)
    signal.alarm(0)
    cpu = usage.ru_utime + usage.ru_stime
    if data and status == 0:
        return "done", pickle.loads(data), cpu  # noqa: S301 - our own fork wrote it
    return (
        ("hang" if cpu >= CPU_SECONDS - 1 or status in {signal.SIGKILL, signal.SIGXCPU} else "crash"),
        status,
        cpu,
    )


def tried(path: Path, way: str, readers: dict[str, int]) -> Verdict:
    """One file, one way."""
    kind, answer, cpu = forked(lambda: _tried(path, way))
    if kind != "done":
        return Verdict(name=path.name, way=way, kind=kind.upper(), why=str(answer), cpu=cpu)
    outcome, *rest = answer  # type: ignore[misc]  # what _tried returned
    if outcome != "ok":
        return Verdict(name=path.name, way=way, kind=outcome, why=str(rest[0]), cpu=cpu)
    data, codes = rest
    kind, judged, _ = forked(lambda: _judged(path, way, data, codes, readers))
    if kind != "done" or not isinstance(judged, Verdict):
        return Verdict(
            name=path.name, way=way, kind="unverifiable", why=f"{kind} {judged}", cpu=cpu, codes=codes
        )
    judged.cpu = cpu
    return judged


def _tried(path: Path, way: str) -> tuple[object, ...]:
    stay_here()
    with tempfile.TemporaryDirectory() as folder:
        try:
            data, codes = WAYS[way](path, Path(folder))
        except ReportPdfError as error:
            return "refused", error.message.en
        except MemoryError:
            return "refused", "memory"
        except Exception as error:  # noqa: BLE001 - what happens is what is counted
            typed = type(error).__module__.split(".")[0] in {"pypdf", "pikepdf"}
            last = traceback.extract_tb(error.__traceback__)[-1]
            why = f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})"[:200]
            return "refused" if typed and way != "report_pdf" else "TRACEBACK", why
        return "ok", data, codes


def _judged(path: Path, way: str, data: bytes, codes: Counter, readers: dict[str, int]) -> Verdict:
    pages = _majority(readers)
    try:
        before = holdings(path.read_bytes())
    except (pikepdf.PdfError, pikepdf.PasswordError):  # nobody can say what it held
        before = Holdings.nothing()
    got = holdings(data, first=1, pages=pages)
    verdict = Verdict(name=path.name, way=way, kind="ok", codes=codes, active=got.active)
    verdict.tags_intact = is_body_intact(data, b"", b"")
    verdict.marked = bool(MARKED & set(codes))
    if got.pages - 2 != pages:
        verdict.changed, verdict.why = abs(got.pages - 2 - pages), f"{pages} pages became {got.pages - 2}"
    elif readers["pdfium"]:
        step = max(1, pages // SAMPLE_PAGES)
        sample = list(range(0, pages, step))[:SAMPLE_PAGES]
        # Hinting moves small type by a pixel for a hair's difference: what differs is looked at larger once more.
        for dpi in (50, 120):
            sample = _changed(path, data, sample, dpi=dpi)
        verdict.changed = len(sample)
    _judge_structures(verdict, before, got)
    return verdict


def _changed(path: Path, data: bytes, sample: list[int], *, dpi: int) -> list[int]:
    """Those of the sample that do not look as in the source."""
    try:
        originals = drawn(path, sample, user_units(path.read_bytes()), dpi=dpi)
    except (ValueError, RuntimeError):  # pdfium cannot draw the source
        return []
    results = drawn(data, [page + 1 for page in sample], user_units(data), dpi=dpi)
    pairs = zip(sample, originals, results, strict=True)
    return [page for page, one, other in pairs if is_changed(one, other)]


def _judge_structures(verdict: Verdict, before: Holdings, got: Holdings) -> None:
    for name in STRUCTURES:
        had, has = getattr(before, name), getattr(got, name)
        if isinstance(had, Counter):
            had, has = had.total(), (had & has).total()
        elif name == "bookmarks":
            has -= BODY_BOOKMARKS
        if had:
            kept = has >= had
            listed = (LISTED[name] | {"pdf/pages-only"}) & set(verdict.codes)
            verdict.structures[name] = "kept" if kept else "listed" if listed else "LOST"
            if not kept:
                verdict.why += f" {name} {had}→{has}"
    if before.hidden > got.hidden:
        verdict.structures["layers"] = "LOST"


def _majority(readers: dict[str, int]) -> int:
    counts = Counter(count for count in readers.values() if count)
    if not counts:
        return 0
    (most, votes), *_ = counts.most_common()
    return most if votes > 1 or not readers["pdfium"] else readers["pdfium"]


def sampled(paths: Iterable[Path], size: int) -> list[Path]:
    """``size`` files (0: all) in the order of a hash: the same ones every time, of every source."""
    ordered = sorted(paths, key=lambda path: hashlib.sha256(path.name.encode()).hexdigest())
    return ordered[:size] if size else ordered


def run(paths: Iterable[Path], ways: Iterable[str], *, say: Callable[[str], object]) -> Iterator[Verdict]:
    """Every file every way."""
    for number, path in enumerate(paths, 1):
        kind, readers, _ = forked(lambda path=path: page_counts(path))
        known = (
            readers
            if kind == "done" and isinstance(readers, dict)
            else dict.fromkeys(("pdfium", "poppler", "mupdf"), 0)
        )
        for way in ways:
            verdict = tried(path, way, known)
            readable = sum(count > 0 for count in known.values()) >= 2
            if verdict.kind == "refused":
                # /Count is soon said: two readers must really show the first page.
                readable = readable and sum(shows_a_page(path)) >= 2
                verdict.kind = "refused, readable" if readable else "refused"
            elif verdict.kind == "ok" and not readable:
                verdict.kind = "ok, unreadable elsewhere"
            yield verdict
        say(f"{number} {path.name[:16]}\n")


def table(verdicts: list[Verdict]) -> str:
    """For people."""
    by_way: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        by_way[verdict.way].append(verdict)
    rows = [("", list(by_way))]
    kinds = [
        "ok",
        "ok, unreadable elsewhere",
        "refused",
        "refused, readable",
        "TRACEBACK",
        "CRASH",
        "HANG",
        "unverifiable",
    ]
    rows += [(kind, [str(sum(v.kind == kind for v in one)) for one in by_way.values()]) for kind in kinds]
    rows.append(("readable that go in", [went_in(one) for one in by_way.values()]))
    rows.append(
        (
            "changed pages, unmarked",
            [
                str(sum(bool(v.changed) and not v.marked and v.kind == "ok" for v in one))
                for one in by_way.values()
            ],
        )
    )
    for name in STRUCTURES:
        counts = [Counter(v.structures.get(name) for v in one) for one in by_way.values()]
        rows.append(
            (f"{name}: kept / listed / LOST", [f"{c['kept']} / {c['listed']} / {c['LOST']}" for c in counts])
        )
    rows.append(("active content left", [str(sum(bool(v.active) for v in one)) for one in by_way.values()]))
    rows.append(("body's tags broken", [str(sum(not v.tags_intact for v in one)) for one in by_way.values()]))
    rows.append(("CPU s, median / most", [_cpu(one) for one in by_way.values()]))
    return "".join(f"{name:32}" + "".join(f"{cell:>18}" for cell in cells) + "\n" for name, cells in rows)


def went_in(verdicts: list[Verdict]) -> str:
    """Of the files that two of three readers open."""
    inside = sum(v.kind == "ok" for v in verdicts)
    outside = sum(
        v.kind in {"refused, readable", "TRACEBACK", "CRASH", "HANG", "unverifiable"} for v in verdicts
    )
    return f"{inside / max(1, inside + outside):.1%}"


def _cpu(verdicts: list[Verdict]) -> str:
    seconds = sorted(v.cpu for v in verdicts)
    return f"{seconds[len(seconds) // 2]:.2f} / {seconds[-1]:.1f}" if seconds else ""


def unpacked(archive: Path, folder: Path) -> list[Path]:
    """The corpus' files."""
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return [path for path in folder.rglob("*") if path.is_file()]


def _known_ways(written: str) -> list[str]:
    ways = written.split(",")
    if unknown := set(ways) - set(WAYS):
        raise argparse.ArgumentTypeError(f"no such way: {', '.join(unknown)}; there are {', '.join(WAYS)}")
    return ways


def main() -> None:
    """From the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--only", default="", help="the beginnings of names, with commas between")
    parser.add_argument("--ways", default=list(WAYS), type=_known_ways, help=", ".join(WAYS))
    parser.add_argument("--json", type=Path)
    parser.add_argument("--gate", action="store_true", help="exit 1 where ours is not good enough")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = (
            unpacked(given.archive, Path(folder)) if given.archive.is_file() else [*given.archive.rglob("*")]
        )
        paths = [path for path in paths if path.is_file()]
        if given.only:
            paths = [path for path in paths if path.name.startswith(tuple(given.only.split(",")))]
        chosen = sampled(paths, given.skip + given.sample if given.sample else 0)[given.skip :]
        start, verdicts = time.monotonic(), []
        for verdict in run(chosen, given.ways, say=lambda _: None):
            verdicts.append(verdict)
            bad = verdict.way == "report_pdf" and (
                verdict.kind not in {"ok", "refused"}
                or verdict.changed
                or verdict.active
                or not verdict.tags_intact
                or "LOST" in verdict.structures.values()
            )
            if bad:
                sys.stdout.write(
                    f"{verdict.name[:24]} {verdict.kind} changed={verdict.changed} {verdict.why} {verdict.active} "
                    f"{'' if verdict.tags_intact else 'TAGS BROKEN'} {[k for k, v in verdict.structures.items() if v == 'LOST']}\n"
                )
                sys.stdout.flush()
    if given.json:
        given.json.write_text(json.dumps([v.__dict__ for v in verdicts], ensure_ascii=False, default=str))
    sys.stdout.write(f"{len(chosen)} files, {time.monotonic() - start:.0f} s\n{table(verdicts)}")
    if given.gate and "report_pdf" not in given.ways:
        sys.exit("the gate judges report_pdf, which was not run")
    if given.gate and (faults := list(shortfalls([v for v in verdicts if v.way == "report_pdf"]))):
        sys.exit("\n".join(faults))


def shortfalls(verdicts: list[Verdict]) -> Iterator[str]:
    """Where ours falls short of what it promises."""
    broken = [v.name for v in verdicts if v.kind in {"TRACEBACK", "CRASH", "HANG"}]
    inside = [v for v in verdicts if v.kind == "ok"]
    outside = [v for v in verdicts if v.kind == "refused, readable"]
    if broken:
        yield f"tracebacks, crashes or hangs: {broken}"
    if len(inside) < 0.985 * (len(inside) + len(outside)):
        yield f"less than 98.5 % of the readable files go in; refused: {[v.name for v in outside]}"
    if changed := [v.name for v in inside if v.changed and not v.marked]:
        yield f"pages changed, unmarked: {changed}"
    if active := [v.name for v in verdicts if v.active]:
        yield f"active content left: {active}"
    if torn := [v.name for v in inside if not v.tags_intact]:
        yield f"the body's tags are broken: {torn}"
    for name in STRUCTURES:
        having = [v for v in inside if name in v.structures]
        lost = [v.name for v in having if v.structures[name] == "LOST"]
        if len(lost) > 0.01 * len(having):
            yield f"{name} lost and not listed: {lost}"


if __name__ == "__main__":
    main()
