"""Every PDF of the corpus, awkward or hostile, ends preflight with a verdict or a named error, in time and in memory.

All of them in forks, whose cost is measured; every hundredth in the child that the command starts too.
``REPORT_PDF_TORTURE_STEP=10`` takes every tenth file.
"""

from __future__ import annotations

import os
import sys
import tarfile
from collections import Counter
from pathlib import Path

import pytest
from forked import Costs

from report_pdf import child
from report_pdf.errors import InputError
from report_pdf.model.plan import EditionName
from report_pdf.preflight import FOREIGN_LIMITS, FileSpec, preflight_file

pytestmark = pytest.mark.torture

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "supplements.tar"
STEP = int(os.environ.get("REPORT_PDF_TORTURE_STEP", "1"))
IN_A_CHILD = 100


@pytest.fixture(scope="module")
def supplements(tmp_path_factory):
    if not CORPUS.is_file():
        pytest.skip("../shared/corpus/supplements.tar is not here")
    folder = tmp_path_factory.mktemp("supplements")
    with tarfile.open(CORPUS) as tar:
        tar.extractall(folder, filter="data")
    return sorted(path for path in folder.rglob("*") if path.is_file())[::STEP]


def test_ends_with_a_verdict_or_a_named_error(supplements, capsys, monkeypatch):
    costs = Costs()
    monkeypatch.setattr(child, "run", costs.run)
    rows = [(*judged(path), costs.seconds[-1]) for path in supplements]
    with capsys.disabled():
        sys.stdout.write(table_of(rows, costs))
    assert [row for row in rows if row[1] == "TRACEBACK"] == []
    assert max(costs.seconds) <= FOREIGN_LIMITS.wall_seconds
    assert max(costs.mebibytes) * 1024**2 <= (FOREIGN_LIMITS.memory_bytes or 0)


def test_ends_in_the_child_of_the_command_as_in_a_fork(supplements, monkeypatch):
    few = supplements[::IN_A_CHILD]
    alone = [judged(path) for path in few]
    monkeypatch.setattr(child, "run", Costs().run)
    assert [judged(path) for path in few] == alone


def judged(path):
    """Name, kind of ending, and what was said of it."""
    try:
        report = preflight_file(path, FileSpec(purpose=EditionName.PRESS), name=path.name)
    except InputError as error:
        named = path.name in error.message.en and error.hint is not None
        return path.name, "named error" if named else "TRACEBACK", error.message.en
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what must not happen
        return path.name, "TRACEBACK", repr(error)
    broken_off = [f.message.en for f in report.findings if f.code == "preflight/check-failed"]
    verdict = "passed" if report.passed else "failed"
    return path.name, "check broke off" if broken_off else "verdict", "; ".join(broken_off) or verdict


def table_of(rows, costs):
    lines = [
        f"{name[:44]:44} {kind:16} {seconds:6.1f} s  {said[:150]}"
        for name, kind, said, seconds in rows
        if kind != "verdict" or seconds > 5
    ]
    counts = Counter(row[1] for row in rows)
    cost = f"slowest {max(costs.seconds):.1f} s, {sum(costs.seconds):.0f} s in all, most memory {max(costs.mebibytes):.0f} MiB"
    return "\n".join(["", *lines, f"{len(rows)} files: {dict(counts)}; {cost}", ""])
