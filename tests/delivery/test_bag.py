"""The bag that an archive takes in: whole by the reference reader, the same twice, and its records true."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import subprocess
import sys
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from premis_structure import misplaced

from report_pdf.delivery import BagFacts, bag, check_bag, write_files
from report_pdf.delivery.holdings import portable
from report_pdf.errors import DeliveryError, InputError
from report_pdf.findings import Message
from report_pdf.model.archive import Broken, Entry, Verdict, Way
from report_pdf.model.edition import Edition, PreflightReport
from report_pdf.model.issue import Article, Cover, Issue
from report_pdf.model.plan import EditionName
from report_pdf.plan import read_plan

NS = {"p": "http://www.loc.gov/premis/v3"}
TICKET = "editions: {archive: {档案包: 文件夹, 保管期限: 永久, 密级: 公开, rights: 内部资料}}\n"
VERDICTS = (
    Verdict(
        validator="veraPDF",
        flavour="3a",
        compliant=True,
        version="1.31.1",
        checks=12345,
        broken=(Broken(rule="W-1", count=1, message="width", believed=False),),
    ),
    Verdict(
        validator="page-validation",
        flavour="ua1",
        compliant=False,
        broken=(Broken(rule="7.1-3", count=2, message="content\x01 & <tags>"),),
    ),
)
ENTRY = Entry(
    key="s1", title="零件清单", name="table.pdf", way=Way.FIGURES, why=Message(zh="没有标签", en="no tags")
)


def _facts(desk, *, more=TICKET, moment=None, verdicts=VERDICTS):
    plan = read_plan(desk.issue(more=more))
    article = Article(key="a", title="渡口的老钟", blocks=(), kicker="纪事", byline="梁渡生")
    return BagFacts(
        plan=plan,
        issue=Issue(
            identity=plan.issue,
            language="zh-CN",
            cover=Cover(picture=None, headlines=(), title="渡口的老钟 又响了"),
            articles=(article,),
        ),
        edition=Edition(name=EditionName.ARCHIVE, data=b"%PDF-1.7 archive", pages=12),
        report=PreflightReport(
            file="archive.pdf",
            edition=EditionName.ARCHIVE,
            checks=(),
            verdicts=verdicts,
            entries=(ENTRY,),
        ),
        report_file=b"{}\n",
        moment=moment,
    )


def _as(facts, form):
    editions = facts.plan.editions
    archive = replace(editions.archive, bag=form)
    return replace(facts, plan=replace(facts.plan, editions=replace(editions, archive=archive)))


def _written(desk, tmp_path, **more) -> Path:
    (folder,) = write_files(bag(_facts(desk, **more)), tmp_path / "out")
    return folder


def test_the_reference_reader_finds_the_bag_valid(desk, tmp_path):
    folder = _written(desk, tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "bagit", "--validate", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert folder.name == "ferry-7-bag"
    assert (folder / "data/archive.pdf").read_bytes() == b"%PDF-1.7 archive"
    for name in ("issue.yaml", "article.txt", "clock.jpg", "cover.jpg", "table.pdf"):
        assert (folder / "data/sources" / name).read_bytes() == (desk.folder / name).read_bytes()
    assert "OFL" in (folder / "data/licences/OFL-NotoSerifSC.txt").read_text("utf-8")
    info = (folder / "bag-info.txt").read_text("utf-8")
    assert "Source-Organization: 渡口镇文化站\n" in info
    assert "Bagging-Date: 2026-03-01\n" in info
    files = [path for path in (folder / "data").rglob("*") if path.is_file()]
    assert f"Payload-Oxum: {sum(path.stat().st_size for path in files)}.{len(files)}\n" in info


def test_the_same_inputs_give_the_same_bytes(desk):
    facts = _facts(desk)
    assert bag(facts) == bag(facts)
    assert bag(_as(facts, "zip")) == bag(_as(facts, "zip"))
    assert bag(_as(facts, "none")) == {}


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (
            lambda data: (data / "sources/clock.jpg").write_bytes(_flipped(data / "sources/clock.jpg")),
            "changed",
        ),
        (lambda data: (data / "sources/article.txt").unlink(), "missing"),
        (lambda data: (data / "stray.txt").write_text("x"), "unexpected"),
        (lambda data: (data.parent / "bagit.txt").write_text("BagIt-Version: one\n"), "invalid"),
        (lambda data: (data.parent / "bag-info.txt").write_text("Source-Organization: 别家\n"), "changed"),
    ],
    ids=["one-bit", "gone", "stray", "no-bag", "other-info"],
)
def test_what_is_broken_is_found_and_named(desk, tmp_path, spoil, code):
    folder = _written(desk, tmp_path)
    assert check_bag(folder) == ()
    spoil(folder / "data")
    assert [finding.code for finding in check_bag(folder)] == [f"delivery/bag-{code}"]


def _flipped(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    return bytes(data)


def test_a_zip_is_one_folder_and_as_whole(desk, tmp_path):
    facts = _facts(desk)
    (path,) = write_files(bag(_as(facts, "zip")), tmp_path)
    with zipfile.ZipFile(path) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}, "no clock"
    assert (path.name, inside) == ("ferry-7-bag.zip", bag(facts))
    assert check_bag(path) == ()
    data = path.read_bytes()
    path.write_bytes(data.replace(b"%PDF-1.7 archive", b"%PDF-1.7 archivf"))
    with pytest.raises(InputError):
        check_bag(path)


def test_what_is_neither_folder_nor_zip_is_refused(desk, tmp_path):
    with pytest.raises(InputError):
        check_bag(desk.write("note.txt", "x"))
    assert [finding.code for finding in check_bag(tmp_path)] == ["delivery/bag-invalid"]


def test_a_bag_replaces_a_bag_whole_and_never_a_folder_of_the_desk(desk, tmp_path):
    files = bag(_facts(desk))
    (folder,) = write_files(files, tmp_path)
    (folder / "data/old.txt").write_text("of the bag before")
    assert write_files({**files, "email.pdf": b"x"}, tmp_path) == (folder, tmp_path / "email.pdf")
    assert check_bag(folder) == ()
    (folder / "bagit.txt").unlink()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(DeliveryError):
        write_files({"email.pdf": b"new", **files}, tmp_path)
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "email.pdf").read_bytes() == b"x"


def test_a_file_that_cannot_take_its_name_leaves_the_bag_before(desk, tmp_path, monkeypatch):
    """The bag has its new name already when the last file fails: it goes back."""
    files = bag(_facts(desk))
    (folder,) = write_files(files, tmp_path / "out")
    (folder / "data/archive.pdf").write_bytes(b"of yesterday")
    replace_file = Path.replace

    def fails_on_the_last(self, target):
        if Path(target).name == "manifest.json":
            raise OSError(28, "No space left on device")
        return replace_file(self, target)

    monkeypatch.setattr(Path, "replace", fails_on_the_last)
    with pytest.raises(DeliveryError):
        write_files({**files, "manifest.json": b"{}"}, tmp_path / "out")
    assert (folder / "data/archive.pdf").read_bytes() == b"of yesterday"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["ferry-7-bag"]


def test_a_broken_bag_is_not_written(desk, tmp_path):
    files = {**bag(_facts(desk)), "ferry-7-bag/data/archive.pdf": b"%PDF other"}
    with pytest.raises(DeliveryError) as caught:
        write_files(files, tmp_path / "out")
    assert "delivery/bag-changed" in {finding.code for finding in caught.value.findings}
    assert list((tmp_path / "out").iterdir()) == []


def _parsed(text):
    return ET.fromstring(text)  # noqa: S314 - we wrote it


def _premis(desk, **more):
    return _parsed(bag(_facts(desk, **more))["ferry-7-bag/data/metadata/premis.xml"])


def _values(element, *paths):
    return tuple(node.text for path in paths for node in element.findall(path, NS))


def test_premis_has_its_elements_where_the_schema_has_them(desk):
    root = _premis(desk)
    assert misplaced(root) == []
    first = root.find("p:event", NS)
    first.append(first[0])
    assert misplaced(root) != []


def test_premis_tells_what_was_done_by_what_and_how_it_came_out(desk):
    root = _premis(desk)
    events = [
        _values(
            event,
            "p:eventType",
            ".//p:eventOutcome",
            "p:linkingAgentIdentifier/p:linkingAgentIdentifierValue",
        )
        for event in root.findall("p:event", NS)
    ]
    ours = next(
        agent[0]
        for agent in [_values(a, ".//p:agentIdentifierValue") for a in root.findall("p:agent", NS)]
        if agent[0].startswith("report-pdf")
    )
    assert events == [
        ("ingestion", "success", "渡口镇文化站"),
        ("normalization", "success", ours),
        ("normalization", "success", ours),
        ("validation", "pass", "veraPDF 1.31.1"),
        ("validation", "fail", "page-validation"),
        ("validation", "pass", ours),
        ("message digest calculation", "success", ours),
    ]
    notes = _values(root, ".//p:eventOutcomeDetailNote")
    assert "7.1-3 × 2: content� & <tags>" in notes
    assert next(note for note in notes if note.endswith("W-1 × 1: width")).startswith("验证器已知的误判")
    assert {date for (date,) in (_values(e, "p:eventDateTime") for e in root.findall("p:event", NS))} == {
        "2026-03-01"
    }


def test_premis_objects_are_the_files_with_their_digests(desk):
    files = bag(_facts(desk))
    root = _premis(desk)
    said = {
        _values(one, ".//p:objectIdentifierValue")[0]: _values(one, ".//p:messageDigest", ".//p:size")
        for one in root.findall("p:object", NS)
    }
    held = {
        name.removeprefix("ferry-7-bag/"): (hashlib.sha512(data).hexdigest(), str(len(data)))
        for name, data in files.items()
        if "/data/" in name and "/metadata/" not in name
    }
    assert said == held
    agents = set(_values(root, "p:agent/p:agentIdentifier/p:agentIdentifierValue"))
    assert set(_values(root, ".//p:linkingAgentIdentifierValue")) == agents
    events = set(_values(root, "p:event/p:eventIdentifier/p:eventIdentifierValue"))
    assert set(_values(root, ".//p:relatedEventIdentifierValue")) <= events
    objects = set(_values(root, ".//p:linkingObjectIdentifierValue", ".//p:relatedObjectIdentifierValue"))
    assert objects <= set(said)


def test_the_moment_of_a_build_is_said_where_it_is_known(desk):
    moment = dt.datetime(2026, 3, 9, 8, 30, tzinfo=dt.UTC)
    files = bag(_facts(desk, moment=moment))
    assert "Bagging-Date: 2026-03-09\n" in files["ferry-7-bag/bag-info.txt"].decode()
    assert set(_values(_premis(desk, moment=moment), ".//p:eventDateTime")) == {"2026-03-09T08:30:00Z"}
    assert _values(_premis(desk, moment=moment), ".//p:agentNote") == ()
    assert len(_values(_premis(desk), ".//p:agentNote")) == 1


def test_the_table_and_the_xml_of_metadata_say_the_same(desk):
    files = bag(_facts(desk))
    table = files["ferry-7-bag/data/metadata/dat46.csv"]
    assert table.startswith(b"\xef\xbb\xbf"), "as spreadsheets need it"
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    values = {row["元素"]: row["值"] for row in rows if row["对象"] == "本期"}
    assert values["题名"] == "渡口 第7期"
    assert (values["保管期限"], values["密级"], values["页数"]) == ("永久", "公开", "12")
    assert [row["说明"] for row in rows if row["元素"] == "全宗号"] == ["由档案部门著录"]
    sizes = {row["对象"]: row["值"] for row in rows if row["元素"] == "计算机文件大小"}
    assert sizes["data/archive.pdf"] == str(len(b"%PDF-1.7 archive"))
    root = _parsed(files["ferry-7-bag/data/metadata/dat46.xml"])
    leaves = [(leaf.tag, leaf.text or "") for leaf in root.iter() if len(leaf) == 0]
    assert sorted(leaves) == sorted((row["元素"], row["值"]) for row in rows)


def test_names_that_travel_badly_are_changed_and_recorded(desk, tmp_path):
    """A name from a Mac (NFD), a per cent sign that readers decode differently, and two that differ only in case."""
    decomposed = unicodedata.normalize("NFD", "é图")
    names = (f"photos/{decomposed}.jpg", "photos/100%25.jpg", "photos/a.jpg", "photos/A.jpg")
    for name in names:
        desk.photo(name, size=(30, 20), shade=40 + len(name))
    facts = _facts(desk)
    article = facts.plan.articles[0]
    photo = article.photos[0]
    photos = tuple(
        replace(photo, source=replace(photo.source, name=name, path=desk.folder / name)) for name in names
    )
    facts = replace(facts, plan=replace(facts.plan, articles=(replace(article, photos=photos),)))
    (folder,) = write_files(bag(facts), tmp_path / "out")
    assert check_bag(folder) == ()
    kept = {path.name for path in (folder / "data/sources/photos").iterdir()}
    assert kept == {"é图.jpg", "100_25.jpg", "a.jpg", "A-2.jpg"}
    root = _parsed((folder / "data/metadata/premis.xml").read_bytes())
    assert f"{names[1]} → data/sources/photos/100_25.jpg" in _values(root, ".//p:eventOutcomeDetailNote")
    assert set(names) <= set(_values(root, ".//p:originalName"))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a/../b.txt", "a/b.txt"),
        ("con.txt", "_con.txt"),
        ("题:名?.pdf", "题_名_.pdf"),
        ("line\nbreak.txt", "line_break.txt"),
        ("dots. ", "dots"),
        ("...", "_"),
    ],
)
def test_a_portable_name(name, safe):
    assert portable(name) == safe


def test_a_supplement_that_asks_for_a_password_says_so(desk):
    with pikepdf.open(desk.supplement("plain.pdf")) as pdf:
        pdf.save(desk.folder / "locked.pdf", encryption=pikepdf.Encryption(user="x", owner="y"))
    facts = _facts(desk, more="  - {file: locked.pdf, title: 来信, password_env: SECRET}\n" + TICKET)
    root = _parsed(bag(facts)["ferry-7-bag/data/metadata/premis.xml"])
    locked = [one for one in root.findall("p:object", NS) if one.find(".//p:inhibitorType", NS) is not None]
    assert [_values(one, ".//p:objectIdentifierValue") for one in locked] == [("data/sources/locked.pdf",)]
