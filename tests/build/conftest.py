"""Whole builds, each made once for all tests and all workers."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from finished_pdf import bookmarks

from report_pdf.copyedit import copyedit
from report_pdf.model.manuscript import Manuscript
from report_pdf.model.plan import IssuePlan
from report_pdf.pipeline import read_manuscripts
from report_pdf.plan import read_plan

ROOT = Path(__file__).resolve().parents[2]
ISSUES = {
    "sample": ROOT / "assets" / "sample-issue" / "issue.yaml",
    "real": ROOT.parent / "shared" / "manuscripts" / "xinhui" / "issue.yaml",
}


@dataclass(frozen=True)
class Finished:
    """A build that was made: the order, and the folder with what came of it."""

    issue: Path
    folder: Path
    said: str

    @property
    def pdf(self) -> Path:
        return self.folder / "email.pdf"

    @cached_property
    def plan(self) -> IssuePlan:
        return read_plan(self.issue)

    @cached_property
    def manuscripts(self) -> tuple[Manuscript, ...]:
        return tuple(copyedit(manuscript, self.plan.lint) for manuscript in read_manuscripts(self.plan))

    @cached_property
    def report(self) -> dict[str, list[dict[str, object]]]:
        return json.loads((self.folder / "preflight.json").read_text("utf-8"))

    @cached_property
    def manifest(self) -> dict[str, object]:
        return json.loads((self.folder / "manifest.json").read_text("utf-8"))

    @property
    def article_pages(self) -> tuple[range, ...]:
        """The pages of each article: from its bookmark to the next on the first level."""
        tops = [mark for mark in bookmarks(self.pdf) if mark.level == 0]
        titles = [squeezed_title(m) for m in self.manuscripts]
        starts = {"".join(mark.title.split()): at for at, mark in enumerate(tops)}
        return tuple(range(tops[starts[t]].page, tops[starts[t] + 1].page) for t in titles)


def squeezed_title(manuscript: Manuscript) -> str:
    from report_pdf.model.manuscript import Title

    title = manuscript.first(Title)
    assert title is not None
    return "".join(title.text.split())


Builder = Callable[..., Finished]


@pytest.fixture(scope="session")
def run_build(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    """Runs the command as a user does, in a process and with a cache of its own."""

    def run(
        issue: Path, name: str, environment: Mapping[str, str] | None = None, *, edition: str = "email"
    ) -> Finished:
        base = tmp_path_factory.getbasetemp()
        # Every worker has a folder of its own below the run's.
        base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
        folder = base / "builds" / name
        with _lock(base / f"{name}.lock"):
            if not (folder / "said.txt").exists():
                _build(issue, folder, environment or {}, edition)
        return Finished(issue, folder / "made", (folder / "said.txt").read_text("utf-8"))

    return run


def _build(issue: Path, folder: Path, environment: Mapping[str, str], edition: str) -> None:
    folder.mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "-m", "report_pdf", "build", issue, "--edition", edition, "-o", folder / "made"],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={
            **os.environ,
            "LC_ALL": "zh_CN.UTF-8",
            "PYTHONHASHSEED": "1",
            "REPORT_PDF_CACHE": str(folder / "cache"),
            "PYTHONIOENCODING": "utf-8",
            **environment,
        },
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "said.txt").write_text(done.stderr, "utf-8")


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _issue(name: str) -> Path:
    if not ISSUES[name].is_file():
        pytest.skip(f"the {name} issue is not beside this repository")
    return ISSUES[name]


@pytest.fixture(scope="session", params=["sample", "real"])
def finished(request: pytest.FixtureRequest, run_build: Builder) -> Finished:
    """The sample issue, and the real one where it is at hand."""
    return run_build(_issue(request.param), request.param)


@pytest.fixture(scope="session")
def real(run_build: Builder) -> Finished:
    return run_build(_issue("real"), "real")


@pytest.fixture(scope="session")
def one(run_build: Builder) -> Finished:
    """The real issue where it is at hand, else the sample."""
    name = "real" if ISSUES["real"].is_file() else "sample"
    return run_build(ISSUES[name], name)
