"""Stitching that is killed, or has no room: the old file or the whole new one, and nothing else stays."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from killed_stitching import full_disk, left_behind, ordeal, run
from report_pdf.child import scratch, signed
from report_pdf.delivery import write_files

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and limits")


@pytest.fixture
def stitching(pdf_file, tmp_path):
    """The command's words and its result."""
    body, supplement = pdf_file("body.pdf", 3), pdf_file("附件.pdf", 2)
    (tmp_path / "out").mkdir()
    result = tmp_path / "out" / "合订.pdf"
    return ["stitch", str(body), str(supplement), "-o", str(result)], result


def test_a_killed_run_leaves_the_old_file_or_the_new_one(stitching, tmp_path):
    arguments, result = stitching
    scratch = tmp_path / "scratch"
    came = ordeal(arguments, [result], scratch=scratch, kills=6, seed=20, seconds=3)
    assert came.stumps == []
    assert came.ends["killed"] >= 2
    assert run(arguments, scratch).returncode == 0
    assert left_behind(scratch, result.parent, but=[result]) == []


def test_on_a_full_disk_the_old_file_stays(stitching, tmp_path):
    arguments, result = stitching
    result.write_bytes(b"old")
    done = run(arguments, tmp_path / "scratch", before=full_disk(600))
    assert done.returncode == 7, done.stderr
    assert "Traceback" not in done.stderr
    assert result.read_bytes() == b"old"
    assert left_behind(result.parent, tmp_path / "scratch", but=[result]) == []


def test_the_next_run_cleans_what_a_killed_one_left_and_nobody_elses(tmp_path, monkeypatch):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    dead = signed("").replace(f"-{os.getpid()}-", f"-{gone.pid}-")
    for name in (f".a.pdf.{dead}x", f".a.pdf.{signed('')}mine", f".b.pdf.{dead}other", ".a.pdf.notes"):
        (tmp_path / name).write_bytes(b"stump")
    aside = tmp_path / f".before.{dead}x"
    aside.mkdir()
    (aside / "bag.txt").write_bytes(b"put aside")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch" / f"report-pdf-{dead}x").mkdir(parents=True)
    with scratch() as mine:
        assert list((tmp_path / "scratch").iterdir()) == [mine]
    write_files({"a.pdf": b"new"}, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == {
        "a.pdf": b"new", f".a.pdf.{signed('')}mine": b"stump", f".b.pdf.{dead}other": b"stump",
        ".a.pdf.notes": b"stump", "bag.txt": b"put aside",
    }  # fmt: skip
    assert not aside.exists()
