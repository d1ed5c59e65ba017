"""Every PDF of the corpus, awkward or hostile, ends preflight with a verdict or a named error, in time and in memory.

``REPORT_PDF_TORTURE_STEP=10`` takes every tenth file.
"""

from __future__ import annotations

import os
import sys
import tarfile
import time
from collections import Counter
from pathlib import Path

import pytest

from report_pdf.errors import InputError
from report_pdf.model.plan import EditionName
from report_pdf.preflight import FOREIGN_LIMITS, FileSpec, preflight_file

pytestmark = pytest.mark.torture

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "supplements.tar"
STEP = int(os.environ.get("REPORT_PDF_TORTURE_STEP", "1"))
STARTING = 3.0
"""Seconds that the child itself may take to be there, on a loaded machine."""


@pytest.fixture(scope="module")
def supplements(tmp_path_factory):
    if not CORPUS.is_file():
        pytest.skip("../shared/corpus/supplements.tar is not here")
    folder = tmp_path_factory.mktemp("supplements")
    with tarfile.open(CORPUS) as tar:
        tar.extractall(folder, filter="data")
    return sorted(path for path in folder.rglob("*") if path.is_file())[::STEP]


def test_ends_with_a_verdict_or_a_named_error(supplements, capsys):
    rows = [judged(path) for path in supplements]
    with capsys.disabled():
        sys.stdout.write(table_of(rows))
    assert [row for row in rows if row[1] == "TRACEBACK"] == []
    assert [row for row in rows if row[2] > FOREIGN_LIMITS.wall_seconds + STARTING] == []


def judged(path):
    """Name, kind of ending, seconds, and what was said of it."""
    start = time.monotonic()
    try:
        report = preflight_file(path, FileSpec(purpose=EditionName.PRESS), name=path.name)
    except InputError as error:
        named = path.name in error.message.en and error.hint is not None
        ending = ("named error" if named else "TRACEBACK", error.message.en)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what must not happen
        ending = ("TRACEBACK", repr(error))
    else:
        broken_off = [f.message.en for f in report.findings if f.code == "preflight/check-failed"]
        kind = "verdict" if not broken_off else "check broke off"
        ending = (kind, "; ".join(broken_off) or ("passed" if report.passed else "failed"))
    return path.name, ending[0], time.monotonic() - start, ending[1]


def table_of(rows):
    lines = [
        f"{name[:44]:44} {kind:16} {seconds:6.1f} s  {said[:150]}"
        for name, kind, seconds, said in rows
        if kind != "verdict" or seconds > 5
    ]
    counts = Counter(kind for _, kind, _, _ in rows)
    slowest = max(seconds for _, _, seconds, _ in rows)
    return "\n".join(["", *lines, f"{len(rows)} files: {dict(counts)}; slowest {slowest:.1f} s", ""])
