"""A build with the archive edition leaves its bag beside it: proved, whole, and of the very file that was written."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from click.testing import CliRunner
from premis_structure import misplaced

from report_pdf.cli import main
from report_pdf.delivery import check_bag

NS = {"p": "http://www.loc.gov/premis/v3"}


@pytest.fixture(scope="module")
def out(tmp_path_factory, new_desk):
    """One article with a photograph, no supplement: the least that is proved."""
    folder = tmp_path_factory.mktemp("bag")
    desk = new_desk(folder / "desk")
    text = "".join(part for part in desk.issue().read_text("utf-8").partition("supplements:")[:1])
    issue = desk.write("issue.yaml", text)
    environment = {
        "LC_ALL": "zh_CN.UTF-8",
        "REPORT_PDF_CACHE": str(folder / "cache"),
        "SOURCE_DATE_EPOCH": "1772353800",
    }
    command = ["build", str(issue), "--edition", "archive", "-o", str(folder / "out")]
    result = CliRunner().invoke(main, command, env=environment)
    assert result.exit_code == 0, result.output
    assert (folder / "out" / "ferry-7-bag").is_dir()
    return folder / "out"


def test_the_bag_is_whole_and_holds_what_was_written(out):
    bag = out / "ferry-7-bag"
    assert check_bag(bag) == ()
    assert (bag / "data/archive.pdf").read_bytes() == (out / "archive.pdf").read_bytes()
    names = {entry["name"] for entry in json.loads((out / "manifest.json").read_bytes())["files"]}
    inside = {path.relative_to(out).as_posix() for path in bag.rglob("*") if path.is_file()}
    assert inside <= names
    assert "Bagging-Date: 2026-03-01\n" in (bag / "bag-info.txt").read_text("utf-8")


def test_its_record_has_every_validators_verdict(out):
    root = ET.fromstring((out / "ferry-7-bag/data/metadata/premis.xml").read_bytes())  # noqa: S314 - we wrote it
    assert misplaced(root) == []
    report = json.loads((out / "ferry-7-bag/data/preflight.json").read_bytes())
    assert [edition["passed"] for edition in report["editions"]] == [True]
    validations = [
        event
        for event in root.findall("p:event", NS)
        if event.findtext("p:eventType", "", NS) == "validation"
    ]
    assert {event.findtext(".//p:eventOutcome", "", NS) for event in validations} == {"pass"}
    agents = [event.findtext(".//p:linkingAgentIdentifierValue", "", NS).split()[0] for event in validations]
    assert agents.count("page-validation") == 2
    assert set(agents) <= {"page-validation", "veraPDF", "report-pdf"}
    moments = {event.findtext("p:eventDateTime", "", NS) for event in root.findall("p:event", NS)}
    assert moments == {"2026-03-01T08:30:00Z"}


def test_the_bag_and_the_file_call_the_same_kinds_by_the_same_names(out):
    """By IANA's names, YAML's among them (RFC 9512); the edition by the key that archives' tools know."""
    root = ET.fromstring((out / "ferry-7-bag/data/metadata/premis.xml").read_bytes())  # noqa: S314 - we wrote it
    kinds = {
        one.findtext(".//p:objectIdentifierValue", "", NS).rpartition("/")[2]: one.findtext(
            ".//p:formatName", "", NS
        )
        for one in root.findall("p:object", NS)
    }
    with pikepdf.open(out / "archive.pdf") as pdf:
        inside = {
            name: str(spec.obj.EF.F.Subtype).removeprefix("/") for name, spec in pdf.attachments.items()
        }
    assert inside == {name: kinds[name] for name in inside}
    assert inside["issue.yaml"] == "application/yaml"
    assert [one.text for one in root.iterfind(".//p:formatRegistryKey", NS)] == ["fmt/479"]
