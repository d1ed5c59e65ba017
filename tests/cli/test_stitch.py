from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from rich.console import Console

from report_pdf.cli import stitch_bar
from report_pdf.cli.stitch import command
from report_pdf.cli.stitch_bar import StitchBar
from report_pdf.pdf import Progress


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A body of three pages, a supplement of two, a locked one; and the user's language is English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    for name, pages, lock in (("body.pdf", 3, None), ("s.pdf", 2, None), ("locked.pdf", 1, "secret")):
        with pikepdf.new() as pdf:
            for _ in range(pages):
                pdf.add_blank_page(page_size=(200, 300))
            pdf.docinfo["/Title"] = f"题 {name}"
            encryption = pikepdf.Encryption(owner="owner", user=lock) if lock else None
            pdf.save(tmp_path / name, encryption=encryption)
    return tmp_path


def test_stitches_and_reports(folder):
    arguments = [
        "body.pdf",
        "s.pdf[2,1]",
        "s.pdf",
        "-o",
        "out.pdf",
        "--title",
        "甲",
        "--start",
        "recto",
        "--report",
        "r.json",
    ]
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 0, result.output
    assert "out.pdf: 8 pages, 2 supplements." in result.output
    subprocess.run(["qpdf", "--check", "out.pdf"], check=True, capture_output=True)
    report = json.loads((folder / "r.json").read_text("utf-8"))
    titles = [(one["title"], one["source_pages"], one["first_page"]) for one in report["supplements"]]
    assert titles == [("甲", [2, 1], 5), ("题 s.pdf", [1, 2], 7)]
    assert "stitch/blank-page" in [finding["code"] for finding in report["findings"]]
    assert {"out.pdf", "r.json"} == {path.name for path in folder.iterdir()} - {
        "body.pdf",
        "s.pdf",
        "locked.pdf",
    }


def test_the_same_command_gives_the_same_bytes(folder):
    for name in ("one.pdf", "two.pdf"):
        CliRunner().invoke(command, ["body.pdf", "s.pdf", "-o", name], catch_exceptions=False)
    assert (folder / "one.pdf").read_bytes() == (folder / "two.pdf").read_bytes()


def test_an_encrypted_file_without_its_password_ends_with_3_and_leaves_what_was_there(folder):
    (folder / "out.pdf").write_bytes(b"before")
    result = CliRunner().invoke(command, ["body.pdf", "locked.pdf", "-o", "out.pdf"])
    assert result.exit_code == 3
    assert (folder / "out.pdf").read_bytes() == b"before"


def test_the_password_comes_from_the_environment(folder, monkeypatch):
    monkeypatch.setenv("DESK_PASSWORD", "secret")
    arguments = ["body.pdf", "locked.pdf", "-o", "out.pdf", "--password-env", "DESK_PASSWORD"]
    assert CliRunner().invoke(command, arguments).exit_code == 0
    with pikepdf.open(folder / "out.pdf") as packet:
        assert (packet.is_encrypted, len(packet.pages)) == (False, 4)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["body.pdf", "s.pdf", "-o", "out.pdf", "--password-env", "NO_SUCH_NAME"], 2),
        (["body.pdf", "s.pdf", "-o", "out.pdf", "--title", "a", "--title", "b"], 2),
        (["body.pdf", "s.pdf"], 2),
        (["body.pdf", "s.pdf[3]", "-o", "out.pdf"], 3),
        (["missing.pdf", "s.pdf", "-o", "out.pdf"], 3),
        (["body.pdf", "s.pdf", "-o", "body.pdf/out.pdf"], 7),
    ],
)
def test_mistakes_have_their_exit_codes(folder, arguments, code):
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == code
    assert not (folder / "out.pdf").exists()


def test_a_packet_is_split_for_mail_and_its_parts_are_reported(folder):
    arguments = ["body.pdf", "s.pdf", "-o", "out.pdf", "--split-pages", "3", "--report", "r.json"]
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert "out-2-of-2.pdf: pages 4–5" in result.output
    parts = json.loads((folder / "r.json").read_text("utf-8"))["parts"]
    assert [(part["file"], part["first_page"], part["last_page"]) for part in parts] == [
        ("out-1-of-2.pdf", 1, 3),
        ("out-2-of-2.pdf", 4, 5),
    ]
    assert not (folder / "out.pdf").exists()
    assert [len(pikepdf.open(folder / part["file"]).pages) for part in parts] == [3, 2]


@pytest.mark.parametrize(("written", "code"), [("2MB", 0), ("500 kB", 0), ("much", 2)])
def test_sizes_are_written_with_their_unit(folder, written, code):
    result = CliRunner().invoke(command, ["body.pdf", "s.pdf", "-o", "out.pdf", "--split-size", written])
    assert result.exit_code == code


def test_off_a_terminal_no_bar_is_drawn(capfd, folder):
    with StitchBar("en") as bar:
        for done in range(3):
            bar.hear(Progress(step="compared", done=done, of=3))
    assert capfd.readouterr() == ("", "")


def test_on_a_terminal_the_bar_says_step_and_count(monkeypatch):
    screen = io.StringIO()
    monkeypatch.setattr(stitch_bar, "console", Console(file=screen, force_terminal=True, width=80))
    with StitchBar("zh") as bar:
        bar.hear(Progress(step="compared", done=2, of=3))
    assert "逐页比对" in screen.getvalue()
    assert "2/3" in screen.getvalue()
