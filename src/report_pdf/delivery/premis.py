"""premis.xml: what was done with the files of a bag, by what, and how it came out (PREMIS 3.0 XML schema).

Event types are terms of the Library of Congress vocabulary ``eventType``; objects are named by their path in the bag.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from report_pdf import __version__
from report_pdf.delivery.holdings import Holding, Role
from report_pdf.model.archive import Entry, Verdict, Way
from report_pdf.model.edition import PreflightReport
from report_pdf.model.plan import IssuePlan

__all__ = ["premis_xml"]

_PREMIS = "http://www.loc.gov/premis/v3"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_EVENT_TYPES = "http://id.loc.gov/vocabulary/preservation/eventType"
_OURS = "report-pdf"
_FALSE_ALARM = "验证器已知的误判，不计。Known to be seen wrongly by this validator, not counted: "
_NO_MOMENT = "事件时间用的是本期的日期，不是实际时刻。Event times are the issue's date, not the moment: SOURCE_DATE_EPOCH was not set."
_SOURCES = frozenset({Role.TICKET, Role.MANUSCRIPT, Role.PHOTOGRAPH, Role.SUPPLEMENT})
# XML 1.0 has no place for these, not even escaped (production Char).
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WAYS = {
    Way.MERGED: "原页连同结构标签并入 merged with its tags",
    Way.FIGURES: "原页并入，每页作一幅图 merged, each page a figure",
    Way.PICTURES: "以页面图像并入，原件附在 PDF 内 pictures of its pages, original enclosed",
    Way.ATTACHED: "原件附在 PDF 内，页中只有说明页 enclosed, with a sheet that names it",
    Way.REFUSED: "不收 refused",
}

_PRONOM = {"3a": "fmt/479", "2u": "fmt/478", "4f": "fmt/1912", "4": "fmt/1910"}
"""The formats' keys in the registry of the National Archives (UK), by the flavour that was proved."""

