"""Files of a build: all of them or none, and nothing beside them."""

from __future__ import annotations

import errno
import hashlib
import json
import os

import pytest

from report_pdf.delivery import manifest, set_aside_earlier, write_files
from report_pdf.errors import DeliveryError
from report_pdf.model.plan import EditionName
from report_pdf.plan import read_plan

NEW = {"email.pdf": b"%PDF new", "preflight.json": b"{}", "manifest.json": b"[]"}


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "dist" / "issue"
    folder.mkdir(parents=True)
    (folder / "email.pdf").write_bytes(b"%PDF old")
    (folder / "notes.txt").write_bytes(b"of the desk")
    return folder


def _content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_set_replaces_what_was_there_and_leaves_the_rest(out):
    paths = write_files(NEW, out)
    assert [path.name for path in paths] == list(NEW)
    assert _content(out) == {**NEW, "notes.txt": b"of the desk"}
    assert {path.stat().st_mode & 0o777 for path in paths} == {0o644}


def test_folders_are_made(tmp_path):
    assert _content(write_files(NEW, tmp_path / "a" / "b")[0].parent) == NEW


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_what_ends_halfway_leaves_the_old_files_and_no_others(out, monkeypatch, error):
    """The disk is full, or somebody presses Ctrl-C, when the second file is written."""
    before, written, sync = _content(out), [], os.fsync

    def second_fails(descriptor):
        written.append(descriptor)
        if len(written) == 2:
            raise error
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", second_fails)
    with pytest.raises((DeliveryError, KeyboardInterrupt)):
        write_files(NEW, out)
    assert _content(out) == before


def test_a_name_that_cannot_be_taken_leaves_all_the_old_files(out):
    """The set is one: where the last file cannot have its name, the first keeps what it had."""
    (out / "manifest.json").mkdir()
    before = _content(out)
    with pytest.raises(DeliveryError) as caught:
        write_files(NEW, out)
    assert _content(out) == before
    assert str(out) in caught.value.message.zh
    assert caught.value.hint is not None


def test_a_file_in_place_of_the_folder_is_left_alone(tmp_path):
    (tmp_path / "dist").write_bytes(b"a file")
    with pytest.raises(DeliveryError):
        write_files(NEW, tmp_path / "dist" / "issue")
    assert (tmp_path / "dist").read_bytes() == b"a file"


def test_the_manifest_names_every_source_once_and_says_the_same_twice(desk):
    plan = read_plan(desk.issue(photo="cover.jpg"))
    made = [
        manifest(plan, files, pages={"email.pdf": 7}, versions={"z": "1", "a": "2"})
        for files in (NEW, dict(reversed(NEW.items())))
    ]
    assert made[0] == made[1]
    content = json.loads(made[0])
    assert (content["issue"], content["number"], content["date"]) == ("ferry-7", "第7期", "2026-03-01")
    assert [source["name"] for source in content["sources"]] == [
        "issue.yaml",
        "cover.jpg",
        "article.txt",
        "table.pdf",
    ]
    for source in content["sources"]:
        assert source["sha256"] == hashlib.sha256((desk.folder / source["name"]).read_bytes()).hexdigest()
    assert {entry["name"]: entry.get("pages") for entry in content["files"]}["email.pdf"] == 7


def _bag(folder, words):
    bag = folder / "ferry-7-bag"
    bag.mkdir()
    (bag / "tagmanifest-sha512.txt").write_text(words)


def test_what_an_earlier_build_left_does_not_pass_for_this_one(out):
    """The archive is denied, the mail goes in parts: their old files keep their bytes under other names."""
    for name in ("archive.pdf", "print.pdf", "email.eml", "email-2.pdf", "email-poster.pdf"):
        (out / name).write_bytes(name.encode())
    (out / "other-bag").mkdir()
    _bag(out, "sealed")
    write_files({"email-1.pdf": b"%PDF 1", "email-2.pdf": b"%PDF 2"}, out)
    asked = (EditionName.ARCHIVE, EditionName.EMAIL)
    written = ["email-1.pdf", "email-2.pdf"]
    findings = set_aside_earlier(out, issue="ferry-7", editions=asked, written=written)
    digest = hashlib.sha256(b"archive.pdf").hexdigest()[:8]
    assert [finding.place.file for finding in findings] == [
        "archive.pdf",
        "email.eml",
        "email.pdf",
        "ferry-7-bag",
    ]
    assert f"archive-earlier-{digest}.pdf" in findings[0].message.zh
    kept = _content(out)
    assert kept[f"archive-earlier-{digest}.pdf"] == b"archive.pdf"
    assert {"print.pdf", "email-poster.pdf", "notes.txt", *written} <= set(kept)
    assert not {"archive.pdf", "email.pdf", "email.eml"} & set(kept)
    assert sorted(path.name.partition("-earlier-")[0] for path in out.iterdir() if path.is_dir()) == [
        "ferry-7-bag",
        "other-bag",
    ]
    assert set_aside_earlier(out, issue="ferry-7", editions=asked, written=written) == ()
    _bag(out, "sealed")
    (again,) = set_aside_earlier(out, issue="ferry-7", editions=asked, written=written)
    assert again.message.zh.endswith("~2”。")
