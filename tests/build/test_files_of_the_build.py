"""What lies in the output folder: what the files say of themselves, and that they are the same every time."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections import Counter
from pathlib import Path

import pikepdf

from report_pdf.model.manuscript import Byline


def test_the_file_says_what_the_issue_says(finished):
    issue = finished.plan.issue
    day = issue.date.strftime("%Y%m%d")
    byline = finished.manuscripts[0].first(Byline).text
    people = re.sub(r"文/图|[文图]/", " ", byline).split()
    with pikepdf.open(finished.pdf) as pdf:
        info = {key: str(value) for key, value in pdf.docinfo.items()}
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == info["/Title"] == f"{issue.name} {issue.number}"
            assert xmp["xmp:CreateDate"].replace("-", "").startswith(day)
            assert set(people) <= set(xmp["dc:creator"])
        assert info["/CreationDate"] == info["/ModDate"] == f"D:{day}000000Z"
        assert all(name in info["/Author"] for name in people)
        assert str(pdf.Root.Lang) == finished.plan.language
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_no_file_names_a_place_on_the_machine(finished):
    """Not in the bytes, not in any stream, not in UTF-16; not in the reports."""
    places = [str(path).encode() for path in (finished.folder, finished.issue.parent, Path.home())]
    places = [place for place in places if len(place) > 1] + [b"/pytest-of-"]
    places += [place.decode().encode("utf-16-be") for place in places]
    with pikepdf.open(finished.pdf) as pdf:
        texts = [
            item.read_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream) and _text(item)
        ]
        texts += [item.unparse() for item in pdf.objects if not isinstance(item, pikepdf.Stream)]
    texts += [path.read_bytes() for path in finished.folder.iterdir()]
    assert not [place for place in places for text in texts if place in text]


def _text(stream: pikepdf.Stream) -> bool:
    return str(stream.get("/Filter")) in {"/FlateDecode", "None"}


def test_the_manifest_tells_the_truth(finished):
    manifest = finished.manifest
    assert {entry["name"] for entry in manifest["files"]} == {"email.eml", "email.pdf", "preflight.json"}
    assert sorted(path.name for path in finished.folder.iterdir()) == [
        "email.eml",
        "email.pdf",
        "manifest.json",
        "preflight.json",
    ]
    for entry in manifest["files"]:
        data = (finished.folder / entry["name"]).read_bytes()
        assert (entry["bytes"], entry["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    with pikepdf.open(finished.pdf) as pdf:
        pages = {entry["name"]: entry.get("pages") for entry in manifest["files"]}
        assert pages == {"email.eml": None, "email.pdf": len(pdf.pages), "preflight.json": None}
    for source in manifest["sources"]:
        data = (finished.issue.parent / source["name"]).read_bytes()
        assert source["sha256"] == hashlib.sha256(data).hexdigest()
    assert [source["name"] for source in manifest["sources"]] == _sources(finished.plan)


def _sources(plan) -> list[str]:
    names = [plan.file.name, plan.cover.photo.source.name]
    for article in plan.articles:
        names += [article.manuscript.name, *(photo.source.name for photo in article.photos)]
    names += [supplement.source.name for supplement in plan.supplements]
    return list(dict.fromkeys(names))


def test_the_email_edition_passes_preflight_within_its_size(finished):
    (edition,) = finished.report["editions"]
    assert (edition["edition"], edition["passed"], edition["findings"]) == ("email", True, [])
    assert len(edition["checks"]) >= 7
    assert finished.pdf.stat().st_size <= finished.plan.editions.email.max_size


def test_the_real_manuscripts_faults_are_all_reported_where_they_stand(real):
    found = [f for f in real.report["findings"] if f["code"].startswith(("copyedit/", "manuscript/"))]
    corrected = [f for f in found if f["correction"]]
    text = real.plan.articles[0].manuscript.path.read_text("utf-8").splitlines()
    assert len(corrected) == 115
    for finding in corrected:
        line, column = finding["place"]["line"], finding["place"]["column"]
        before = finding["correction"]["before"]
        assert text[line - 1][column - 1 :].startswith(before)
    others = Counter(f["code"] for f in found if not f["correction"])
    assert others == {"copyedit/doubled-word": 1, "copyedit/stray-latin-word": 1, "manuscript/lost-arrow": 1}


def test_every_finding_speaks_both_languages_and_what_is_left_to_do_is_said(finished):
    for finding in finished.report["findings"]:
        assert re.search("[一-鿿]", finding["message"]["zh"])
        assert finding["message"]["en"]
        if finding["severity"] != "info":
            assert finding["message"]["zh"] in finished.said


def test_the_same_issue_gives_the_same_bytes_anywhere(one, run_build, tmp_path):
    """From a copy elsewhere, into another folder, with an empty cache, another hash seed, zone and language."""
    copy = shutil.copytree(one.issue.parent, tmp_path / "copied", copy_function=shutil.copyfile)
    again = run_build(
        copy / "issue.yaml",
        "again",
        {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8"},
    )
    for path in one.folder.iterdir():
        assert (again.folder / path.name).read_bytes() == path.read_bytes(), path.name
