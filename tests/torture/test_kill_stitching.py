"""A hundred kills of a build and of ``stitch``, at random moments, and disks of many sizes: no stump, nothing left."""

from __future__ import annotations

import sys
from pathlib import Path

import pikepdf
import pytest

from killed_stitching import full_disk, left_behind, ordeal, run

pytestmark = [
    pytest.mark.torture,
    pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and limits"),
]

SAMPLE = Path(__file__).parents[2] / "assets" / "sample-issue"
MANUSCRIPT = "步道的里程\n\n去年修好的路，今年又走了一遍。\n"


@pytest.fixture
def pages(tmp_path):
    """A supplement, and a body."""
    made = []
    for name in ("body.pdf", "supplement.pdf"):
        with pikepdf.new() as pdf:
            for _ in range(12):
                pdf.add_blank_page(page_size=(420, 595))
            pdf.save(tmp_path / name)
        made.append(tmp_path / name)
    return made


def test_a_hundred_kills_of_stitching(pages, tmp_path):
    result = tmp_path / "out" / "packet.pdf"
    result.parent.mkdir()
    arguments = ["stitch", *map(str, pages), "-o", str(result)]
    came = ordeal(arguments, [result], scratch=tmp_path / "scratch", kills=100, seed=6, seconds=4)
    assert came.stumps == []
    assert came.ends["killed"] > 30, came
    assert run(arguments, tmp_path / "scratch").returncode == 0
    assert left_behind(tmp_path / "scratch", result.parent, but=[result]) == []


def test_kills_of_a_build(pages, tmp_path):
    issue = tmp_path / "issue"
    issue.mkdir()
    (issue / "story.txt").write_text(MANUSCRIPT, encoding="utf-8")
    pages[1].rename(issue / "s.pdf")
    (issue / "issue.yaml").write_text(
        "issue: {id: kill, name: 通讯, date: 2031-01-10}\narticles: [story.txt]\nsupplements: [s.pdf]\n",
        encoding="utf-8",
    )
    out = tmp_path / "out"
    arguments = ["build", str(issue / "issue.yaml"), "--edition", "email", "-o", str(out)]
    assert run(arguments, tmp_path / "scratch").returncode == 0
    results = sorted(path for path in out.iterdir() if path.is_file())
    came = ordeal(arguments, results, scratch=tmp_path / "scratch", kills=20, seed=7, seconds=20)
    assert came.stumps == []
    assert came.ends["killed"] > 4, came
    assert run(arguments, tmp_path / "scratch").returncode == 0
    assert left_behind(tmp_path / "scratch", but=[]) == []
    assert [name for name in left_behind(out, but=results) if name.startswith(".")] == []


@pytest.mark.parametrize("size", [0, 600, 3_000, 20_000])
def test_on_a_full_disk_the_old_file_stays_in_any_case(pages, tmp_path, size):
    result = tmp_path / "out" / "packet.pdf"
    result.parent.mkdir()
    result.write_bytes(b"old")
    done = run(["stitch", *map(str, pages), "-o", str(result)], tmp_path / "scratch", before=full_disk(size))
    assert "Traceback" not in done.stderr
    assert (done.returncode == 0) is (result.read_bytes() != b"old"), done.stderr
    assert done.returncode in {0, 7}, done.stderr
    assert left_behind(result.parent, tmp_path / "scratch", but=[result]) == []
