"""The archive edition of whole builds: proved, with its sources inside, and nothing written that is not proved.

The sample's structure, as text without page numbers, is in ``tests/archive/golden/sample-tags.txt``. When it changes on
purpose, ``REPORT_PDF_UPDATE_GOLDEN=1 pytest tests/build/test_archive_edition.py`` writes it anew: read the difference.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from report_pdf import pipeline
from report_pdf.copyedit import copyedit
from report_pdf.editions import archive, page_pictures
from report_pdf.errors import MissingToolError
from report_pdf.findings import Severity
from report_pdf.model.manuscript import Paragraph
from report_pdf.model.plan import EditionName
from report_pdf.pdf import check_archive, rasterise, read_tag_tree, tag_tree_text
from report_pdf.pipeline import World, read_manuscripts
from report_pdf.plan import read_plan
from report_pdf.preflight import find_verapdf, page_validation
from report_pdf.preflight import stage as preflight_stage
from report_pdf.preflight.judging import judge

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "assets" / "sample-issue" / "issue.yaml"
GOLDEN = ROOT / "tests" / "archive" / "golden" / "sample-tags.txt"


@dataclass(frozen=True)
class Made:
    """What a build left, and how it ended."""

    folder: Path
    exit_code: int
    said: str

    @property
    def pdf(self) -> bytes:
        return (self.folder / "archive.pdf").read_bytes()

    @cached_property
    def report(self) -> dict[str, object]:
        editions = json.loads((self.folder / "preflight.json").read_text("utf-8"))["editions"]
        return next(one for one in editions if one["edition"] == "archive")


@pytest.fixture(scope="module", autouse=True)
def _swiftly() -> Iterator[None]:
    """The builds below start no child but the engine's, and set the same pages once: that they are set is not the point."""
    set_pages = pipeline.set_pages
    made: dict[object, object] = {}

    def once(plan, issue, spec):
        sizes = [
            (one.title, *((page.width_pt, page.height_pt) for page in one.pages)) for one in issue.supplements
        ]
        key = (spec.name, issue.articles[0].title, *map(tuple, sizes))
        if key not in made:
            made[key] = set_pages(plan, issue, spec)
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        for room in (archive, page_pictures, page_validation):
            patch.setattr(room, "run", lambda _, task, *arguments: task(*arguments))
        patch.setattr(preflight_stage, "judge_in_child", lambda subject, _: judge(subject))
        patch.setattr(pipeline, "set_pages", once)
        yield


def build(issue: Path, folder: Path, *names: EditionName) -> Made:
    """Without veraPDF, which takes its time: the sample is proved by both."""
    world = World(work=folder.parent / "cache")
    made = pipeline.build(read_plan(issue), names or (EditionName.ARCHIVE,), world)
    folder.mkdir()
    for name, data in made.files.items():
        if "/" not in name:
            (folder / name).write_bytes(data)
    errors = [one for one in made.findings if one.severity is Severity.ERROR]
    return Made(folder, 6 if errors else 0, "\n".join(f"{one.place} {one.code}" for one in errors))


@pytest.fixture(scope="session")
def sample(run_build: Callable[..., Any]) -> Made:
    """As a user does it, once for all workers."""
    finished = run_build(SAMPLE, "sample-archive", edition="archive")
    return Made(finished.folder, 0, finished.said)


def test_the_claims_of_the_sample_are_proved_by_everyone_who_is_here(sample: Made) -> None:
    expected = {("page-validation", "3a"), ("page-validation", "ua1")}
    try:
        find_verapdf()
    except MissingToolError:
        assert "preflight/one-validator" in sample.said
    else:
        expected |= {("veraPDF", "3a"), ("veraPDF", "ua1")}
    given = {(one["validator"], one["flavour"]) for one in sample.report["verdicts"] if one["compliant"]}
    assert given == expected
    assert all(one["version"] and one["checks"] for one in sample.report["verdicts"])
    assert (sample.report["claims"], sample.report["written"]) == (["3a", "ua1"], True)


def test_a_reader_of_the_structure_is_told_the_manuscript(sample: Made) -> None:
    plan = read_plan(SAMPLE)
    manuscripts = [copyedit(manuscript, plan.lint) for manuscript in read_manuscripts(plan)]
    paragraphs = [block.text for one in manuscripts for block in one.blocks if type(block) is Paragraph]
    assert len(paragraphs) > 50
    assert check_archive(read_tag_tree(sample.pdf), paragraphs) == ()


