"""The archive pass: the packet becomes a file for the archive that claims PDF/A and PDF/UA.

In: the packet as rendered with tags and stitched; its structure elements say which HTML element they are of
(``render/tags.py``). Out: the same pages, pixel for pixel, with a structure tree made anew, our own metadata, an output
intent and the attachments. The claims are the caller's to prove before the file gets its name.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pikepdf

from report_pdf.findings import Finding, Place
from report_pdf.pdf.archive.annotations import adopt_annotations, word_links
from report_pdf.pdf.archive.artifacts import mark_artifacts
from report_pdf.pdf.archive.attachments import attach
from report_pdf.pdf.archive.cleaning import clean
from report_pdf.pdf.archive.destinations import structure_destinations
from report_pdf.pdf.archive.facts import Archived, ArchiveFacts
from report_pdf.pdf.archive.figures import describe_figures
from report_pdf.pdf.archive.intent import set_srgb_intent
from report_pdf.pdf.archive.merging import make_whole
from report_pdf.pdf.archive.nodes import Node, marks_of, read_nodes, text_of
from report_pdf.pdf.archive.rules import remarked
from report_pdf.pdf.archive.shaping import shape
from report_pdf.pdf.archive.supplements import tag_supplements
from report_pdf.pdf.archive.text import marked_texts
from report_pdf.pdf.archive.writing import held_marks, write_tree
from report_pdf.pdf.archive.xmp import describe_archive

__all__ = ["Retagged", "archive_pass", "retag"]


def archive_pass(pdf: bytes, facts: ArchiveFacts) -> Archived:
    """``pdf`` as an archive keeps it. The same bytes and facts give the same bytes."""
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as packet:
        tagged = retag(packet, facts, data=pdf)
        findings = list(tagged.findings)
        clean(packet, facts.closing)
        set_srgb_intent(packet)
        findings += attach(packet, facts, tagged.parts)
        standard = facts.standard if "/AF" in packet.Root else facts.standard.without_files
        describe_archive(packet, replace(facts, standard=standard), data=pdf)
        out = io.BytesIO()
        packet.remove_unreferenced_resources()
        packet.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            force_version=facts.standard.version,
        )
    return Archived(
        pdf=out.getvalue(), findings=tuple(findings), flavours=standard.flavours, merged=tagged.merged
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Retagged:
    """What came of it: ``merged``: supplements with their own tags; ``parts``: each supplement's element, by key."""

    merged: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    parts: Mapping[str, pikepdf.Object] = field(default_factory=dict)


def retag(packet: pikepdf.Pdf, facts: ArchiveFacts, *, data: bytes) -> Retagged:
    """Makes the tree anew.

    ``data``: the packet as it was, for its supplements' texts.
    """
    known = marked_texts(packet)
    root = read_nodes(packet, frozenset(known))
    if root is None:
        return Retagged(findings=(_untagged(facts.file),))

    def says(node: Node) -> str:
        return text_of(node, known)

    make_whole(root)
    findings = [_levelled(heading, says(heading), facts.file) for heading in shape(root, says)]
    findings += describe_figures(packet, root, says, file=facts.file)
    merged, found = tag_supplements(packet, root, facts, data=data, known=known)
    adopt_annotations(packet, root, lambda page: _home(root, page))
    word_links(packet, root, says, language=facts.closing.language)
    # What supplements' drawings said of their own structure is gone from them by now.
    mark_artifacts(packet, held_marks([root]), marked_texts(packet) if facts.supplements else known)
    elements = write_tree(packet, root, new=facts.standard.is_new)
    if facts.standard.is_new:
        structure_destinations(packet, root, elements)
    parts = {node.supplement: elements[id(node)] for node in root.nodes if node.supplement}
    return Retagged(merged=merged, findings=(*findings, *found), parts=parts)


def _untagged(file: str) -> Finding:
    return remarked(
        "archive/untagged-body",
        Place(file=file),
        zh="正文没有结构标签。",
        en="the body has no structure tree.",
    )


def _levelled(heading: Node, words: str, file: str) -> Finding:
    page = next((mark.page + 1 for mark in marks_of(heading)), None)
    return remarked(
        "archive/heading-levelled",
        Place(file=file, page=page),
        zh=f"标题“{words[:20]}”改为第 {heading.kind[1]} 级。",
        en=f"heading “{words[:20]}” is now of level {heading.kind[1]}.",
    )


def _home(root: Node, page: int) -> Node:
    """The section that stands on a page, a supplement's before the body's, for what hangs in no element yet."""
    standing = [node for node in root.nodes if any(mark.page == page for mark in marks_of(node))]
    return next((node for node in standing if node.title), standing[0] if standing else root)