Tree = tuple[str, "str | tuple[Tree, ...]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Agent:
    """Who or what did something. ``kind``: person, organization, software."""

    name: str
    kind: str
    version: str = ""

    @property
    def id(self) -> str:
        return " ".join(filter(None, (self.name, self.version)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """Something that was done. ``uses`` and ``makes``: paths in the bag."""

    kind: str
    detail: str
    agent: _Agent
    outcome: str = "success"
    notes: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    makes: tuple[str, ...] = ()


def premis_xml(
    plan: IssuePlan,
    holdings: Sequence[Holding],
    *,
    report: PreflightReport,
    when: str,
    is_moment: bool,
) -> bytes:
    """The whole file; ``when`` stands for all events: their moment (``is_moment``), or but the issue's date."""
    events = tuple(_events(plan, holdings, report))
    agents = dict.fromkeys(event.agent for event in events)
    root = _element("premis", {"version": "3.0"})
    normalized = max(number for number, event in enumerate(events, 1) if event.kind == "normalization")
    key = next((_PRONOM[flavour] for flavour in report.flavours if flavour in _PRONOM), "")
    root.extend(_object(holding, holdings, plan, normalized, pronom=key) for holding in holdings)
    root.extend(_event(event, number, when) for number, event in enumerate(events, start=1))
    root.extend(_agent(agent, is_moment=is_moment) for agent in agents)
    ET.register_namespace("premis", _PREMIS)
    ET.register_namespace("xsi", _XSI)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text + b"\n"


def _events(plan: IssuePlan, holdings: Sequence[Holding], report: PreflightReport) -> Iterator[_Event]:
    program = _Agent(name=_OURS, kind="software", version=__version__)
    desk = _Agent(name=plan.issue.publisher or plan.issue.name, kind="organization")
    received = _paths(holdings, lambda one: one.role in _SOURCES)
    edition = _paths(holdings, lambda one: one.role is Role.EDITION)
    yield _Event(
        kind="ingestion",
        detail="编辑部交来，原样收存。As received from the desk.",
        agent=desk,
        makes=received,
    )
    for holding in holdings:
        if holding.renamed_from:
            notes = (f"{holding.renamed_from} → {holding.path}",)
            yield _Event(
                kind="filename change",
                detail="改成各系统通用的文件名",
                agent=program,
                notes=notes,
                makes=(holding.path,),
            )
    for entry in report.entries:
        yield _supplement(entry, holdings, program, edition)
    yield _Event(
        kind="normalization",
        detail=f"由稿件、照片、附件排成存档版，标准 {plan.editions.archive.standard}。Typeset as the archive edition.",
        agent=program,
        uses=received,
        makes=edition,
    )
    yield from (_validation(verdict, edition) for verdict in report.verdicts)
    written = _paths(holdings, lambda one: one.role is Role.REPORT)
    yield _Event(
        kind="validation",
        detail="印前检查，结果见报告。Own checks; see the report.",
        agent=program,
        outcome="pass" if report.passed else "fail",
        uses=edition,
        makes=written,
    )
    everything = tuple(holding.path for holding in holdings)
    yield _Event(kind="message digest calculation", detail="SHA-512", agent=program, uses=everything)


def _paths(holdings: Sequence[Holding], wanted: Callable[[Holding], bool]) -> tuple[str, ...]:
    return tuple(holding.path for holding in holdings if wanted(holding))


def _supplement(entry: Entry, holdings: Sequence[Holding], agent: _Agent, edition: tuple[str, ...]) -> _Event:
    return _Event(
        kind="normalization",
        detail=f"附件“{entry.title}”：{_WAYS[entry.way]}",
        agent=agent,
        notes=(entry.why.zh, entry.why.en),
        uses=_paths(holdings, lambda one: one.original == entry.name),
        makes=edition,
    )


def _validation(verdict: Verdict, edition: tuple[str, ...]) -> _Event:
    counts = f"{verdict.checks} checks" if verdict.checks else ""
    broken = tuple(
        f"{'' if one.believed else _FALSE_ALARM}{one.rule} × {one.count}: {one.message}"
        for one in verdict.broken
    )
    return _Event(
        kind="validation",
        detail=f"veraPDF flavour {verdict.flavour}"
        if verdict.validator == "veraPDF"
        else f"flavour {verdict.flavour}",
        agent=_Agent(name=verdict.validator, kind="software", version=verdict.version),
        outcome="pass" if verdict.compliant else "fail",
        notes=tuple(filter(None, (counts, verdict.error, *broken))),
        uses=edition,
    )


def _object(
    holding: Holding, holdings: Sequence[Holding], plan: IssuePlan, normalized: int, *, pronom: str
) -> ET.Element:
    element = _element("object", {f"{{{_XSI}}}type": "premis:file"})
    tree: list[Tree] = [_identifier("object", holding.path), _characteristics(holding, plan, pronom)]
    if holding.original:
        tree.append(("originalName", holding.original))
    if holding.role is Role.EDITION:
        tree += _derivation(_paths(holdings, lambda one: one.role in _SOURCES), normalized)
    _grow(element, tuple(tree))
    return element


def _characteristics(holding: Holding, plan: IssuePlan, pronom: str) -> Tree:
    tree: list[Tree] = [
        ("fixity", (("messageDigestAlgorithm", "SHA-512"), ("messageDigest", holding.sha512))),
        ("size", str(len(holding.data))),
        ("format", tuple(_format(holding, plan, pronom))),
    ]
    if holding.role in {Role.EDITION, Role.REPORT}:
        name, version = ("creatingApplicationName", _OURS), ("creatingApplicationVersion", __version__)
        tree.append(("creatingApplication", (name, version)))
    if holding.locked:
        tree.append(
            ("inhibitors", (("inhibitorType", "password protection"), ("inhibitorTarget", "all content")))
        )
    return "objectCharacteristics", tuple(tree)


def _format(holding: Holding, plan: IssuePlan, pronom: str) -> Iterator[Tree]:
    """Its kind, and what the file is; of the edition what it claims, by the name that archives' tools know."""
    is_edition = holding.role is Role.EDITION
    yield "formatDesignation", (("formatName", holding.media_type),)
    if is_edition and pronom:
        yield (
            "formatRegistry",
            (
                ("formatRegistryName", "PRONOM"),
                ("formatRegistryKey", pronom),
                ("formatRegistryRole", "specification"),
            ),
        )
    yield "formatNote", holding.role.value
    if is_edition:
        yield "formatNote", plan.editions.archive.standard


def _derivation(received: Sequence[str], normalized: int) -> Iterator[Tree]:
    if received:
        yield (
            "relationship",
            (
                ("relationshipType", "derivation"),
                ("relationshipSubType", "has source"),
                *(_identifier("relatedObject", path) for path in received),
                _identifier("relatedEvent", f"event-{normalized}"),
            ),
        )


def _event(event: _Event, number: int, when: str) -> ET.Element:
    element = _element("event", {})
    outcome: list[Tree] = [("eventOutcome", event.outcome)]
    outcome += [("eventOutcomeDetail", (("eventOutcomeDetailNote", note),)) for note in event.notes]
    links = [("source", path) for path in event.uses] + [("outcome", path) for path in event.makes]
    tree: tuple[Tree, ...] = (
        _identifier("event", f"event-{number}"),
        ("eventType", event.kind),
        ("eventDateTime", when),
        ("eventDetailInformation", (("eventDetail", event.detail),)),
        ("eventOutcomeInformation", tuple(outcome)),
        _identifier("linkingAgent", event.agent.id),
        *(_identifier("linkingObject", path, ("linkingObjectRole", role)) for role, path in links),
    )
    _grow(element, tree)
    kind = element.find(f"{{{_PREMIS}}}eventType")
    assert kind is not None
    kind.attrib.update({"authority": "eventType", "authorityURI": _EVENT_TYPES})
    return element


def _agent(agent: _Agent, *, is_moment: bool) -> ET.Element:
    element = _element("agent", {})
    version: tuple[Tree, ...] = (("agentVersion", agent.version),) if agent.version else ()
    if agent.name == _OURS and not is_moment:
        version += (("agentNote", _NO_MOMENT),)
    _grow(
        element,
        (_identifier("agent", agent.id), ("agentName", agent.name), ("agentType", agent.kind), *version),
    )
    return element


def _identifier(of: str, value: str, *more: Tree) -> Tree:
    return f"{of}Identifier", ((f"{of}IdentifierType", "local"), (f"{of}IdentifierValue", value), *more)


def _grow(parent: ET.Element, tree: tuple[Tree, ...]) -> None:
    for name, content in tree:
        child = _element(name, {})
        if isinstance(content, str):
            child.text = _NO_XML.sub("�", content)
        else:
            _grow(child, content)
        parent.append(child)


def _element(name: str, attributes: dict[str, str]) -> ET.Element:
    return ET.Element(f"{{{_PREMIS}}}{name}", attributes)