def test_the_samples_structure_is_the_one_on_record(sample: Made) -> None:
    text = tag_tree_text(read_tag_tree(sample.pdf), words=60)
    text = re.sub(r"(?m)^( *\w+) p\d+(?:-\d+)?", r"\1", text)
    if os.environ.get("REPORT_PDF_UPDATE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, "utf-8")
    assert text == GOLDEN.read_text("utf-8"), (
        "changed on purpose? Set REPORT_PDF_UPDATE_GOLDEN=1 and run again"
    )


def test_the_manuscripts_and_the_ticket_are_inside_as_received(sample: Made) -> None:
    with pikepdf.open(io.BytesIO(sample.pdf)) as pdf:
        inside = {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
        related = {str(spec.UF): (str(spec.AFRelationship), str(spec.Desc)) for spec in pdf.Root.AF}
    sources = [SAMPLE, *(SAMPLE.parent / "manuscripts").glob("*.txt")]
    assert inside == {path.name: path.read_bytes() for path in sources}
    assert related["issue.yaml"] == ("/Source", "任务单（issue.yaml）原文")
    assert all(relation == "/Source" for relation, _ in related.values())


def _loose_font(desk) -> bytes:
    """A supplement whose face is not in it: what no archive takes."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(420, 595))
        page = pdf.pages[0]
        face = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=face))
        page.Contents = pdf.make_stream(
            b"BT /F 40 Tf 60 300 Td (toll of 1912) Tj ET 1 0 0 rg 60 100 90 90 re f"
        )
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    return desk.write("table.pdf", out.getvalue()).read_bytes()


@pytest.fixture(scope="module")
def desk_of(tmp_path_factory: pytest.TempPathFactory, new_desk) -> Callable[..., tuple[Path, bytes]]:
    def make(name: str, ticket: str) -> tuple[Path, bytes]:
        desk = new_desk(tmp_path_factory.mktemp(name) / "desk")
        issue = desk.issue(more=f"editions: {{archive: {ticket}}}\n")
        return issue, _loose_font(desk)

    return make


def test_pages_that_cannot_be_archived_are_pictures_with_the_original_inside(desk_of) -> None:
    issue, original = desk_of("loose", "{}")
    made = build(issue, issue.parent.parent / "made")
    assert made.exit_code == 0, made.said
    (entry,) = made.report["supplements"]
    assert entry["way"] == "pictures"
    assert "原件内嵌" in entry["why"]["zh"]
    assert re.search(r"3a \S*(6\.2\.11|FONT)\S*", entry["why"]["zh"]), "the clause"
    assert any(one["broken"] for one in entry["on_arrival"])
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        spec = pdf.attachments["table.pdf"]
        assert spec.get_file().read_bytes() == original
        assert spec.obj.AFRelationship == pikepdf.Name.Source
    tree = read_tag_tree(made.pdf)
    assert tree.root is not None
    (part,) = (node for node in tree.root.nodes if node.title == "零件清单")
    (figure,) = part.nodes
    assert "toll of 1912" in figure.alt
    assert figure.page is not None
    (page,) = rasterise(made.pdf, [figure.page], ppi=36)
    (alone,) = rasterise(original, ppi=36)
    assert _reds(page.samples) == pytest.approx(_reds(alone.samples), rel=0.1)
    again = build(issue, issue.parent.parent / "again")
    assert hashlib.sha256(again.pdf).digest() == hashlib.sha256(made.pdf).digest()


def _reds(samples: bytes) -> int:
    pixels = zip(samples[::3], samples[1::3], samples[2::3], strict=True)
    return sum(red > 200 and green < 90 and blue < 90 for red, green, blue in pixels)


def test_what_is_not_proved_is_not_written_and_all_else_is(desk_of) -> None:
    """A ticket that refuses what does not conform: the other edition and the report are there."""
    issue, _ = desk_of("refused", "{supplements: refuse}")
    made = build(issue, issue.parent.parent / "made", EditionName.EMAIL, EditionName.ARCHIVE)
    assert made.exit_code == 6, made.said
    assert not (made.folder / "archive.pdf").exists()
    assert (made.folder / "email.pdf").read_bytes().startswith(b"%PDF-")
    assert (made.report["written"], made.report["passed"]) == (False, False)
    assert [one["way"] for one in made.report["supplements"]] == ["refused"]
    assert "editions/supplement-refused" in made.said
    assert re.search(r"archive\.pdf page \d+ preflight/claim-broken", made.said)
    manifest = json.loads((made.folder / "manifest.json").read_text("utf-8"))
    assert "archive.pdf" not in [one["name"] for one in manifest["files"]]


def test_only_attached_there_is_a_sheet_that_names_the_original(desk_of) -> None:
    issue, original = desk_of("attached", "{附件处理: 内嵌, 原件: 不收}")
    made = build(issue, issue.parent.parent / "made")
    assert made.exit_code == 0, made.said
    assert [one["way"] for one in made.report["supplements"]] == ["attached"]
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert {name: one.get_file().read_bytes() for name, one in pdf.attachments.items()} == {
            "table.pdf": original
        }
        assert pdf.attachments["table.pdf"].obj.AFRelationship == pikepdf.Name.Supplement
    tree = read_tag_tree(made.pdf)
    assert tree.root is not None
    (part,) = (node for node in tree.root.nodes if node.title == "零件清单")
    assert "零件清单" in [node.text for node in part.walk() if node.kind == "H1"]
    assert hashlib.sha256(original).hexdigest() in part.text
