"""``report-pdf build``: exit codes, words in the user's language, nothing written that is not whole."""

from __future__ import annotations

import json
from contextvars import copy_context

import pikepdf
import pytest
from click.testing import CliRunner

from report_pdf.cli import main

_WIDEST_INCHES = 8.5


@pytest.fixture
def build(tmp_path):
    """Runs the command, for one edition if none is named, and makes sure that no user ever sees a traceback."""

    def run(*arguments, language="zh_CN.UTF-8", edition="email"):
        if edition and "--edition" not in arguments:
            arguments = (*arguments, "--edition", edition)
        environment = {"LC_ALL": language, "REPORT_PDF_CACHE": str(tmp_path / "cache"), "NO_COLOR": "1"}
        command = ["build", *map(str, arguments)]
        # In a context of its own: the language of one issue is nothing to the next run.
        result = copy_context().run(CliRunner().invoke, main, command, env=environment)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        return result

    return run


@pytest.fixture
def bare(desk):
    """The least there can be."""
    return desk.write("bare.txt", "渡口的老钟\n\n老船工说，这声音和他小时候听见的一样，只是更亮一些。\n")


@pytest.fixture
def out(tmp_path):
    """An output folder with an issue of yesterday in it."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "email.pdf").write_bytes(b"of yesterday")
    return folder


def test_a_build_says_what_it_does_and_what_it_made(desk, build, out):
    """Corrections already made are nothing that --strict minds."""
    result = build(desk.issue(article=desk.article.replace("，", ",")), "-o", out, "--strict")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    steps = [line.split("]")[0] for line in result.stderr.splitlines() if line.startswith("[")]
    assert steps == [f"[{number}/7" for number in range(1, 8)]
    assert {path.name for path in out.iterdir()} == {
        "email.eml",
        "email.pdf",
        "manifest.json",
        "preflight.json",
    }
    assert all(path.name in result.stderr for path in out.iterdir())
    assert "copyedit/half-width-comma" in result.stderr


def test_without_an_edition_all_three_are_made(desk, build, out):
    """Seen from its first step: three for all, four for each edition."""
    result = build(desk.issue(article="渡口\n\n名字里有一个𪚔字。\n"), "-o", out, edition="")
    assert result.exit_code == 4
    assert result.stderr.startswith("[1/15]")


def test_a_picture_without_words_is_an_error_in_strict(desk, build, out):
    issue = desk.issue()
    issue.write_text(issue.read_text("utf-8").replace(", alt: 齿轮", ""), "utf-8")
    result = build(issue, "-o", out, "--strict")
    assert result.exit_code == 6
    assert "注意 [issue/picture-without-alt]" in result.stderr
    assert "--strict" in result.stderr


@pytest.mark.parametrize("ticket", ["{standard: pdf/a-1b}", "{standard: pdf/a-2u, supplements: attach}"])
def test_an_archive_standard_that_cannot_be_ends_with_3_and_its_place(desk, build, out, ticket):
    result = build(desk.issue(more=f"editions: {{archive: {ticket}}}\n"), "--edition", "archive", "-o", out)
    assert result.exit_code == 3
    assert "issue.yaml:8:" in result.stderr
    assert "pdf/a-3a+ua-1" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [["--edition", "fax"], ["--edition", ""], ["--photos", "x"], ["--supplement", "x"], ["--fold"]],
)
def test_what_cannot_be_asked_for_ends_with_2(desk, build, out, arguments):
    result = build(desk.issue(), *arguments, "-o", out)
    assert result.exit_code == 2
    assert (out / "email.pdf").read_bytes() == b"of yesterday"


def _photo_missing(desk):
    desk.issue(photo="gone.jpg")
    return "gone.jpg"


def _photo_truncated(desk):
    desk.issue()
    whole = (desk.folder / "clock.jpg").read_bytes()
    desk.write("clock.jpg", whole[: len(whole) // 2])
    return "clock.jpg"


def _yaml_wrong(desk):
    desk.issue(more="supplement: [a.pdf]\n")
    return "issue.yaml:8:1"


def _yaml_no_yaml(desk):
    desk.issue(more="cover: [\n")
    return "issue.yaml:"


def _manuscript_undecodable(desk):
    desk.issue()
    desk.write("article.txt", "渡口的老钟\n\n".encode() + b"\xff\xfe\xff\xe9\x80")
    return "article.txt"


def _supplement_broken(desk):
    desk.issue()
    desk.write("table.pdf", b"%PDF-1.7\nnothing of a PDF follows")
    return "table.pdf"


def _outside(desk):
    desk.issue(photo="../outside.jpg")
    (desk.folder.parent / "outside.jpg").write_bytes((desk.folder / "clock.jpg").read_bytes())
    return "issue.yaml"


@pytest.mark.parametrize(
    "spoil",
    [
        _photo_missing,
        _photo_truncated,
        _yaml_wrong,
        _yaml_no_yaml,
        _manuscript_undecodable,
        _supplement_broken,
        _outside,
    ],
    ids=lambda spoil: spoil.__name__.strip("_"),
)
def test_what_cannot_be_used_ends_with_3_and_what_was_there_stays(desk, build, out, spoil):
    named = spoil(desk)
    result = build(desk.folder / "issue.yaml", "-o", out)
    assert result.exit_code == 3, result.output
    assert named in result.stderr
    assert "错误" in result.stderr
    assert "→" in result.stderr, "what to do"
    assert {path.name: path.read_bytes() for path in out.iterdir()} == {"email.pdf": b"of yesterday"}


def test_an_english_desk_is_spoken_to_in_english(desk, build, out):
    """Before the issue is read the locale decides; after that an issue in Chinese speaks Chinese."""
    desk.issue(more="supplement: [a.pdf]\n")
    result = build(desk.folder / "issue.yaml", "-o", out, language="C")
    assert result.exit_code == 3
    assert "error [plan/unknown-key]" in result.stderr
    desk.issue(more="language: en\n")
    desk.write("table.pdf", b"%PDF-1.7\nnothing of a PDF follows")
    result = build(desk.folder / "issue.yaml", "-o", out, language="C")
    assert result.exit_code == 3
    assert "error" in result.stderr
    assert "错误" not in result.stderr


def test_a_missing_issue_ends_with_3(desk, build):
    result = build(desk.folder / "nowhere.yaml")
    assert result.exit_code == 3
    assert "nowhere.yaml" in result.stderr


def test_a_character_no_face_has_ends_with_4_and_is_named(desk, build, out):
    text = "渡口的老钟\n\n师傅姓梁，名字里有一个𪚔字，写在钟的背面。\n"
    result = build(desk.issue(article=text), "-o", out)
    assert result.exit_code == 4
    assert "article.txt:3:12" in result.stderr
    assert "U+2A694" in result.stderr
    assert "𪚔" in result.stderr
    assert [path.name for path in out.iterdir()] == ["email.pdf"]


def test_a_file_over_its_size_ends_with_7_and_is_not_written(desk, build, out):
    result = build(desk.issue(more="editions: {email: {max_size: 10kB}}\n"), "-o", out)
    assert result.exit_code == 7
    assert "preflight.json" in result.stderr
    assert not any(path.suffix == ".eml" for path in out.iterdir())
    report = json.loads((out / "preflight.json").read_text("utf-8"))
    (edition,) = report["editions"]
    assert edition["passed"] is False
    assert edition["written"] is False
    assert "editions/too-large" in {finding["code"] for finding in report["findings"]}
    assert sum(sum(row.values()) - row["page"] for row in edition["weights"]) > 10_000


def test_an_output_folder_that_cannot_be_written_ends_with_7(bare, build, tmp_path):
    blocked = tmp_path / "a-file"
    blocked.write_text("not a folder")
    result = build(bare, "-o", blocked)
    assert result.exit_code == 7
    assert str(blocked) in result.stderr
    assert "-o" in result.stderr
    assert blocked.read_text() == "not a folder"


def test_strict_makes_a_warning_an_error_with_the_files_written(desk, build, out):
    manuscript = desk.write("bare.txt", "渡口的老钟\n\n这声音和他小时候小时候听见的一样，只是更亮一些。\n")
    result = build(manuscript, "-o", out, "--strict")
    assert result.exit_code == 6
    assert "copyedit/doubled-word" in result.stderr
    assert "--strict" in result.stderr
    assert (out / "manifest.json").is_file()


def test_a_manuscript_needs_no_issue_yaml(desk, build, tmp_path, monkeypatch):
    """A manuscript, a folder, a supplement; as a draft, with pictures for the screen."""
    desk.issue()
    (desk.folder / "issue.yaml").unlink()
    desk.photo("photos/1.jpg", size=(2400, 1600))
    desk.photo("photos/封面.jpg", size=(2400, 3300))
    monkeypatch.chdir(tmp_path)
    arguments = ["--photos", desk.folder / "photos", "--supplement", desk.folder / "table.pdf", "--draft"]
    result = build(desk.folder / "article.txt", *arguments)
    assert result.exit_code == 0, result.output
    with pikepdf.open(tmp_path / "dist" / "article" / "email.pdf") as pdf:
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        widths = [int(i.Width) for i in pdf.objects if isinstance(i, pikepdf.Stream) and "/Width" in i]
    assert "渡口的老钟 又响了" in titles
    assert "table" in titles
    assert len(widths) >= 2
    assert max(widths) <= 72 * _WIDEST_INCHES


def test_a_bare_manuscript_takes_its_date_from_the_environment_and_never_from_the_clock(
    bare, build, out, monkeypatch
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    result = build(bare, "-o", out)
    assert result.exit_code == 0, result.output
    with pikepdf.open(out / "email.pdf") as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:19700102000000Z"
        assert str(pdf.Root.Lang) == "zh-CN"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "noon")
    assert build(bare, "-o", out).exit_code == 2
