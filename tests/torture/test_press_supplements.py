"""Every supplement of the corpus goes to press, or is refused by name: nothing ends in a traceback.

Most of it in batches, one child each; a batch that dies is tried file by file, with the limits a file has to keep.
"""

from __future__ import annotations

import sys
import tarfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from press_job import Verdict, press_files

from report_pdf import child

pytestmark = pytest.mark.torture

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "supplements.tar"
ALONE = child.ChildLimits(wall_seconds=30, memory_bytes=2 << 30)
TOGETHER = child.ChildLimits(wall_seconds=120, memory_bytes=2 << 30)
BATCH = 16
# Every so many files: pages with missing fonts are drawn too, at some seconds a page.
PICTURED_STEP = 12


@pytest.fixture(scope="module")
def supplements(tmp_path_factory):
    if not CORPUS.is_file():
        pytest.skip("../shared/corpus/supplements.tar is not here")
    folder = tmp_path_factory.mktemp("supplements")
    with tarfile.open(CORPUS) as tar:
        tar.extractall(folder, filter="data")
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.fixture(autouse=True)
def _children_find_the_job(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


@pytest.mark.parametrize(("fonts", "step"), [("refuse", 1), ("picture", PICTURED_STEP)])
def test_converted_pictured_or_refused_by_name(supplements, tmp_path, capsys, fonts, step):
    files = supplements[::step]
    batches = [files[start : start + BATCH] for start in range(0, len(files), BATCH)]
    with ThreadPoolExecutor(2) as threads:
        verdicts = [
            verdict
            for done in threads.map(lambda batch: _judged(batch, tmp_path, fonts), batches)
            for verdict in done
        ]
    with capsys.disabled():
        sys.stdout.write(_table(verdicts, fonts))
    assert [verdict for verdict in verdicts if verdict.kind.startswith(("RAISED", "LEFT"))] == []
    heavy = [verdict for verdict in verdicts if verdict.kind == "over the limits"]
    assert len(heavy) <= len(verdicts) // 100


def _judged(paths, folder, fonts):
    alone = len(paths) == 1
    own = folder / f"{paths[0].name}-{len(paths)}"
    own.mkdir()
    try:
        return child.run(ALONE if alone else TOGETHER, press_files, paths, own, fonts=fonts, alone=alone)
    except (child.ChildCrashed, child.ChildTimedOut, MemoryError) as error:
        if alone:
            # The build says the same of it: too much memory or time, and which supplements to look at.
            return [Verdict(paths[0].name, "over the limits", (), repr(error))]
    except Exception as error:  # noqa: BLE001 - what must not happen is what is counted
        if alone:
            return [Verdict(paths[0].name, "RAISED", (), repr(error)[:200])]
    return [verdict for path in paths for verdict in _judged([path], folder, fonts)]


def _table(verdicts, fonts):
    kinds = Counter(verdict.kind for verdict in verdicts)
    codes = Counter(code for verdict in verdicts for code in set(verdict.codes))
    why = Counter(verdict.why for verdict in verdicts if verdict.kind in {"pictured", "over the limits"})
    slowest = max(verdicts, key=lambda verdict: verdict.seconds)
    pages = sum(verdict.pages for verdict in verdicts)
    lines = [f"{len(verdicts)} files, {pages} pages, supplement_fonts: {fonts}"]
    lines += [f"  {count:5}  {kind}" for kind, count in kinds.most_common()]
    lines += ["files with a finding:", *(f"  {count:5}  {code}" for code, count in codes.most_common())]
    lines += ["as pictures because:", *(f"  {count:5}  {reason}" for reason, count in why.most_common(12))]
    return "\n".join(["", *lines, f"slowest: {slowest.name} {slowest.seconds} s", ""])
