"""Paper as a desk orders it, and how thick it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_pdf.errors import PlanError
from report_pdf.model.plan import PaperPlan, PressPlan
from report_pdf.plan import KINDS, paper_named, read_plan

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "issue-yaml.md"


def _press(folder: Path, ticket: str) -> PressPlan:
    folder.mkdir(exist_ok=True)
    (folder / "story.txt").write_text("春\n", encoding="utf-8")
    (folder / "issue.yaml").write_text(
        f"issue: {{name: 山茶}}\narticles: story.txt\neditions:\n  print: {{{ticket}}}\n", encoding="utf-8"
    )
    return read_plan(folder / "issue.yaml").editions.press


@pytest.mark.parametrize(
    ("name", "caliper"),
    [
        ("105g 铜版纸", 0.086),
        ("铜版纸１２８克", 0.105),
        ("157 g/m² coated", 0.129),
        ("128g/㎡无光铜", 0.118),
        ("80g双胶纸", 0.1),
        ("70gsm Offset", 0.087),
        ("100g uncoated", 0.125),
        ("115g 哑光铜版纸", 0.105),
        ("250g 铜版卡", 0.25),
    ],
)
def test_weight_and_kind_give_the_caliper(name: str, caliper: float) -> None:
    paper = paper_named(name)
    assert paper is not None
    assert paper.caliper_mm == pytest.approx(caliper, abs=0.0006)


def test_on_the_ticket(tmp_path: Path) -> None:
    english = _press(
        tmp_path, "binding: perfect, paper: 105g coated, cover_paper: {caliper: 250um}, spine: 0.42cm"
    )
    assert english.paper == PaperPlan(name="105g coated", caliper_mm=0.086)
    assert english.cover_paper == PaperPlan(caliper_mm=0.25)
    assert english.spine_mm == 4.2
    chinese = _press(tmp_path, "内文纸: {纸名: 80g 轻型纸, 厚度: 14丝}, 封面用纸: 200克铜版纸, 书脊: 4.2毫米")
    assert chinese.paper == PaperPlan(name="80g 轻型纸", caliper_mm=0.14)
    assert chinese.cover_paper == PaperPlan(name="200克铜版纸", caliper_mm=0.164)
    assert chinese.spine_mm == 4.2


@pytest.mark.parametrize(
    ("ticket", "said"),
    [
        ("paper: 80g 轻型纸", "不知道“80g 轻型纸”有多厚"),
        ("paper: 铜版纸", "不知道“铜版纸”有多厚"),
        ("paper: {caliper: 0.1}", "“0.1”不是纸的厚度"),
        ("paper: {caliper: 2mm}", "“2mm”不是纸的厚度"),
        ("cover_paper: {stock: 900g 白卡纸}", "有多厚"),
        ("spine: 4.2", "“4.2”不是书脊的宽度"),
        ("spine: 100mm", "“100mm”不是书脊的宽度"),
    ],
)
def test_what_is_not_understood_is_said_at_its_place(tmp_path: Path, ticket: str, said: str) -> None:
    with pytest.raises(PlanError) as caught:
        _press(tmp_path, ticket)
    (finding,) = caught.value.findings or (caught.value.as_finding(),)
    assert said in finding.message.zh
    assert finding.place is not None
    assert finding.place.line == 4


def test_the_reference_has_every_kind_with_its_numbers() -> None:
    reference = REFERENCE.read_text(encoding="utf-8")
    for kind in KINDS:
        row = next(line for line in reference.splitlines() if line.startswith(f"| {kind.names[0]}"))
        weight = 250 if kind.names[0] == "白卡纸" else 80 if kind.names[0] == "双胶纸" else 105
        assert f"{weight}g {round(kind.caliper_mm(weight), 3):.3f}" in row
