"""Files of the corpus as supplements of an archive edition, one by one: proved, or refused by name.

``REPORT_PDF_TORTURE_SAMPLE=0:50`` takes those files by hash, ``:`` all; without it the first 200.
"""

from __future__ import annotations

import os
import re
import sys
import tarfile
import time
from collections import Counter
from pathlib import Path

import pytest
from archive_job import Body, Outcome, archive_files

from report_pdf import child
from report_pdf.copyedit import copyedit
from report_pdf.editions import spec_of
from report_pdf.errors import MissingToolError
from report_pdf.issue import gather
from report_pdf.model.plan import EditionName
from report_pdf.pipeline import read_manuscripts, set_pages
from report_pdf.plan import read_plan
from report_pdf.preflight import Validators, find_verapdf

pytestmark = pytest.mark.torture

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "supplements.tar"
SAMPLE = os.environ.get("REPORT_PDF_TORTURE_SAMPLE", "0:200")
TOGETHER = child.ChildLimits(wall_seconds=900, memory_bytes=None)
ALONE = child.ChildLimits(wall_seconds=300, memory_bytes=None)
BATCH = 25
MOST_PAGES = 3
WAYS = ("merged", "figures", "pictures", "attached")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    if not CORPUS.is_file():
        pytest.skip("../shared/corpus/supplements.tar is not here")
    folder = tmp_path_factory.mktemp("supplements")
    with tarfile.open(CORPUS) as tar:
        tar.extractall(folder, filter="data")
    first, _, last = SAMPLE.partition(":")
    by_hash = sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.name)
    return by_hash[int(first or 0) : int(last) if last else None]


@pytest.fixture(scope="module")
def validators(tmp_path_factory):
    try:
        return Validators(verapdf=find_verapdf(), cache=tmp_path_factory.mktemp("verapdf"))
    except MissingToolError:
        return Validators()


@pytest.fixture(scope="module")
def bodies(tmp_path_factory, new_desk):
    """The same small issue for supplements of one, two and three pages."""
    return {
        count: _body(new_desk(tmp_path_factory.mktemp(f"desk-{count}") / "desk"), count)
        for count in range(1, MOST_PAGES + 1)
    }


def _body(desk, count):
    path = desk.issue()
    desk.supplement("table.pdf", pages=count)
    plan = read_plan(path)
    manuscripts = [copyedit(manuscript, plan.lint) for manuscript in read_manuscripts(plan)]
    work = desk.folder.parent
    issue = gather(plan, manuscripts, work=work / "work", private=work / "private", passwords={})
    spec = spec_of(EditionName.ARCHIVE, plan.editions)
    pages, rendered = set_pages(plan, issue, spec)
    return Body(issue=issue, spec=spec, placeholders=pages.placeholders, rendered=rendered)


def test_proved_or_refused_by_name(files, bodies, validators, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)
    start = time.monotonic()
    outcomes = [
        outcome
        for at in range(0, len(files), BATCH)
        for outcome in _ended(files[at : at + BATCH], bodies, validators, tmp_path)
    ]
    with capsys.disabled():
        sys.stdout.write(_table(outcomes, time.monotonic() - start, validators))
    assert [one for one in outcomes if not one.kind.startswith(("refused", *WAYS))] == []
    assert [one for one in outcomes if one.own] == []
    assert [one for one in outcomes if one.kind == "refused: claim broken"] == []


def _ended(paths, bodies, validators, folder):
    alone = len(paths) == 1
    own = folder / f"{paths[0].name}-{len(paths)}"
    own.mkdir()
    limits = ALONE if alone else TOGETHER
    try:
        return child.run(limits, archive_files, paths, bodies, own, validators=validators, alone=alone)
    except Exception as error:  # noqa: BLE001 - what must not happen is what is counted
        if alone:
            return [Outcome(paths[0].name, "RAISED", repr(error)[:300])]
    return [outcome for path in paths for outcome in _ended([path], bodies, validators, folder)]


def _table(outcomes, seconds, validators):
    kinds = Counter(outcome.kind for outcome in outcomes)
    pages = sum(outcome.pages for outcome in outcomes)
    judges = "page-validation and veraPDF" if validators.verapdf else "page-validation alone"
    lines = [f"{len(outcomes)} files, {pages} pages, {seconds:.0f} s, judged by {judges}"]
    lines += [f"  {count:5}  {kind}" for kind, count in kinds.most_common()]
    for way in WAYS[1:]:
        whys = Counter(
            clause
            for one in outcomes
            if one.kind == way
            for clause in dict.fromkeys(re.findall(r"(?:veraPDF|page-validation) \S+ [^,;\s]+", one.why))
        )
        if whys:
            lines += [
                f"{way} because (files):",
                *(f"  {count:5}  {why}" for why, count in whys.most_common(15)),
            ]
    lines += ["refused or worse:"]
    lines += [f"  {o.name[:12]} {o.kind}: {o.why[:180]}" for o in outcomes if o.kind not in WAYS]
    lines += [f"  {o.name[:12]} OWN {'; '.join(o.own)[:200]}" for o in outcomes if o.own]
    slow = sorted(outcomes, key=lambda one: -one.seconds)[:3]
    lines += [f"slowest: {', '.join(f'{one.name[:12]} {one.seconds} s' for one in slow)}"]
    return "\n".join(["", *lines, ""])
