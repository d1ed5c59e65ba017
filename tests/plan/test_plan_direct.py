"""A manuscript, a folder and supplements, without an issue.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_pdf.errors import PlanError
from report_pdf.plan import plan_from_manuscript


def test_everything_beside_each_other(folder: Path) -> None:
    plan = plan_from_manuscript(
        folder / "story.txt",
        photos=folder / "photos",
        supplements=[folder / "report.pdf", (folder / "report.pdf", "z-1")],
    )

    assert (plan.issue.id, plan.issue.name, plan.file) == ("story", "story", None)
    assert [photo.source.name for photo in plan.articles[0].photos] == ["1.JPG", "2.png", "10.jpg"]
    assert plan.cover.photo is not None
    assert plan.cover.photo.source.name == "cover.jpg"
    assert [(item.title, item.pages) for item in plan.supplements] == [("report", None), ("report", "z-1")]


def test_a_chinese_cover_and_no_cover(folder: Path) -> None:
    (folder / "photos" / "cover.jpg").rename(folder / "photos" / "封面.jpg")
    named = plan_from_manuscript(folder / "story.txt", photos=folder / "photos")
    (folder / "photos" / "封面.jpg").unlink()
    unnamed = plan_from_manuscript(folder / "story.txt", photos=folder / "photos")

    assert named.cover.photo
    assert named.cover.photo.source.name == "封面.jpg"
    assert unnamed.cover.photo == unnamed.articles[0].photos[0]


def test_the_files_may_come_from_anywhere_and_the_id_is_a_safe_name(folder: Path, tmp_path: Path) -> None:
    manuscript = tmp_path / "春 茶?(终稿).md"
    manuscript.write_text("x")

    plan = plan_from_manuscript(manuscript, supplements=[folder / "report.pdf"])

    assert plan.issue.id == "春-茶-终稿"
    assert plan.articles[0].photos == ()


def test_all_that_is_missing_is_said_at_once(folder: Path) -> None:
    with pytest.raises(PlanError) as caught:
        plan_from_manuscript(
            folder / "stroy.txt",
            photos=folder / "fotos",
            supplements=[folder, (folder / "report.pdf", "0")],
        )

    assert sorted(finding.code for finding in caught.value.findings) == [
        "plan/missing-file",
        "plan/missing-file",
        "plan/not-a-file",
        "plan/wrong-value",
    ]
