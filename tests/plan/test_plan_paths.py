"""No path leads out of the issue's folder, and a name finds its file on any machine."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from report_pdf.plan.paths import Jail, PathRefusedError, natural_order


def refusal(folder: Path, name: str) -> PathRefusedError:
    with pytest.raises(PathRefusedError) as caught:
        Jail(folder).file(name)
    return caught.value


@pytest.mark.parametrize(
    "name",
    ["../x", "photos/../../x", "photos/../story.txt", "..\\x", "/etc/hosts", "~/x", "C:\\x", "\\\\host\\x", "file:///etc/hosts", "https://example.org/a.jpg"],
)  # fmt: skip
def test_names_that_leave_the_folder(name: str, folder: Path) -> None:
    assert refusal(folder, name).rule == "path-outside"


def test_links_that_leave_the_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "a.txt").write_text("x")
    (folder / "a.txt").symlink_to(tmp_path / "secret" / "a.txt")
    (folder / "deep").symlink_to(tmp_path / "secret", target_is_directory=True)
    (folder / "up").symlink_to("..", target_is_directory=True)

    for name in ("a.txt", "deep/a.txt", "up/secret/a.txt", "up/chun-2031/story.txt"):
        assert refusal(folder, name).rule == "path-outside"


def test_links_that_stay_and_links_that_lead_nowhere(folder: Path) -> None:
    (folder / "same.txt").symlink_to("story.txt")
    (folder / "round").symlink_to("round")
    (folder / "gone").symlink_to("nowhere")

    assert Jail(folder).file("same.txt") == (folder / "story.txt").resolve()
    assert refusal(folder, "round").rule == "missing-file"
    assert refusal(folder, "gone").rule == "missing-file"


def test_a_link_to_the_issues_folder_itself_is_no_way_out(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "alias").symlink_to(folder, target_is_directory=True)

    assert Jail(tmp_path / "alias").file("story.txt") == (folder / "story.txt").resolve()


def test_only_regular_files_are_files(folder: Path) -> None:
    os.mkfifo(folder / "pipe")

    assert refusal(folder, "photos").rule == "not-a-file"
    assert refusal(folder, "pipe").rule == "not-a-file"
    assert refusal(folder, "story.txt/x").rule == "missing-file"
    assert refusal(folder, "x\0y").rule == "missing-file"
    assert refusal(folder, "x" * 5000).rule == "missing-file"


def test_other_capitals_find_the_file_and_are_remembered(folder: Path) -> None:
    jail = Jail(folder)

    assert jail.file("Photos/1.jpg") == (folder / "photos" / "1.JPG").resolve()
    assert jail.respelled == {"Photos/1.jpg": "photos/1.JPG"}


def test_other_capitals_that_fit_two_files_find_none(folder: Path) -> None:
    (folder / "A.txt").write_text("x")
    (folder / "a.TXT").write_text("x")

    assert refusal(folder, "a.txt").rule == "missing-file"


def test_decomposed_names_find_their_files(folder: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Café.txt")
    (folder / decomposed).write_text("x")
    jail = Jail(folder)

    assert jail.file("Café.txt").name == decomposed
    assert jail.respelled == {}


def test_natural_order() -> None:
    names = ["10.jpg", "2.jpg", "01.jpg", "图12.jpg", "图3.jpg", "a.jpg", "２.png"]

    assert sorted(names, key=natural_order) == [
        "01.jpg",
        "2.jpg",
        "２.png",
        "10.jpg",
        "a.jpg",
        "图3.jpg",
        "图12.jpg",
    ]
