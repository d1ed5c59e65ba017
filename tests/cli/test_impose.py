from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from report_pdf.cli.impose import command

A4 = (595.276, 841.89)


def save(path: Path, pages: int, *, size: tuple[float, float] = A4, lock: str | None = None) -> None:
    with pikepdf.new() as pdf:
        for number in range(pages):
            pdf.add_blank_page(page_size=size)
            pdf.pages[-1].obj["/Contents"] = pdf.make_stream(f"0 0 0 1 k {number * 9} 0 30 800 re f".encode())
        encryption = pikepdf.Encryption(owner="owner", user=lock) if lock else None
        pdf.save(path, encryption=encryption)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    save(tmp_path / "期刊.pdf", 10)
    save(tmp_path / "one.pdf", 1)
    save(tmp_path / "locked.pdf", 4, lock="secret")
    return tmp_path


def run(*arguments: str):
    return CliRunner().invoke(command, list(arguments))


@pytest.mark.parametrize(
    ("arguments", "sides", "size"),
    [
        (["--scheme", "saddle-stitch"], 6, (446, 323)),
        (["--scheme", "perfect", "--signature", "8", "--sheet", "大度"], 4, (889, 1194)),
        (["--scheme", "work-and-turn", "--sheet", "900x340mm"], 3, (900, 340)),
        (["--scheme", "cover-spread", "--spine", "4.2mm"], 2, (450.2, 323)),
        (["--scheme", "2-up", "--no-marks", "--bleed", "0", "--sheet", "A3"], 6, (420, 297)),
    ],
)
def test_schemes(folder, arguments, sides, size):
    result = run("期刊.pdf", "-o", "out.pdf", *arguments)
    assert result.exit_code == 0, result.output
    subprocess.run(["qpdf", "--check", "out.pdf"], check=True, capture_output=True)
    with pikepdf.open("out.pdf") as pdf:
        assert len(pdf.pages) == sides
        for page in pdf.pages:
            assert [float(edge) / 72 * 25.4 for edge in page.obj["/MediaBox"]] == pytest.approx(
                [0, 0, *size], abs=0.01
            )
            assert {"/CropBox", "/Rotate", "/UserUnit"}.isdisjoint(page.obj.keys())
    assert f"{sides} sides" in result.output


def test_the_same_command_gives_the_same_bytes_and_leaves_nothing_else(folder):
    before = {path.name for path in folder.iterdir()}
    for name in ("one-out.pdf", "two-out.pdf"):
        assert run("期刊.pdf", "-o", name).exit_code == 0
    assert Path("one-out.pdf").read_bytes() == Path("two-out.pdf").read_bytes()
    assert {path.name for path in folder.iterdir()} == before | {"one-out.pdf", "two-out.pdf"}


def test_blank_pages_are_named(folder):
    output = run("期刊.pdf", "-o", "out.pdf").output
    assert re.search(
        r"imposition/blank-pages\] 10 pages were filled up to 12: blank are pages 10–11\.", output
    )
    assert "blank are pages 11–12." in run("期刊.pdf", "-o", "out.pdf", "--blank", "end").output


def test_the_spine_is_computed_from_pages_and_calipers(folder):
    arguments = ["--scheme", "cover-spread", "--paper-caliper", "80um", "--cover-caliper", "0.02cm"]
    assert "the spine is 0.44 mm (3 × 0.08 + 0.2)." in run("期刊.pdf", "-o", "out.pdf", *arguments).output
    cover = run("期刊.pdf", "-o", "out.pdf", *arguments, "--pages", "1,2,9,10", "--body-pages", "96")
    assert "the spine is 4.04 mm" in cover.output
    assert "pages-not-used" not in cover.output


def test_a_locked_file_needs_its_password(folder, monkeypatch):
    assert run("locked.pdf", "-o", "out.pdf").exit_code == 3
    monkeypatch.setenv("DESK_PASSWORD", "secret")
    result = run("locked.pdf", "-o", "out.pdf", "--password-env", "DESK_PASSWORD")
    assert result.exit_code == 0
    assert "imposition/decrypted" in result.output


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["期刊.pdf"], 2),
        (["期刊.pdf", "-o", "out.pdf", "--sheet", "A4"], 2),
        (["期刊.pdf", "-o", "out.pdf", "--sheet", "no-such"], 2),
        (["期刊.pdf", "-o", "out.pdf", "--bleed", "much"], 2),
        (["期刊.pdf", "-o", "out.pdf", "--password-env", "NO_SUCH_NAME"], 2),
        (["期刊.pdf", "-o", "out.pdf", "--scheme", "cover-spread", "--pages", "1-4"], 2),
        (["one.pdf", "-o", "out.pdf", "--scheme", "cover-spread", "--spine", "3mm"], 3),
        (["期刊.pdf", "-o", "out.pdf", "--pages", "11"], 3),
        (["missing.pdf", "-o", "out.pdf"], 3),
        (["期刊.pdf", "-o", "期刊.pdf/out.pdf"], 7),
    ],
)
def test_mistakes_have_their_exit_codes(folder, arguments, code):
    result = run(*arguments)
    assert result.exit_code == code, result.output
    assert not (folder / "out.pdf").exists()


def test_a_page_larger_than_the_sheet_is_named(folder):
    with pikepdf.open("期刊.pdf", allow_overwriting_input=True) as pdf:
        pdf.pages[4].obj["/MediaBox"] = pikepdf.Array([0, 0, 2000, 3000])
        pdf.save("期刊.pdf")
    result = run("期刊.pdf", "-o", "out.pdf", "--sheet", "SRA3", "--no-marks", "--bleed", "0")
    assert result.exit_code == 3
    assert "期刊.pdf page 5" in result.output
