"""``report-pdf photos``: the table, the list it writes, and that an unsettled one still blocks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from report_pdf.cli import main

_TEXT = "这一段是正文，写得长一些，末尾有句号。"


@pytest.fixture
def issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REPORT_PDF_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "issue"
    (folder / "photos").mkdir(parents=True)
    for name, date in (("IMG_1.jpg", "2022:11:08 10:00:00"), ("IMG_2.jpg", None), ("IMG_3.jpg", None)):
        exif = Image.Exif()
        if date:
            exif.get_ifd(0x8769)[36867] = date
        Image.new("RGB", (60, 40), (90, 120, 60)).save(folder / "photos" / name, exif=exif)
    (folder / "m.txt").write_text(
        f"书铺\n\n{_TEXT}\n\n↓灯。\n\n{_TEXT}\n\n↓2022年11月，门口。\n\n{_TEXT}\n\n↓书架。\n\n{_TEXT}\n",
        "utf-8",
    )
    path = folder / "issue.yaml"
    path.write_text("issue: {name: 街坊}\narticles:\n  - {manuscript: m.txt, photos: photos}\n", "utf-8")
    return path


def _run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["photos", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def _json(issue: Path) -> list[dict[str, object]]:
    code, out, _ = _run(issue, "--format", "json")
    assert code == 0
    photos: list[dict[str, object]] = json.loads(out)[0]["photos"]
    return photos


def test_the_table_says_how_certain_each_match_is(issue: Path) -> None:
    code, out, err = _run(issue)
    assert code == 0
    assert "2022-11-08" in out
    assert "确定" in out
    assert out.count("待核") == 2
    assert err.count("issue/uncertain-caption") == 2
    assert [(p["file"], p["caption"], p["certain"]) for p in _json(issue)] == [
        ("photos/IMG_1.jpg", "2022年11月，门口。", True),
        ("photos/IMG_2.jpg", "灯。", False),
        ("photos/IMG_3.jpg", "书架。", False),
    ]


def test_the_list_is_a_proposal_until_somebody_takes_the_marks_off(issue: Path) -> None:
    code, out, _ = _run(issue, "--write")
    path = issue.parent / "photos" / "photos.csv"
    assert code == 0
    assert str(path) in out
    written = path.read_bytes().decode("utf-8-sig")
    rows = [line for line in written.splitlines() if not line.startswith("#")]
    assert rows == [
        "文件,图说,摄影,替代文字,焦点,使用",
        "IMG_2.jpg,？灯。,,,,",
        "IMG_1.jpg,2022年11月，门口。,,,,",
        "IMG_3.jpg,？书架。,,,,",
    ]
    assert [p["certain"] for p in _json(issue)] == [False, True, False]
    path.write_bytes(
        written.replace("？", "").replace("书架。,,", "书架。,李二 摄,一面墙的书").encode("gb18030")
    )
    assert [(p["caption"], p["certain"]) for p in _json(issue)] == [
        ("灯。", True),
        ("2022年11月，门口。", True),
        ("书架。", True),
    ]
    assert _run(issue, "--write")[0] == 2, "what somebody worked on is not overwritten"


@pytest.mark.parametrize(
    ("row", "code", "at"),
    [
        ("IMG_9.jpg,桥。", "plan/missing-file", "2:1"),
        (",桥。", "plan/missing-key", "2:1"),
        ("IMG_1.jpg,桥。\nIMG_1.jpg,船。", "plan/duplicate-key", "3:1"),
        ("IMG_1.jpg,桥。,,,三分之一,", "plan/wrong-value", "2:5"),
        ("IMG_1.jpg,桥。,,,,也许", "plan/wrong-value", "2:6"),
        ("IMG_1.jpg,桥。,,,,,船", "plan/wrong-value", "2:7"),
        ("徽标.svg,徽标", "plan/wrong-value", "2:1"),
    ],
)
def test_a_wrong_list_is_named_by_its_cell(issue: Path, row: str, code: str, at: str) -> None:
    (issue.parent / "photos" / "徽标.svg").write_text("<svg/>")
    head = "文件,图说,摄影,替代文字,焦点,使用"
    (issue.parent / "photos" / "photos.csv").write_text(f"{head}\n{row}\n", "utf-8")
    exit_code, _, err = _run(issue)
    assert exit_code == 3
    assert code in err
    assert f"photos/photos.csv:{at}" in err


def test_what_a_list_leaves_out_is_said_and_what_it_refuses_is_not(issue: Path) -> None:
    rows = "文件\t图说\t使用\nIMG_3.jpg\t书架。\t\nIMG_1.jpg\t\t否\n"
    (issue.parent / "photos" / "照片.csv").write_text(rows, "utf-8")
    code, _, err = _run(issue)
    assert code == 0
    assert "IMG_2.jpg" in err
    assert "IMG_1.jpg" not in err
    assert [p["file"] for p in _json(issue)] == ["photos/IMG_3.jpg"]


def test_what_is_no_photograph_is_named_with_what_to_do(issue: Path) -> None:
    folder = issue.parent / "photos"
    unread = ["现场.mp4", "徽标.svg", "图说.docx", "IMG_9.xmp", "原图", "证书"]
    quiet = [
        "IMG_1.MOV",
        "IMG_1.xmp",
        "IMG_2.jpg.xmp",
        "Thumbs.db",
        "desktop.ini",
        ".DS_Store",
        "._IMG_1.jpg",
    ]
    for name in (*unread[:4], *quiet, "证书"):
        (folder / name).write_bytes(b"")
    for name in ("原图", "空的"):
        (folder / name).mkdir()
    (folder / "原图" / "IMG_1.jpg").write_bytes(b"")
    code, out, err = _run(issue)
    assert code == 0
    assert err.count("plan/not-a-photograph") == out.count("不是照片") == len(unread)
    assert [name for name in unread if f"photos/{name}" not in err] == []
    assert [name for name in (*quiet, "空的") if name in err + out] == []
    assert "截出一帧" in err
    listed = json.loads(_run(issue, "--format", "json")[1])[0]["not_photographs"]
    assert sorted(listed) == sorted(f"photos/{name}" for name in unread)
    rows = "文件,图说,使用\nIMG_1.jpg,桥,\n徽标.svg,,否\n"
    (folder / "photos.csv").write_text(rows, "utf-8")
    assert "徽标.svg" not in _run(issue)[2]


def test_what_the_issue_uses_otherwise_is_not_said_to_be_unread(issue: Path) -> None:
    folder = issue.parent
    (folder / "photos" / "m.txt").write_bytes((folder / "m.txt").read_bytes())
    issue.write_text(
        "issue: {name: 街坊}\narticles:\n  - {manuscript: photos/m.txt, photos: photos}\n", "utf-8"
    )
    assert "not-a-photograph" not in _run(issue)[2]


def test_what_has_no_partner_is_in_the_table_and_a_copy_is_said(issue: Path) -> None:
    folder = issue.parent / "photos"
    (folder / "IMG_3.jpg").write_bytes((folder / "IMG_2.jpg").read_bytes())
    (folder / "IMG_1.jpg").unlink()
    _, out, err = _run(issue)
    assert "m.txt · photos/" in out
    assert "没有照片" in out
    assert err.count("issue/same-photo") == 1
    (folder / "IMG_2.jpg").write_bytes(b"")
    assert "读不了" in _run(issue)[1]
    code, out, _ = _run(issue, "--format", "json")
    assert code == 0
    assert len(json.loads(out)[0]["captions_without_photo"]) == 1
