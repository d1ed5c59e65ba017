"""The table itself, as a run of ``make torture``; ``CORPUS_SAMPLE`` is how many files (0: all; not set: 150)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.torture

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "supplements.tar"
READERS = ("pdfinfo", "pdftoppm", "mutool")


def test_nothing_is_lost_unlisted_from_any_pdf(capsys, tmp_path):
    if not CORPUS.is_file():
        pytest.skip("../shared/corpus/supplements.tar is not here")
    missing = [tool for tool in READERS if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    sample = os.environ.get("CORPUS_SAMPLE", "150")
    tool = Path(__file__).with_name("corpus_table.py")
    # A process of its own: it forks for every file, and must not fork the test runner.
    done = subprocess.run(
        [sys.executable, tool, CORPUS, "--sample", sample, "--gate"],
        capture_output=True,
        text=True,
        check=False,
    )
    with capsys.disabled():
        sys.stdout.write(done.stdout + done.stderr)
    assert done.returncode == 0
